import { Button, Dialog } from "@sayso/app-kit";
import type { ReactNode } from "react";
import { permissionsOf } from "../../spec/permissions/matrix";
import type { Edit, Role } from "../../spec/types";
import { useWorkspace } from "../state/context";

export interface RemoveRoleProps {
  readonly role: Role;
  readonly onClose: () => void;
  readonly onRemove: (edits: readonly Edit[]) => void;
}

/** Says what goes along with a role before it goes. */
export function RemoveRole({ role, onClose, onRemove }: RemoveRoleProps): ReactNode {
  const { spec } = useWorkspace();
  const { rules, default_role } = permissionsOf(spec);
  const count = rules.filter((rule) => rule.role === role.name).length;
  const only = spec.pages.filter(({ roles }) => roles.length === 1 && roles[0] === role.name);
  const people = spec.entities.find(({ person_role }) => person_role === role.name);
  return (
    <Dialog
      open
      onClose={onClose}
      title={`Remove the role ${role.label}?`}
      footer={
        <>
          <Button onClick={onClose}>Keep it</Button>
          <Button variant="danger" onClick={() => onRemove([{ op: "remove", kind: "role", target: role.id }])}>
            Remove role
          </Button>
        </>
      }
    >
      <ul className="grid gap-1">
        <li>{count === 0 ? "It has no rights of its own." : "What it may see and do goes with it."}</li>
        {default_role === role.name && <li>New members get no role until you choose another.</li>}
        {people && <li>{people.display_name} records no longer sign in.</li>}
        {only.length > 0 && (
          <li>
            Only this role sees {only.map(({ title }) => `“${title}”`).join(", ")}; without it, every role that signs in
            does.
          </li>
        )}
        <li className="text-muted">You can undo this.</li>
      </ul>
    </Dialog>
  );
}
