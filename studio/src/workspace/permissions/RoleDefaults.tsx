import { type ReactNode, useId } from "react";
import { permissionsOf } from "../../spec/permissions/matrix";
import type { Edit } from "../../spec/types";
import { ChoiceEdit } from "../editing/ChoiceEdit";
import { useChange } from "../editing/editing";
import { Refusal } from "../editing/Refusal";
import { useWorkspace } from "../state/context";
import { usePublicConfirm } from "./PublicConfirm";

/** The role that new members get, and the one of whoever is not signed in. */
export function RoleDefaults(): ReactNode {
  const { spec } = useWorkspace();
  const { change, reasons } = useChange();
  const { ask, dialog } = usePublicConfirm();
  const { roles, default_role, public_role } = permissionsOf(spec);
  const joining = useId();
  const strange = useId();
  const options = roles.map(({ name, label }) => ({ value: name, label }));
  const setRole = (values: { default_role?: string | null; public_role?: string | null }): Edit[] => [
    { op: "set_spec", values },
  ];
  return (
    <div className="matrix-defaults">
      <div className="edit-labelled">
        <label htmlFor={joining}>New members are</label>
        <ChoiceEdit
          id={joining}
          label="New members are"
          value={default_role ?? ""}
          options={[{ value: "", label: "Without a role" }, ...options.filter(({ value }) => value !== public_role)]}
          edits={(name) => setRole({ default_role: name || null })}
        />
      </div>
      <div className="edit-labelled">
        <label htmlFor={strange}>Whoever is not signed in is</label>
        <ChoiceEdit
          id={strange}
          label="Whoever is not signed in is"
          value={public_role ?? ""}
          options={[{ value: "", label: "Kept out" }, ...options.filter(({ value }) => value !== default_role)]}
          edits={(name) => {
            if (!name) return setRole({ public_role: null });
            const label = roles.find((role) => role.name === name)?.label ?? name;
            ask(`Anybody may do what “${label}” may do`, () => void change(setRole({ public_role: name })));
            return null;
          }}
        />
        <p className="edit-help">Nothing becomes public before somebody confirms it at publishing.</p>
        <Refusal reasons={reasons} />
      </div>
      {dialog}
    </div>
  );
}
