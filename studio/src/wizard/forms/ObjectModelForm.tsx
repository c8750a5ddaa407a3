import { Input, Textarea } from "@sayso/app-kit";
import type { ReactNode } from "react";
import { free, sentence } from "../../spec/names";
import { useForms, useShape } from "../context";
import { renameEntity } from "../renaming";
import type { EntityPart } from "../shapes";
import { Cell } from "./Cell";
import { NamedInput } from "./controls";
import { FieldRows } from "./FieldRows";
import { LogicRows } from "./LogicRows";
import { settledName } from "./naming";
import { Rows } from "./Rows";

const STEP = "object-model";

/** The kinds of record, and what is noted down about each. */
export function ObjectModelForm(): ReactNode {
  const [shape, set] = useShape(STEP);
  const names = shape.entities.map(({ name }) => name);
  return (
    <>
      <div className="wizard-grid">
        <Cell step={STEP} label="Name of the application" at={["name"]}>
          {(identity) => (
            <Input
              {...identity}
              value={shape.name ?? ""}
              maxLength={160}
              placeholder="For example: Sales"
              onChange={(event) => set({ ...shape, name: event.target.value })}
            />
          )}
        </Cell>
        <Cell step={STEP} label="What it is for" at={["description"]}>
          {(identity) => (
            <Textarea
              {...identity}
              rows={1}
              className="wizard-short"
              value={shape.description ?? ""}
              maxLength={4000}
              onChange={(event) => set({ ...shape, description: event.target.value })}
            />
          )}
        </Cell>
      </div>
      <Rows
        className="wizard-cards"
        items={shape.entities}
        onItems={(entities) => set({ ...shape, entities })}
        nameOf={(entity) => entity.display_name || sentence(entity.name)}
        add="Add a kind of record"
        make={() => newEntity(names)}
      >
        {(entity, change, at) => <EntityFields entity={entity} onEntity={change} at={at} />}
      </Rows>
    </>
  );
}

interface EntityFieldsProps {
  readonly entity: EntityPart;
  readonly onEntity: (entity: EntityPart) => void;
  readonly at: number;
}

function EntityFields({ entity, onEntity, at }: EntityFieldsProps): ReactNode {
  const { shapes, change } = useForms();
  const place = `entities.${at}`;
  const settle = () => {
    const others = shapes[STEP]?.entities.map(({ name }) => name) ?? [];
    const name = settledName(entity.name, entity.display_name ?? "", "record", others);
    if (name !== entity.name) change(STEP, (known) => renameEntity(known, entity.name, name));
  };
  return (
    <>
      <Cell step={STEP} label="Records of" at={[`${place}.name`, `${place}.display_name`]} className="wizard-title">
        {(identity) => (
          <NamedInput
            {...identity}
            value={entity.display_name ?? sentence(entity.name)}
            placeholder="In the singular, such as Deal"
            onValue={(display_name) => onEntity({ ...entity, display_name })}
            onSettle={settle}
          />
        )}
      </Cell>
      <FieldRows entity={entity} onEntity={onEntity} at={at} />
      <LogicRows entity={entity} onEntity={onEntity} at={at} />
    </>
  );
}

function newEntity(names: readonly string[]): EntityPart {
  return {
    name: free("record", names),
    display_name: "",
    description: "",
    fields: [newField("name", "Name")],
    computed: [],
    rules: [],
  };
}

function newField(name: string, label: string) {
  return {
    name,
    label,
    type: "text" as const,
    required: true,
    unique: false,
    searchable: true,
    options: [],
  };
}
