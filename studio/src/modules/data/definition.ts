import { type AnyEntity, type App, defineApp } from "@sayso/app-kit";

/** What the API says of a module's entities, in the shape that the kit takes them in. */
export interface Definition {
  readonly name: string;
  readonly slug: string;
  readonly entities: readonly Omit<AnyEntity, "schema">[];
}

/** Takes whatever a form sends; the module itself checks it and says what does not fit. */
const anything = { safeParse: (data: unknown) => ({ success: true, data }) } as unknown as AnyEntity["schema"];

/** The module as an application of the kit without pages. */
export function appOf({ name, slug, entities }: Definition): App {
  return defineApp({ name, slug, pages: [], entities: entities.map((one) => ({ ...one, schema: anything })) });
}
