import type { ComponentType } from "react";
import type { AnyEntity } from "./entity";

/** A screen and its place in the navigation. */
export interface PageDefinition {
  readonly name: string;
  readonly title: string;
  readonly path: string;
  /** Name of a Lucide icon. */
  readonly icon?: string;
  /** Roles that can use the page; every signed-in role when unset, nobody when empty. */
  readonly roles?: readonly string[];
  /** The page's main entity: its count stands in the sidebar, its "Add" in the top bar. */
  readonly entity?: string;
  readonly component: ComponentType;
}

export interface AppDefinition {
  readonly name: string;
  readonly slug: string;
  readonly description?: string;
  /** Hue of the accent colour, 0 to 360; derived from the name when unset. */
  readonly accent?: number;
  /** CSS properties of the page, such as tokens of its own; a theme of the spec is compiled to them. */
  readonly theme?: Readonly<Record<string, string>>;
  readonly entities: readonly AnyEntity[];
  readonly pages: readonly PageDefinition[];
  /** Page names in the order of the sidebar; all pages when unset. */
  readonly navigation?: readonly string[];
  /** The form of each entity that has one of its own, by entity name. */
  readonly forms?: Readonly<Record<string, ComponentType>>;
  /** The detail of each entity that has one of its own, by entity name. */
  readonly details?: Readonly<Record<string, ComponentType>>;
}

export interface App extends AppDefinition {
  readonly accent: number;
  readonly entityNamed: ReadonlyMap<string, AnyEntity>;
}

/** Declares the application: what it is called, what it keeps and which pages it has. */
export function defineApp(definition: AppDefinition): App {
  return {
    ...definition,
    accent: definition.accent ?? hueOf(definition.name),
    entityNamed: new Map(definition.entities.map((entity) => [entity.name, entity])),
  };
}

/** A stable hue for a name, so that each application looks like itself without being told. */
function hueOf(name: string): number {
  let hash = 7;
  for (const character of name) hash = (hash * 31 + (character.codePointAt(0) ?? 0)) % 3600;
  return Math.round(hash / 10);
}
