import type { ReactNode } from "react";
import { setPage } from "../../../spec/page-edits";
import { permissionsOf } from "../../../spec/permissions/matrix";
import { mayOpen, rolesAfter } from "../../../spec/permissions/roles";
import { TickEdit } from "../../editing/TickEdit";
import { useDesigner } from "../designer";

/** Who may open a page, by role. */
export function PageRoles(): ReactNode {
  const { spec, page } = useDesigner();
  const { roles, public_role } = permissionsOf(spec);
  return (
    <fieldset className="pages-roles">
      <legend>Who sees it</legend>
      {roles.length === 0 && <p className="edit-help">There are no roles yet, so nobody does.</p>}
      {roles.map(({ name, label }) => {
        const isOnly = rolesAfter(spec, page, name, false) === null;
        const isPublic = name === public_role;
        const help = isPublic
          ? "Anybody on the internet, without signing in, once it was confirmed at publishing."
          : isOnly
            ? "Somebody has to; let another role see it first."
            : null;
        return (
          <TickEdit
            key={name}
            label={label}
            {...(help ? { help } : {})}
            checked={mayOpen(spec, page, name)}
            edits={(may) => {
              const after = rolesAfter(spec, page, name, may);
              return after ? setPage(page, { roles: after }) : [];
            }}
          />
        );
      })}
    </fieldset>
  );
}
