import { Icon } from "@sayso/app-kit";
import { type ReactNode, useEffect, useMemo } from "react";
import { stateLabel } from "../../spec/flows";
import { entityLabel } from "../../spec/lookup";
import { cellKey, matrixOf, permissionsOf } from "../../spec/permissions/matrix";
import { NOTHING, type Rule } from "../../spec/permissions/rights";
import type { AppSpec } from "../../spec/types";
import type { Goal } from "../editing/selection";
import { useWorkspace } from "../state/context";
import { PageCell } from "./PageCell";
import { RightsCell } from "./RightsCell";
import { RoleHead } from "./RoleHead";
import { StepCell } from "./StepCell";
import { type Spot, useGrid } from "./use-grid";

const NO_RULES: readonly Rule[] = [];

/** The matrix: records, pages and steps as rows, roles as columns. */
export function MatrixGrid({ goal }: { readonly goal: Goal | null }): ReactNode {
  const { spec } = useWorkspace();
  const { roles } = permissionsOf(spec);
  const matrix = useMemo(() => matrixOf(spec), [spec]);
  const rules = useMemo(() => rulesByCell(permissionsOf(spec).rules), [spec]);
  const steps = useMemo(() => stepsOf(spec), [spec]);
  const [entities, pages] = [spec.entities, spec.pages];
  const count = entities.length + pages.length + steps.length;
  const { grid, spot, setSpot, onKeyDown } = useGrid(count, roles.length);

  // biome-ignore lint/correctness/useExhaustiveDependencies: only what is pointed at anew moves the focus
  useEffect(() => {
    const found = goal && spotOf(spec, goal.id);
    if (!found) return;
    setSpot(found);
    const cell = grid.current?.querySelector<HTMLElement>(`[data-cell="${found.row}:${found.column}"]`);
    if (goal.focus) cell?.focus({ preventScroll: true });
    cell?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }, [goal]);

  const at = (row: number, column: number) => ({
    row,
    column,
    isStop: spot.row === row && spot.column === column,
    onSpot: setSpot,
  });
  return (
    <div className="matrix-scroll">
      {/* biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a table whose cells are walked by arrow keys is a grid */}
      <table ref={grid} role="grid" aria-label="Permissions" className="matrix-grid" onKeyDown={onKeyDown}>
        <thead>
          <tr>
            <th scope="col">
              <span className="sr-only">What</span>
            </th>
            {roles.map((role) => (
              <RoleHead key={role.id} role={role} />
            ))}
          </tr>
        </thead>
        <tbody>
          <Group title="Records" columns={roles.length} />
          {entities.map((entity, row) => (
            <tr key={entity.id}>
              <RowHead icon={entity.icon ?? "circle"} label={entity.display_name} />
              {roles.map((role, column) => (
                <RightsCell
                  key={role.id}
                  role={role}
                  entity={entity}
                  rights={matrix.get(cellKey(role.name, entity.name)) ?? NOTHING}
                  rules={rules.get(cellKey(role.name, entity.name)) ?? NO_RULES}
                  {...at(row, column)}
                />
              ))}
            </tr>
          ))}
          {pages.length > 0 && <Group title="Pages" columns={roles.length} />}
          {pages.map((page, place) => (
            <tr key={page.id}>
              <RowHead icon={page.icon ?? "file"} label={page.title} />
              {roles.map((role, column) => (
                <PageCell key={role.id} role={role} page={page} {...at(entities.length + place, column)} />
              ))}
            </tr>
          ))}
          {steps.length > 0 && <Group title="Steps" columns={roles.length} />}
          {steps.map(({ flow, move, label, note }, place) => (
            <tr key={move.id}>
              <RowHead icon="arrow-right" label={label} note={note} />
              {roles.map((role, column) => (
                <StepCell
                  key={role.id}
                  role={role}
                  flow={flow}
                  move={move}
                  rights={matrix.get(cellKey(role.name, flow.entity)) ?? NOTHING}
                  {...at(entities.length + pages.length + place, column)}
                />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Group({ title, columns }: { readonly title: string; readonly columns: number }): ReactNode {
  return (
    <tr className="matrix-group">
      <th scope="rowgroup">{title}</th>
      <td colSpan={columns} aria-hidden />
    </tr>
  );
}

interface RowHeadProps {
  readonly icon: string;
  readonly label: string;
  readonly note?: string;
}

function RowHead({ icon, label, note }: RowHeadProps): ReactNode {
  return (
    <th scope="row">
      <span className="matrix-what">
        <Icon name={icon} />
        <span className="min-w-0" dir="auto">
          {label}
          {note && <span className="matrix-note">{note}</span>}
        </span>
      </span>
    </th>
  );
}

type Flow = AppSpec["flows"][number];

interface Step {
  readonly flow: Flow;
  readonly move: Flow["transitions"][number];
  readonly label: string;
  readonly note: string;
}

function rulesByCell(rules: readonly Rule[]): ReadonlyMap<string, readonly Rule[]> {
  const found = new Map<string, Rule[]>();
  for (const rule of rules) {
    const key = cellKey(rule.role, rule.entity);
    found.set(key, [...(found.get(key) ?? []), rule]);
  }
  return found;
}

function stepsOf(spec: AppSpec): readonly Step[] {
  return spec.flows.flatMap((flow) =>
    flow.transitions.map((move) => ({
      flow,
      move,
      label: move.label ?? stateLabel(flow, move.to),
      note: `${entityLabel(spec, flow.entity)}: ${stateLabel(flow, move.from)} → ${stateLabel(flow, move.to)}`,
    })),
  );
}

/** The cell that stands for a role, a rule, an entity, a page or a step. */
function spotOf(spec: AppSpec, id: string): Spot | null {
  const { roles, rules } = permissionsOf(spec);
  const columnOf = (name: string) =>
    Math.max(
      0,
      roles.findIndex((role) => role.name === name),
    );
  const rowOf = (name: string) =>
    Math.max(
      0,
      spec.entities.findIndex((entity) => entity.name === name),
    );
  const role = roles.findIndex((one) => one.id === id);
  if (role >= 0) return { row: 0, column: role };
  const rule = rules.find((one) => one.id === id);
  if (rule) return { row: rowOf(rule.entity), column: columnOf(rule.role) };
  const entity = spec.entities.findIndex((one) => one.id === id);
  if (entity >= 0) return { row: entity, column: 0 };
  const page = spec.pages.findIndex((one) => one.id === id);
  return page >= 0 ? { row: spec.entities.length + page, column: 0 } : null;
}
