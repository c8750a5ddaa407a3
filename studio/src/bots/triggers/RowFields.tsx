import { Combobox, TagSelect } from "@sayso/app-kit";
import { type ReactNode, useId } from "react";
import { useModuleSpec, useModules } from "../../modules/queries";
import { ROW_EVENTS } from "../shared/specs";
import { Tick } from "../shared/Tick";
import type { RowEvent, SpecOf } from "../types";
import { WhereFields } from "./WhereFields";

type ByRow = SpecOf<"row">;

export interface RowFieldsProps {
  readonly spec: ByRow;
  readonly onChange: (spec: ByRow) => void;
}

const EVENTS = Object.entries(ROW_EVENTS) as readonly (readonly [RowEvent, string])[];

/** Which rows of which application, and what has to happen to them. */
export function RowFields({ spec, onChange }: RowFieldsProps): ReactNode {
  const modules = useModules().data?.filter((one) => one.status === "published" && !one.is_preview);
  return (
    <>
      <Labelled label="Application">
        {(id) => (
          <Combobox
            id={id}
            value={spec.module || null}
            onValue={(module) =>
              onChange({ ...spec, module: module ?? "", entity: "", to: [], fields: [], where: {}, on: ["created"] })
            }
            options={(modules ?? []).map(({ slug, name }) => ({ value: slug, label: name }))}
            loading={!modules}
            placeholder={modules?.length === 0 ? "There is no application yet" : "Choose an application"}
          />
        )}
      </Labelled>
      {spec.module && <EntityFields key={spec.module} spec={spec} onChange={onChange} />}
    </>
  );
}

function EntityFields({ spec, onChange }: RowFieldsProps): ReactNode {
  const { data } = useModuleSpec(spec.module);
  const entity = data?.entities.find(({ name }) => name === spec.entity);
  const flow = data?.flows?.find((one) => one.entity === spec.entity);
  const on = spec.on ?? [];
  const toggle = (event: RowEvent, isOn: boolean) => {
    const next = EVENTS.map(([one]) => one).filter((one) => (one === event ? isOn : on.includes(one)));
    onChange({ ...spec, on: next, ...(next.includes("transition") ? {} : { to: [] }) });
  };
  const fields = (entity?.fields ?? []).map(({ name, label }) => ({ value: name, label }));
  return (
    <>
      <Labelled label="Kind of row">
        {(id) => (
          <Combobox
            id={id}
            value={spec.entity || null}
            onValue={(next) => onChange({ ...spec, entity: next ?? "", to: [], fields: [], where: {} })}
            options={(data?.entities ?? []).map(({ name, display_name: label }) => ({ value: name, label }))}
            loading={!data}
            placeholder="Choose one"
          />
        )}
      </Labelled>
      {entity && (
        <fieldset className="grid gap-2">
          <legend className="mb-1.5 text-sm font-medium">A row of it</legend>
          {EVENTS.filter(([event]) => event !== "transition" || flow).map(([event, words]) => (
            <Tick key={event} label={words} isOn={on.includes(event)} onChange={(isOn) => toggle(event, isOn)} />
          ))}
        </fieldset>
      )}
      {entity && flow && on.includes("transition") && (
        <Labelled label="Into these states; any where none is chosen">
          {(id) => (
            <TagSelect
              id={id}
              values={spec.to ?? []}
              onValues={(to) => onChange({ ...spec, to: [...to] })}
              options={(flow.states ?? []).map(({ name, label }) => ({ value: name, label }))}
              placeholder="Any state"
            />
          )}
        </Labelled>
      )}
      {entity && on.includes("changed") && (
        <Labelled label="When one of these fields changes; any where none is chosen">
          {(id) => (
            <TagSelect
              id={id}
              values={spec.fields ?? []}
              onValues={(next) => onChange({ ...spec, fields: [...next] })}
              options={fields}
              placeholder="Any field"
            />
          )}
        </Labelled>
      )}
      {entity && (
        <WhereFields
          fields={entity.fields}
          where={spec.where ?? {}}
          onChange={(where) => onChange({ ...spec, where })}
        />
      )}
    </>
  );
}

interface LabelledProps {
  readonly label: string;
  readonly children: (id: string) => ReactNode;
}

function Labelled({ label, children }: LabelledProps): ReactNode {
  const id = useId();
  return (
    <div className="grid content-start gap-1.5">
      <label htmlFor={id} className="text-sm font-medium">
        {label}
      </label>
      {children(id)}
    </div>
  );
}
