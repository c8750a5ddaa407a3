import { useSession } from "../data/session";
import type { Action, AnyEntity, Grant } from "../definition/entity";
import type { FieldDefinition } from "../definition/field";

/** What the present role may do with an entity, for showing or hiding; the server has the last word. */
export interface Access {
  can(action: Action): boolean;
  mayRead(field: string): boolean;
  mayWrite(field: string): boolean;
}

/** The access of a role; without a permission matrix everything is shown. */
export function accessOf(entity: AnyEntity, role: string | null): Access {
  const matrix = entity.permissions;
  const grant: Grant | undefined = matrix ? matrix[role ?? ""] : EVERYTHING;
  return {
    can: (action) => (grant?.[action] ?? "none") !== "none",
    mayRead: (field) => grant?.readable?.includes(field) ?? true,
    mayWrite: (field) => grant?.writable?.includes(field) ?? true,
  };
}

const EVERYTHING: Grant = { create: "all", read: "all", update: "all", delete: "all" };
const NOTHING: Access = { can: () => false, mayRead: () => true, mayWrite: () => false };

/** The access of the present role. */
export function useAccess(entity: AnyEntity): Access {
  const { data: session } = useSession();
  return session ? accessOf(entity, session.role?.name ?? null) : NOTHING;
}

/** The named fields, or all, that the access lets one see, in order. */
export function readableFields(
  entity: AnyEntity,
  access: Access,
  names: readonly string[] = Object.keys(entity.fields),
): readonly (readonly [string, FieldDefinition])[] {
  return names.flatMap((name) => {
    const field = entity.fields[name];
    return field && access.mayRead(name) ? [[name, field] as const] : [];
  });
}
