import { Button, Combobox, IconButton, Input } from "@sayso/app-kit";
import { Plus, X } from "lucide-react";
import { type ReactNode, useState } from "react";
import type { Field } from "../../spec/types";
import type { JsonObject, JsonValue } from "../types";

export interface WhereFieldsProps {
  readonly fields: readonly Field[];
  readonly where: JsonObject;
  readonly onChange: (where: JsonObject) => void;
}

/** Values that the row must have; any row where none is named. */
export function WhereFields({ fields, where, onChange }: WhereFieldsProps): ReactNode {
  const [lines, setLines] = useState(() =>
    Object.entries(where).map(([name, value], key) => ({ key, name, value: String(value ?? "") })),
  );
  const set = (next: typeof lines) => {
    setLines(next);
    onChange(
      Object.fromEntries(
        next.filter(({ name }) => name).map(({ name, value }) => [name, valueIn(fields, name, value)]),
      ),
    );
  };
  const change = (key: number, more: Partial<(typeof lines)[number]>) =>
    set(lines.map((line) => (line.key === key ? { ...line, ...more } : line)));
  const options = fields.map(({ name, label }) => ({ value: name, label }));
  return (
    <fieldset className="grid gap-2">
      <legend className="mb-1.5 text-sm font-medium">Only rows where</legend>
      {lines.length === 0 && <p className="text-sm text-muted">Any row.</p>}
      {lines.map(({ key, name, value }) => (
        <div key={key} className="bot-where">
          <Combobox
            aria-label="Field"
            value={name || null}
            onValue={(next) => change(key, { name: next ?? "" })}
            options={options}
            placeholder="Field"
          />
          <span className="text-muted">is</span>
          <Input
            aria-label="Value"
            value={value}
            dir="auto"
            onChange={({ target }) => change(key, { value: target.value })}
          />
          <IconButton label="Leave this out" onClick={() => set(lines.filter((line) => line.key !== key))}>
            <X aria-hidden />
          </IconButton>
        </div>
      ))}
      <div>
        <Button
          size="small"
          icon={<Plus aria-hidden />}
          onClick={() => setLines([...lines, { key: (lines.at(-1)?.key ?? 0) + 1, name: "", value: "" }])}
        >
          Add a condition
        </Button>
      </div>
    </fieldset>
  );
}

/** What was typed as the value that the field holds. */
function valueIn(fields: readonly Field[], name: string, text: string): JsonValue {
  const type = fields.find((field) => field.name === name)?.type;
  if (type === "boolean") return /^(true|yes|1|on)$/i.test(text.trim());
  const isNumber = type === "integer" || type === "decimal";
  if (isNumber && text.trim() !== "" && !Number.isNaN(Number(text))) return Number(text);
  return text;
}
