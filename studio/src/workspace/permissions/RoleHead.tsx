import { Badge, IconButton, Menu, MenuItem, MenuLabel, MenuSeparator } from "@sayso/app-kit";
import { Copy, EllipsisVertical, Eye, MessageCircle, ShieldCheck, ShieldOff, Trash2 } from "lucide-react";
import { type ReactNode, useState } from "react";
import { permissionsOf } from "../../spec/permissions/matrix";
import { EVERYTHING, NOTHING, ONLY_SEE } from "../../spec/permissions/rights";
import { copyRights, forStrangers, giveEverywhere, renameRole } from "../../spec/permissions/roles";
import type { Edit, Role } from "../../spec/types";
import { useChange } from "../editing/editing";
import { Refusal } from "../editing/Refusal";
import { TextEdit } from "../editing/TextEdit";
import { useWorkspace } from "../state/context";
import { RemoveRole } from "./RemoveRole";

/** A role at the head of its column: its name, and what can be done with the whole column. */
export function RoleHead({ role }: { readonly role: Role }): ReactNode {
  const { spec, pointAt } = useWorkspace();
  const { mayEdit, reasons, change } = useChange();
  const [isLeaving, setLeaving] = useState(false);
  const { roles, default_role, public_role } = permissionsOf(spec);
  const isPublic = public_role === role.name;
  const others = roles.filter(({ id }) => id !== role.id);
  const everywhere = (rights: typeof EVERYTHING) => () =>
    void change(giveEverywhere(spec, role, isPublic ? forStrangers(rights) : rights));
  return (
    <th scope="col">
      <div className="matrix-role">
        <TextEdit
          label={`Name of the role ${role.label}`}
          value={role.label}
          needed="A role needs a name."
          edits={(label) => renameRole(spec, role, label)}
        />
        <Menu
          trigger={
            <IconButton label={`More for ${role.label}`}>
              <EllipsisVertical aria-hidden />
            </IconButton>
          }
        >
          <MenuItem icon={<MessageCircle aria-hidden />} onSelect={() => pointAt(role.id)}>
            Talk about it
          </MenuItem>
          {mayEdit && (
            <>
              <MenuSeparator />
              <MenuLabel>All records</MenuLabel>
              <MenuItem icon={<ShieldCheck aria-hidden />} onSelect={everywhere(EVERYTHING)}>
                May everything
              </MenuItem>
              <MenuItem icon={<Eye aria-hidden />} onSelect={everywhere(ONLY_SEE)}>
                May only see
              </MenuItem>
              <MenuItem icon={<ShieldOff aria-hidden />} onSelect={everywhere(NOTHING)}>
                Nothing
              </MenuItem>
              {others.length > 0 && <MenuLabel>The same as</MenuLabel>}
              {others.map((other) => (
                <MenuItem
                  key={other.id}
                  icon={<Copy aria-hidden />}
                  onSelect={() => void change(copyRights(spec, other, role))}
                >
                  {other.label}
                </MenuItem>
              ))}
              <MenuSeparator />
              <MenuItem danger icon={<Trash2 aria-hidden />} onSelect={() => setLeaving(true)}>
                Remove this role
              </MenuItem>
            </>
          )}
        </Menu>
      </div>
      <div className="matrix-badges">
        {default_role === role.name && <Badge tone="info">New members</Badge>}
        {isPublic && <Badge tone="warning">Anybody</Badge>}
      </div>
      <Refusal reasons={reasons} />
      {isLeaving && (
        <RemoveRole
          role={role}
          onClose={() => setLeaving(false)}
          onRemove={(edits: readonly Edit[]) => {
            setLeaving(false);
            void change(edits);
          }}
        />
      )}
    </th>
  );
}
