import { Input } from "@sayso/app-kit";
import type { ReactNode } from "react";
import { FIELD_TYPES } from "../../spec/field-types";
import { free, sentence } from "../../spec/names";
import { useForms } from "../context";
import { called } from "../known";
import { renameMember } from "../renaming";
import { Cell } from "./Cell";
import { NamedInput, Select } from "./controls";
import { type EntityRowsProps, membersOf } from "./FieldRows";
import { settledName } from "./naming";
import { Rows } from "./Rows";

const STEP = "object-model";
const WORKED_OUT = new Set(["text", "integer", "decimal", "money", "boolean", "date", "datetime"]);
const TYPES = FIELD_TYPES.filter(({ type }) => WORKED_OUT.has(type)).map(({ type, label }) => ({ value: type, label }));

/** What is worked out for a kind of record, and what has to be so; out of the way until somebody wants it. */
export function LogicRows({ entity, onEntity, at }: EntityRowsProps): ReactNode {
  const { change } = useForms();
  const count = entity.computed.length + entity.rules.length;
  const place = `entities.${at}`;
  return (
    <details className="wizard-more">
      <summary>Calculated values and rules{count > 0 ? ` (${count})` : ""}</summary>
      <fieldset className="wizard-part">
        <legend>Calculated values</legend>
        <Rows
          className="wizard-table"
          items={entity.computed}
          onItems={(computed) => onEntity({ ...entity, computed })}
          nameOf={called}
          add="Add a calculated value"
          make={() => ({ name: free("value", membersOf(entity)), label: "", type: "decimal" as const, expression: "" })}
        >
          {(part, set, index) => (
            <div className="wizard-grid wizard-grid-computed">
              <Cell step={STEP} label="Value" at={[`${place}.computed.${index}.name`]}>
                {(identity) => (
                  <NamedInput
                    {...identity}
                    value={part.label ?? sentence(part.name)}
                    onValue={(label) => set({ ...part, label })}
                    onSettle={() => {
                      const name = settledName(part.name, part.label ?? "", "value", membersOf(entity));
                      if (name !== part.name)
                        change(STEP, (known) => renameMember(known, entity.name, part.name, name));
                    }}
                  />
                )}
              </Cell>
              <Cell step={STEP} label="Kind" at={[`${place}.computed.${index}.type`]}>
                {(identity) => (
                  <Select
                    {...identity}
                    value={part.type}
                    choices={TYPES}
                    onValue={(type) => set({ ...part, type: type as typeof part.type })}
                  />
                )}
              </Cell>
              <Cell step={STEP} label="Worked out as" at={[`${place}.computed.${index}.expression`]}>
                {(identity) => (
                  <Input
                    {...identity}
                    className="font-mono"
                    placeholder="quantity * price"
                    value={part.expression}
                    onChange={(event) => set({ ...part, expression: event.target.value })}
                  />
                )}
              </Cell>
            </div>
          )}
        </Rows>
      </fieldset>
      <fieldset className="wizard-part">
        <legend>Rules</legend>
        <Rows
          className="wizard-table"
          items={entity.rules}
          onItems={(rules) => onEntity({ ...entity, rules })}
          nameOf={(rule) => `the rule “${rule.message || rule.name}”`}
          add="Add a rule"
          make={() => ({
            name: free(
              "rule",
              entity.rules.map(({ name }) => name),
            ),
            expression: "",
            message: "",
          })}
        >
          {(rule, set, index) => (
            <div className="wizard-grid">
              <Cell step={STEP} label="What has to be so" at={[`${place}.rules.${index}.expression`]}>
                {(identity) => (
                  <Input
                    {...identity}
                    className="font-mono"
                    placeholder="ends_at > starts_at"
                    value={rule.expression}
                    onChange={(event) => set({ ...rule, expression: event.target.value })}
                  />
                )}
              </Cell>
              <Cell step={STEP} label="What is said otherwise" at={[`${place}.rules.${index}.message`]}>
                {(identity) => (
                  <Input
                    {...identity}
                    placeholder="It has to end after it starts."
                    maxLength={160}
                    value={rule.message}
                    onChange={(event) => set({ ...rule, message: event.target.value })}
                  />
                )}
              </Cell>
            </div>
          )}
        </Rows>
      </fieldset>
    </details>
  );
}
