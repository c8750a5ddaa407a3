import type { ReactNode } from "react";
import type { AnyRow } from "../../definition/entity";
import type { FieldDefinition } from "../../definition/field";
import { Badge, toneOf } from "../../ui/Badge";
import { Switch } from "../../ui/Choice";
import { Combobox, type InputIdentity, TagSelect } from "../../ui/Combobox";
import { DateInput, DateTimeInput } from "../../ui/DateInput";
import { FileInput } from "../../ui/FileInput";
import { Input, Textarea } from "../../ui/Input";
import { MoneyInput, NumberInput } from "../../ui/NumberInput";
import { relatedTitle, relatedTitles } from "../title";
import { RelationInput, RelationSetInput } from "./RelationInput";

export interface FieldInputProps {
  readonly name: string;
  readonly field: FieldDefinition;
  readonly value: unknown;
  readonly onValue: (value: unknown) => void;
  readonly onBlur?: () => void;
  readonly identity: InputIdentity;
  /** The row being edited, whose related titles save a request. */
  readonly row: AnyRow | null;
}

const TEXT_INPUTS: Readonly<
  Record<string, { type: string; autoComplete?: string; inputMode?: "email" | "tel" | "url" }>
> = {
  text: { type: "text" },
  uuid: { type: "text" },
  email: { type: "email", inputMode: "email", autoComplete: "off" },
  phone: { type: "tel", inputMode: "tel", autoComplete: "off" },
  url: { type: "url", inputMode: "url", autoComplete: "off" },
  time: { type: "time" },
};

/** The right input for a kind of field. */
export function FieldInput(props: FieldInputProps): ReactNode {
  const { name, field, value, onValue, onBlur, identity, row } = props;
  const text = typeof value === "string" ? value : null;
  const blur = onBlur ? { onBlur } : {};
  switch (field.kind) {
    case "long_text":
    case "json":
      return (
        <Textarea
          {...identity}
          {...blur}
          name={name}
          value={text ?? ""}
          className={field.kind === "json" ? "font-mono text-xs" : undefined}
          onChange={(event) => onValue(event.target.value)}
        />
      );
    case "integer":
    case "decimal":
      return (
        <NumberInput
          {...identity}
          {...blur}
          name={name}
          {...(field.kind === "integer" ? { digits: 0 } : {})}
          value={typeof value === "number" ? value : null}
          onValue={onValue}
          onUnread={onValue}
        />
      );
    case "money":
      return (
        <MoneyInput
          {...identity}
          {...blur}
          name={name}
          value={typeof value === "number" ? value : null}
          onValue={onValue}
          onUnread={onValue}
        />
      );
    case "boolean":
      return <Switch {...identity} name={name} checked={value === true} onCheckedChange={onValue} />;
    case "date":
      return <DateInput {...identity} {...blur} name={name} value={text} onValue={onValue} onUnread={onValue} />;
    case "datetime":
      return <DateTimeInput {...identity} {...blur} name={name} value={text} onValue={onValue} onUnread={onValue} />;
    case "enum":
    case "state":
      return (
        <Combobox
          {...identity}
          name={name}
          value={text}
          onValue={onValue}
          clearable={!field.required}
          options={(field.options ?? []).map(({ value: option, label, color }) => ({
            value: option,
            label,
            ...(color ? { content: <Badge tone={toneOf(color)}>{label}</Badge> } : {}),
          }))}
        />
      );
    case "multi_enum":
      return (
        <TagSelect
          {...identity}
          name={name}
          values={listOf(value)}
          onValues={onValue}
          options={[...(field.options ?? [])]}
        />
      );
    case "image":
    case "file":
      return <FileInput {...identity} name={name} image={field.kind === "image"} value={text} onValue={onValue} />;
    case "belongs_to": {
      const shown = row && row[`${name}_id`] === value ? relatedTitle(row, name) : undefined;
      return (
        <RelationInput
          {...identity}
          name={name}
          field={field}
          value={text}
          onValue={onValue}
          {...(shown ? { shown } : {})}
        />
      );
    }
    case "many_to_many":
      return (
        <RelationSetInput
          {...identity}
          name={name}
          field={field}
          values={listOf(value)}
          titles={row ? relatedTitles(row, name) : []}
          initialIds={row ? listOf(row[`${name}_ids`]) : []}
          onValues={onValue}
        />
      );
    default:
      return (
        <Input
          {...TEXT_INPUTS[field.kind]}
          {...identity}
          {...blur}
          name={name}
          {...(field.kind === "time" && hasSeconds(text) ? { step: 1 } : {})}
          value={(field.kind === "time" && !hasSeconds(text) ? text?.slice(0, 5) : text) ?? ""}
          onChange={(event) => onValue(event.target.value)}
        />
      );
  }
}

/** Whether a time of day is exact to the second. */
function hasSeconds(text: string | null): boolean {
  return text !== null && /^\d{2}:\d{2}:(?!00(?:\.0*)?$)/.test(text);
}

function listOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(String) : [];
}
