import { entityLabel } from "./lookup";
import type { AppSpec, Entity, OnDelete, Relationship, RelationshipKind } from "./types";

/** How many rows are at an end of a link, seen from the other one. */
export type Many = "one" | "maybe" | "many";

/** A link with both its ends: how many rows are there, and what the other side calls them. */
export interface Ends {
  readonly from: { readonly entity: string; readonly many: Many; readonly name: string };
  readonly to: { readonly entity: string; readonly many: Many; readonly name: string };
}

/** What stands at each end of a link. `name` leads from the beginning to the end, `inverse` back. */
export function endsOf({ kind, from, to, name, inverse, required }: Relationship): Ends {
  const single: Many = required ? "one" : "maybe";
  return {
    from: { entity: from, many: kind === "has_many" ? single : "many", name: inverse },
    to: { entity: to, many: kind === "belongs_to" ? single : "many", name },
  };
}

/** A link in a sentence: `Each Appointment belongs to one Client; each Client has several Appointments.` */
export function linkSentence(spec: AppSpec, link: Relationship): string {
  const [one, other] = [entityLabel(spec, link.from), entityLabel(spec, link.to)];
  if (link.kind === "many_to_many") {
    return `A record of ${one} goes with several of ${other}, and the other way round.`;
  }
  const [child, parent] = link.kind === "belongs_to" ? [one, other] : [other, one];
  return `Each record of ${child} belongs to ${link.required ? "one" : "one or no"} record of ${parent}, which has several of them.`;
}

/** What an entity calls a link from its own end, and what is there. */
export function seenFrom(entity: Entity, link: Relationship): { readonly name: string; readonly many: Many } {
  const { from, to } = endsOf(link);
  return link.from === entity.name ? { name: to.name, many: to.many } : { name: from.name, many: from.many };
}

export const KINDS: readonly { readonly value: RelationshipKind; readonly label: string }[] = [
  { value: "belongs_to", label: "belongs to one" },
  { value: "has_many", label: "has several" },
  { value: "many_to_many", label: "has several, and the other way round" },
];

export const ON_DELETE: readonly { readonly value: OnDelete; readonly label: string }[] = [
  { value: "restrict", label: "Refused while something belongs to it" },
  { value: "cascade", label: "What belongs to it goes too" },
  { value: "set_null", label: "What belongs to it stays" },
];

/** `Client (one)`, for lists of links. */
export function manyWords(many: Many): string {
  return many === "many" ? "several" : many === "one" ? "one" : "one or none";
}
