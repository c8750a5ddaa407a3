import { newId } from "../ids";
import { entityNamed, membersOf } from "../lookup";
import { free, plural } from "../names";
import type { AppSpec, Edit, OnDelete, Relationship, RelationshipKind } from "../types";

type LinkValues = Extract<Edit, { op: "set"; kind: "relationship" }>["values"];

/** What a new link consists of, as a person chose it. */
export interface LinkDraft {
  readonly kind: RelationshipKind;
  readonly from: string;
  readonly to: string;
  readonly name: string;
  readonly inverse: string;
  readonly required: boolean;
  readonly on_delete: OnDelete;
}

/** Names for both ends of a link that nothing else has: `client` and `appointments`. */
export function linkNames(
  spec: AppSpec,
  kind: RelationshipKind,
  from: string,
  to: string,
): { readonly name: string; readonly inverse: string } {
  const taken = (entity: string) => {
    const known = entityNamed(spec, entity);
    return known ? membersOf(spec, known) : [];
  };
  const name = free(kind === "belongs_to" ? to : plural(to), taken(from));
  const back = kind === "has_many" ? from : plural(from);
  return { name, inverse: free(back, from === to ? [...taken(to), name] : taken(to)) };
}

export function addLink(draft: LinkDraft): Edit[] {
  const element: Relationship = { id: newId("rel"), ...draft };
  return [{ op: "add", kind: "relationship", element }];
}

export function setLink(link: Relationship, values: LinkValues): Edit[] {
  return [{ op: "set", kind: "relationship", target: link.id, values }];
}

export function renameLink(link: Relationship, names: { name?: string; inverse?: string }): Edit[] {
  return [{ op: "rename", kind: "relationship", target: link.id, name: link.name, inverse: link.inverse, ...names }];
}

export function removeLink(link: Relationship): Edit[] {
  return [{ op: "remove", kind: "relationship", target: link.id }];
}
