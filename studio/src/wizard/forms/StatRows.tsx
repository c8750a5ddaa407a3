import type { ReactNode } from "react";
import { useForms } from "../context";
import { isNumeric, membersIn } from "../known";
import { Cell } from "./Cell";
import { NamedInput, Select } from "./controls";
import { MEASURES } from "./measures";
import { Rows } from "./Rows";
import type { ComponentRowProps } from "./row-props";

interface Stat {
  readonly label: string;
  readonly op?: string;
  readonly field?: string | null;
  readonly [more: string]: unknown;
}

/** The figures of a row of figures; conditions that came with them stay. */
export function StatRows({ part, onPart, place }: ComponentRowProps): ReactNode {
  const { shapes } = useForms();
  const stats = Array.isArray(part.props?.stats) ? (part.props.stats as unknown as Stat[]) : [];
  const numbers = membersIn(shapes, part.entity).filter(isNumeric);
  return (
    <Rows
      className="wizard-table wizard-wide"
      items={stats}
      onItems={(next) => onPart({ ...part, props: { ...part.props, stats: next as never } })}
      nameOf={(stat) => stat.label}
      add="Add a figure"
      make={(): Stat => ({ label: "Number", op: "count" })}
    >
      {(stat, set, at) => (
        <div className="wizard-grid">
          <Cell step="pages" label="Figure" at={[`${place}.props.stats.${at}.label`]}>
            {(identity) => <NamedInput {...identity} value={stat.label} onValue={(label) => set({ ...stat, label })} />}
          </Cell>
          <Cell step="pages" label="Made as" at={[`${place}.props.stats.${at}.op`]}>
            {(identity) => (
              <Select
                {...identity}
                value={stat.op ?? "count"}
                choices={MEASURES}
                onValue={(op) => set({ ...stat, op, ...(op === "count" ? { field: null } : {}) })}
              />
            )}
          </Cell>
          {stat.op && stat.op !== "count" && (
            <Cell step="pages" label="Of" at={[`${place}.props.stats.${at}.field`]}>
              {(identity) => (
                <Select
                  {...identity}
                  value={stat.field ?? ""}
                  choices={numbers}
                  onValue={(field) => set({ ...stat, field })}
                />
              )}
            </Cell>
          )}
        </div>
      )}
    </Rows>
  );
}
