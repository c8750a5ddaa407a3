import { typeLabel } from "../../../spec/field-types";
import { endsOf, type Many } from "../../../spec/links";
import { entityLabel, flowOf } from "../../../spec/lookup";
import { sentence } from "../../../spec/names";
import type { AppSpec, Entity, Field, Flow, Relationship } from "../../../spec/types";
import type { DrawnBox, DrawnLine } from "../../diagram/drawing";

const WIDTH = 248;
const HEAD = 40;
const ROW = 26;
/** Fields that a card shows; the rest are counted below them. */
export const ROWS = 10;

/** What a card shows of an entity. */
export interface CardData extends Record<string, unknown> {
  readonly entity: Entity;
  readonly fields: readonly Field[];
  readonly more: number;
  readonly flow: Flow | undefined;
  /** The part of it that is selected. */
  readonly chosen: string | null;
}

/** What a line shows of a relation. */
export interface LinkData extends Record<string, unknown> {
  readonly name: string;
  readonly inverse: string;
  readonly fromMany: Many;
  readonly toMany: Many;
}

/** A card for each entity; `chosen` is the selected part, such as a field. */
export function cardsOf(spec: AppSpec, chosen: string | null): readonly DrawnBox[] {
  return spec.entities.map((entity) => card(entity, flowOf(spec, entity.name), chosen));
}

function card(entity: Entity, flow: Flow | undefined, chosen: string | null): DrawnBox {
  const isPart = chosen !== null && entity.fields.some(({ id }) => id === chosen);
  const known = drawn.get(entity);
  if (known && known.data.flow === flow && known.data.chosen === (isPart ? chosen : null)) return known;
  const fields = entity.fields.slice(0, ROWS);
  const more = entity.fields.length + entity.computed.length - fields.length;
  const rows = Math.max(1, fields.length + (flow ? 1 : 0) + (more > 0 ? 1 : 0));
  const box = {
    id: entity.id,
    type: "entity",
    width: WIDTH,
    height: HEAD + rows * ROW + 8,
    words: cardWords(entity, flow),
    data: { entity, fields, more, flow, chosen: isPart ? chosen : null } satisfies CardData,
  };
  drawn.set(entity, box);
  return box;
}

/** The card of an entity that has not changed is the very same object, so that it is not drawn again. */
const drawn = new WeakMap<Entity, DrawnBox & { readonly data: CardData }>();

function cardWords({ display_name, fields }: Entity, flow: Flow | undefined): string {
  const said = fields
    .slice(0, ROWS)
    .map(({ label, type, required }) => `${label}, ${typeLabel(type)}${required ? ", required" : ""}`);
  return `${display_name}: ${[...said, ...(flow ? ["a state"] : [])].join("; ") || "no fields yet"}`;
}

/** A line for each relation; it begins where there is one and ends where there are several, as far as it can. */
export function linesOf(spec: AppSpec): readonly DrawnLine[] {
  const ids = new Map(spec.entities.map(({ name, id }) => [name, id]));
  return spec.relationships.flatMap((link) => {
    const [from, to] = [ids.get(link.from), ids.get(link.to)];
    return from && to ? [line(spec, link, from, to)] : [];
  });
}

function line(spec: AppSpec, link: Relationship, from: string, to: string): DrawnLine {
  const ends = endsOf(link);
  const isTurned = link.kind === "belongs_to";
  const [first, last] = isTurned ? [ends.to, ends.from] : [ends.from, ends.to];
  return {
    id: link.id,
    type: "link",
    from: isTurned ? to : from,
    to: isTurned ? from : to,
    label: { width: spec.entities.length > 20 ? 48 : room(first.name, last.name), height: 12 },
    words: `Relation of ${entityLabel(spec, link.from)} to ${entityLabel(spec, link.to)}`,
    data: {
      name: sentence(last.name),
      inverse: sentence(first.name),
      fromMany: first.many,
      toMany: last.many,
    } satisfies LinkData,
  };
}

/** The room that the names at both ends of a line need beside each other. */
const room = (one: string, other: string): number => Math.max(64, 6.2 * (one.length + other.length) - 16);
