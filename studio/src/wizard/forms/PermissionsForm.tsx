import type { ReactNode } from "react";
import { free, sentence } from "../../spec/names";
import { useForms, useShape } from "../context";
import { called, entitiesIn, rolesIn } from "../known";
import { renameRole } from "../renaming";
import type { RolePart } from "../shapes";
import { Cell } from "./Cell";
import { NamedInput, Select } from "./controls";
import { GrantTable } from "./GrantTable";
import { settledName } from "./naming";
import { Rows } from "./Rows";

const STEP = "permissions";

/** Roles, and what each may do with which records. */
export function PermissionsForm(): ReactNode {
  const { shapes, change } = useForms();
  const [shape, set] = useShape(STEP);
  const names = shape.roles.map(({ name }) => name);
  const spoken = rolesIn(shapes).filter(({ value }) => !names.includes(value));
  const choices = shape.roles.map((role) => ({ value: role.name, label: called(role) }));
  const settle = (role: RolePart) => {
    const name = settledName(role.name, role.label ?? "", "role", names);
    if (name !== role.name) change(STEP, (known) => renameRole(known, role.name, name));
  };
  const remove = (roles: RolePart[]) => {
    const kept = new Set(roles.map(({ name }) => name));
    const gone = (name: string | null | undefined) => !!name && names.includes(name) && !kept.has(name);
    set({
      ...shape,
      roles,
      matrix: shape.matrix.filter(({ role }) => !gone(role)),
      default_role: gone(shape.default_role) ? null : (shape.default_role ?? null),
      public_role: gone(shape.public_role) ? null : (shape.public_role ?? null),
    });
  };
  return (
    <>
      {shape.roles.length > 0 && (
        <div className="wizard-grid">
          <Cell step={STEP} label="New people become" at={["default_role"]} className="wizard-own-label">
            {(identity) => (
              <Select
                {...identity}
                value={shape.default_role ?? ""}
                none="Nothing yet"
                choices={choices}
                onValue={(default_role) => set({ ...shape, default_role })}
              />
            )}
          </Cell>
          <Cell
            step={STEP}
            label="Whoever is not signed in is"
            at={["public_role"]}
            className="wizard-own-label"
            help={shape.public_role ? "You are asked to confirm this before anything becomes public." : ""}
          >
            {(identity) => (
              <Select
                {...identity}
                value={shape.public_role ?? ""}
                none="Nobody: people have to sign in"
                choices={choices}
                onValue={(public_role) => set({ ...shape, public_role })}
              />
            )}
          </Cell>
        </div>
      )}
      <Rows
        className="wizard-cards"
        items={shape.roles}
        onItems={remove}
        nameOf={called}
        add="Add a role"
        make={(): RolePart => {
          const [wanted] = spoken;
          return wanted
            ? { name: wanted.value, label: wanted.label, people: [] }
            : { name: free("role", names), label: "", people: [] };
        }}
      >
        {(role, put, at) => (
          <>
            <Cell step={STEP} label="Role" at={[`roles.${at}.name`, `roles.${at}.label`]} className="wizard-title">
              {(identity) => (
                <NamedInput
                  {...identity}
                  value={role.label ?? sentence(role.name)}
                  placeholder="For example: Manager"
                  onValue={(label) => put({ ...role, label })}
                  onSettle={() => settle(role)}
                />
              )}
            </Cell>
            {entitiesIn(shapes).length > 0 ? (
              <GrantTable role={role} />
            ) : (
              <p className="text-muted">Say first which records there are, in the step “Object model”.</p>
            )}
          </>
        )}
      </Rows>
    </>
  );
}
