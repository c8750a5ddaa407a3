import { Input } from "@sayso/app-kit";
import { type ReactNode, useEffect, useId, useState } from "react";
import type { AppSpec } from "../../spec/types";
import { type Asked, askedBy, type Choices, type Do, goneFrom, type Value, valueFrom, WAYS } from "./choices";
import type { Finding } from "./queries";

interface DecisionProps {
  readonly decision: NonNullable<Finding["decision"]>;
  readonly chosen: Finding["chosen"];
  readonly spec: AppSpec;
  readonly running: AppSpec | null;
  readonly onChoose: (choice: Choices[string]) => void;
}

/** What becomes of rows that do not fit: one of a few ways, some with a value. */
export function Decision({ decision, chosen, spec, running, onChoose }: DecisionProps): ReactNode {
  const { key, question, options } = decision;
  const group = useId();
  const choose = (way: Do) => onChoose(way === chosen?.do ? chosen : { do: way, value: null });
  return (
    <fieldset className="review-choices">
      <legend>{question}</legend>
      {options.map((way) => (
        <div key={way}>
          <label className="review-choice">
            <input type="radio" name={group} checked={chosen?.do === way} onChange={() => choose(way)} />
            <span>{WAYS[way]}</span>
          </label>
          {chosen?.do === way && way === "default" && (
            <OneValue
              asked={askedBy(key, spec)}
              value={chosen.value}
              onValue={(value) => onChoose({ do: way, value })}
            />
          )}
          {chosen?.do === way && way === "replace" && (
            <Replacements
              gone={goneFrom(key, running, spec)}
              asked={askedBy(key, spec)}
              value={chosen.value}
              onValue={(value) => onChoose({ do: way, value })}
            />
          )}
        </div>
      ))}
    </fieldset>
  );
}

interface OneValueProps {
  readonly asked: Asked;
  readonly value: Value | undefined;
  readonly onValue: (value: Value) => void;
}

const INPUTS: Readonly<Record<string, string>> = {
  date: "date",
  datetime: "datetime-local",
  time: "time",
  email: "email",
  url: "url",
  phone: "tel",
};

/** The value for all rows; what is typed counts when the field is left. */
function OneValue({ asked, value, onValue }: OneValueProps): ReactNode {
  const { type, label, options } = asked;
  const id = useId();
  const [text, setText] = useState(textOf(value));
  useEffect(() => setText(textOf(value)), [value]);
  const choices =
    type === "boolean"
      ? [
          { name: "true", label: "Yes" },
          { name: "false", label: "No" },
        ]
      : options;
  if (choices.length > 0) {
    return (
      <label className="review-value">
        <span>{label}</span>
        <select className="input" value={text} onChange={(event) => onValue(valueFrom(event.target.value, type))}>
          <option value="">Choose a value</option>
          {choices.map(({ name, label: words }) => (
            <option key={name} value={name}>
              {words}
            </option>
          ))}
        </select>
      </label>
    );
  }
  const settle = () => {
    const typed = type === "datetime" && text ? new Date(text).toISOString() : text;
    if (typed !== textOf(value)) onValue(valueFrom(typed, type));
  };
  const isNumber = type === "integer" || type === "decimal" || type === "money";
  return (
    <div className="review-value">
      <label htmlFor={id}>{label}</label>
      <Input
        id={id}
        type={INPUTS[type] ?? "text"}
        inputMode={isNumber ? "decimal" : undefined}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onBlur={settle}
        onKeyDown={(event) => event.key === "Enter" && settle()}
      />
    </div>
  );
}

interface ReplacementsProps {
  readonly gone: Asked["options"];
  readonly asked: Asked;
  readonly value: Value | undefined;
  readonly onValue: (value: Value) => void;
}

/** For each value that goes, the one that takes its place. */
function Replacements({ gone, asked, value, onValue }: ReplacementsProps): ReactNode {
  const known = typeof value === "object" && value !== null && !Array.isArray(value) ? value : {};
  return (
    <div className="grid gap-1.5">
      {gone.map(({ name, label }) => (
        <label key={name} className="review-value">
          <span>“{label}” becomes</span>
          <select
            className="input"
            value={textOf((known as Record<string, Value>)[name])}
            onChange={(event) => onValue({ ...known, [name]: event.target.value } as Value)}
          >
            <option value="">Choose a value</option>
            {asked.options.map((option) => (
              <option key={option.name} value={option.name}>
                {option.label}
              </option>
            ))}
          </select>
        </label>
      ))}
    </div>
  );
}

function textOf(value: Value | undefined): string {
  return value === null || value === undefined ? "" : String(value);
}
