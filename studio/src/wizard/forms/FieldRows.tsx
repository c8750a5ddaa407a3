import { Input } from "@sayso/app-kit";
import { type ReactNode, useState } from "react";
import { FIELD_TYPES, isChoice, isNumber, isText } from "../../spec/field-types";
import { free, nameFrom, sentence } from "../../spec/names";
import { useForms } from "../context";
import { called } from "../known";
import { renameMember } from "../renaming";
import type { EntityPart, FieldPart, OptionPart } from "../shapes";
import { Cell } from "./Cell";
import { MoreButton, NamedInput, Select, SettledInput, Tick } from "./controls";
import { settledName } from "./naming";
import { Rows } from "./Rows";

const STEP = "object-model";
const TYPES = FIELD_TYPES.map(({ type, label }) => ({ value: type, label }));

export interface EntityRowsProps {
  readonly entity: EntityPart;
  readonly onEntity: (entity: EntityPart) => void;
  /** Where the entity stands. */
  readonly at: number;
}

/** The fields of a kind of record. */
export function FieldRows({ entity, onEntity, at }: EntityRowsProps): ReactNode {
  const { problems } = useForms();
  const place = `entities.${at}.fields`;
  const problem = problems.find(({ step, path }) => step === STEP && path === place);
  return (
    <fieldset className="wizard-part">
      <legend>Fields</legend>
      {problem && <p className="text-xs text-danger-ink">{problem.message}</p>}
      <Rows
        className="wizard-table"
        items={entity.fields}
        onItems={(fields) => onEntity({ ...entity, fields })}
        nameOf={called}
        add="Add a field"
        make={() => newField(membersOf(entity))}
      >
        {(field, change, index) => (
          <FieldRow entity={entity} field={field} onField={change} place={`${place}.${index}`} />
        )}
      </Rows>
    </fieldset>
  );
}

interface FieldRowProps {
  readonly entity: EntityPart;
  readonly field: FieldPart;
  readonly onField: (field: FieldPart) => void;
  readonly place: string;
}

function FieldRow({ entity, field, onField, place }: FieldRowProps): ReactNode {
  const { change } = useForms();
  const [isOpen, setOpen] = useState(false);
  const settle = () => {
    const name = settledName(field.name, field.label ?? "", "field", membersOf(entity));
    if (name !== field.name) change(STEP, (known) => renameMember(known, entity.name, field.name, name));
  };
  return (
    <>
      <div className="wizard-grid wizard-grid-field">
        <Cell step={STEP} label="Field" at={[`${place}.name`, `${place}.label`]}>
          {(identity) => (
            <NamedInput
              {...identity}
              value={field.label ?? sentence(field.name)}
              onValue={(label) => onField({ ...field, label })}
              onSettle={settle}
            />
          )}
        </Cell>
        <Cell step={STEP} label="Kind" at={[`${place}.type`]}>
          {(identity) => (
            <Select
              {...identity}
              value={field.type}
              choices={TYPES}
              onValue={(type) => onField(retyped(field, type as FieldPart["type"]))}
            />
          )}
        </Cell>
        <div className="wizard-inline">
          <Tick label="Required" checked={field.required} onChecked={(required) => onField({ ...field, required })} />
          <MoreButton isOpen={isOpen} onOpen={setOpen} about={called(field)} />
        </div>
      </div>
      {isChoice(field.type) && <Options field={field} onField={onField} place={place} />}
      {isOpen && <FieldDetails field={field} onField={onField} place={place} />}
    </>
  );
}

type DetailProps = Omit<FieldRowProps, "entity">;

/** The choices of a field, typed in one line; those that were there keep their names. */
function Options({ field, onField, place }: DetailProps): ReactNode {
  return (
    <Cell step={STEP} label="Choices, separated by commas" at={[`${place}.options`]} className="wizard-own-label">
      {(identity) => (
        <SettledInput
          {...identity}
          value={field.options.map(called).join(", ")}
          placeholder="For example: Small, Medium, Large"
          onSettle={(typed) => onField({ ...field, options: optionsFrom(typed, field.options) })}
        />
      )}
    </Cell>
  );
}

function FieldDetails({ field, onField, place }: DetailProps): ReactNode {
  const limits = field.validation ?? {};
  const limit = (key: "min" | "max" | "max_length", label: string) => (
    <Cell step={STEP} label={label} at={[`${place}.validation.${key}`]} className="wizard-own-label">
      {(identity) => (
        <Input
          {...identity}
          type="number"
          className="w-28"
          value={limits[key] ?? ""}
          onChange={(event) => onField({ ...field, validation: limited(limits, key, event.target.value) })}
        />
      )}
    </Cell>
  );
  return (
    <div className="wizard-details">
      <Tick
        label="No two records may have the same"
        checked={field.unique}
        onChecked={(unique) => onField({ ...field, unique })}
      />
      {isText(field.type) && (
        <Tick
          label="Found by the search"
          checked={field.searchable}
          onChecked={(searchable) => onField({ ...field, searchable })}
        />
      )}
      {isNumber(field.type) && limit("min", "At least")}
      {isNumber(field.type) && limit("max", "At most")}
      {isText(field.type) && limit("max_length", "Longest text")}
      <Cell step={STEP} label="Help below the field" at={[`${place}.help`]} className="wizard-own-label grow">
        {(identity) => (
          <Input
            {...identity}
            value={field.help ?? ""}
            onChange={(event) => onField({ ...field, help: event.target.value })}
          />
        )}
      </Cell>
    </div>
  );
}

function limited(limits: NonNullable<FieldPart["validation"]>, key: string, text: string) {
  const others = Object.fromEntries(Object.entries(limits).filter(([each]) => each !== key));
  const next = text === "" ? others : { ...others, [key]: Number(text) };
  return Object.keys(next).length > 0 ? next : null;
}

/** A field of another kind, without what only the old kind has. */
function retyped(field: FieldPart, type: FieldPart["type"]): FieldPart {
  const { validation: _, default: __, ...rest } = field;
  return { ...rest, type, options: isChoice(type) ? field.options : [], searchable: isText(type) && field.searchable };
}

function optionsFrom(text: string, known: readonly OptionPart[]): OptionPart[] {
  const labels = [
    ...new Set(
      text
        .split(",")
        .map((each) => each.trim())
        .filter(Boolean),
    ),
  ];
  const names: string[] = [];
  return labels.map((label) => {
    const old = known.find((option) => called(option).toLowerCase() === label.toLowerCase());
    const name = old?.name ?? nameFrom(label, "choice", names);
    names.push(name);
    return { ...old, name, label };
  });
}

/** Names that a new part of this kind of record must not have. */
export function membersOf(entity: EntityPart): string[] {
  return [...entity.fields, ...entity.computed].map(({ name }) => name);
}

function newField(taken: readonly string[]): FieldPart {
  return {
    name: free("field", taken),
    label: "",
    type: "text",
    required: false,
    unique: false,
    searchable: false,
    options: [],
  };
}
