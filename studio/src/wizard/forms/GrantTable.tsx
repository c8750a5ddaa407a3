import { Button } from "@sayso/app-kit";
import { type ReactNode, useState } from "react";
import { useForms, useShape } from "../context";
import { type Choice, called, entitiesIn, isShowable, membersIn } from "../known";
import type { GrantPart, RolePart } from "../shapes";
import { PickSeveral, Select } from "./controls";

const ACTIONS = [
  { action: "read", label: "See" },
  { action: "create", label: "Add" },
  { action: "update", label: "Change" },
  { action: "delete", label: "Delete" },
] as const;

type Action = GrantPart["actions"][number];

const SCOPES = [
  { value: "all", label: "All records" },
  { value: "own", label: "Only their own" },
];

/** What one role may do with each kind of record. */
export function GrantTable({ role }: { readonly role: RolePart }): ReactNode {
  const { shapes } = useForms();
  const [shape, set] = useShape("permissions");
  const entities = entitiesIn(shapes);
  const gone = shape.matrix.filter(
    (grant) => grant.role === role.name && !entities.some(({ value }) => value === grant.entity),
  );
  const grantAll = (actions: readonly Action[]) => {
    const others = shape.matrix.filter((grant) => grant.role !== role.name);
    const own = actions.length > 0 ? entities.map(({ value }) => newGrant(role.name, value, actions)) : [];
    set({ ...shape, matrix: [...others, ...own] });
  };
  return (
    <>
      <div className="flex flex-wrap gap-2">
        <Button size="small" onClick={() => grantAll(["create", "read", "update", "delete"])}>
          Allow everything
        </Button>
        <Button size="small" onClick={() => grantAll(["read"])}>
          Only look at everything
        </Button>
      </div>
      <table className="wizard-matrix">
        <caption className="sr-only">What {called(role)} may do</caption>
        <thead>
          <tr>
            <th scope="col">Records of</th>
            {ACTIONS.map(({ action, label }) => (
              <th key={action} scope="col">
                {label}
              </th>
            ))}
            <th scope="col">Which</th>
          </tr>
        </thead>
        <tbody>
          {entities.map((entity) => (
            <GrantRows key={entity.value} role={role} entity={entity} />
          ))}
        </tbody>
      </table>
      {gone.length > 0 && (
        <p className="text-sm text-warning-ink">
          {gone.map(({ entity }) => entity.replaceAll("_", " ")).join(", ")}: not there any more.{" "}
          <button
            type="button"
            className="link"
            onClick={() => set({ ...shape, matrix: shape.matrix.filter((grant) => !gone.includes(grant)) })}
          >
            Take out
          </button>
        </p>
      )}
    </>
  );
}

/** One kind of record; several rows where different rights hold for different records. */
function GrantRows({ role, entity }: { readonly role: RolePart; readonly entity: Choice }): ReactNode {
  const [shape, set] = useShape("permissions");
  const known = shape.matrix.filter((grant) => grant.role === role.name && grant.entity === entity.value);
  const shown = known.length > 0 ? known : [newGrant(role.name, entity.value, [])];
  const put = (old: GrantPart, next: GrantPart) => {
    const at = shape.matrix.indexOf(old);
    set({ ...shape, matrix: at < 0 ? [...shape.matrix, next] : shape.matrix.with(at, next) });
  };
  return shown.map((grant) => (
    <GrantRow key={shape.matrix.indexOf(grant)} entity={entity} grant={grant} onGrant={(next) => put(grant, next)} />
  ));
}

interface GrantRowProps {
  readonly entity: Choice;
  readonly grant: GrantPart;
  readonly onGrant: (grant: GrantPart) => void;
}

function GrantRow({ entity, grant, onGrant }: GrantRowProps): ReactNode {
  const { shapes } = useForms();
  const [isNarrow, setNarrow] = useState((grant.fields?.length ?? 0) > 0);
  const members = membersIn(shapes, entity.value).filter(isShowable);
  const people = membersIn(shapes, entity.value).filter(({ kind }) => kind === "link");
  const owners = [
    { value: "created_by", label: "that they made" },
    { value: "self", label: "that are about them" },
    ...people.map(({ value, label }) => ({ value, label: `whose ${label.toLowerCase()} they are` })),
  ];
  const toggle = (action: Action, isOn: boolean) => {
    const actions = isOn ? [...grant.actions, action] : grant.actions.filter((each) => each !== action);
    onGrant({ ...grant, actions: ACTIONS.map((each) => each.action).filter((each) => actions.includes(each)) });
  };
  return (
    <tr>
      <th scope="row">{entity.label}</th>
      {ACTIONS.map(({ action, label }) => (
        <td key={action} data-label={label}>
          <input
            type="checkbox"
            aria-label={`${label} ${entity.label}`}
            checked={grant.actions.includes(action)}
            onChange={(event) => toggle(action, event.target.checked)}
          />
        </td>
      ))}
      <td className="wizard-matrix-which">
        {grant.actions.length > 0 && (
          <div className="flex flex-wrap items-center gap-1.5">
            <Select
              aria-label={`Which records of ${entity.label}`}
              value={grant.scope === "none" ? "" : grant.scope}
              choices={SCOPES}
              onValue={(scope) => onGrant({ ...grant, scope: scope as GrantPart["scope"] })}
            />
            {grant.scope === "own" && (
              <Select
                aria-label={`What makes a record of ${entity.label} their own`}
                value={grant.owner}
                choices={owners}
                onValue={(owner) => onGrant({ ...grant, owner })}
              />
            )}
            {isNarrow ? (
              <PickSeveral
                values={grant.fields ?? []}
                choices={members}
                placeholder="All fields"
                onValues={(fields) => onGrant({ ...grant, fields: fields.length > 0 ? fields : null })}
              />
            ) : (
              <Button variant="ghost" size="small" onClick={() => setNarrow(true)}>
                Only some fields
              </Button>
            )}
          </div>
        )}
      </td>
    </tr>
  );
}

function newGrant(role: string, entity: string, actions: readonly Action[]): GrantPart {
  return { role, entity, actions: [...actions], scope: "all", owner: "created_by" };
}
