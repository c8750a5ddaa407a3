import { useState } from "react";
import { readable, readJson } from "../shared/json";
import type { JsonObject, JsonValue } from "../types";
import { isFlat } from "./InputFields";

export interface Input {
  /** The plain values of the form; none where it is written as JSON. */
  readonly values: JsonObject | null;
  readonly text: string;
  readonly problem: string;
  readonly isReady: boolean;
  readonly value: JsonValue;
  readonly setValues: (values: JsonObject) => void;
  readonly write: (text: string) => void;
  /** Goes from the form to JSON and back, where both can show it. */
  readonly turn: (() => void) | null;
}

/** The input of a run while it is filled in, as a form or as JSON. */
export function useInput(initial: JsonValue): Input {
  const [values, setValues] = useState(isFlat(initial) ? (initial as JsonObject) : null);
  const [text, write] = useState(jsonOf(initial));
  const read = readJson(text);
  const isWhole = values !== null && !Object.values(values).some(Number.isNaN);
  const toJson = () => {
    write(jsonOf(values));
    setValues(null);
  };
  const toForm = () => "value" in read && setValues(read.value as JsonObject);
  const canTurn = values ? isWhole : "value" in read && isFlat(read.value);
  return {
    values,
    text,
    problem: read.problem,
    isReady: values ? isWhole : "value" in read,
    value: values ?? ("value" in read ? read.value : null),
    setValues,
    write,
    turn: canTurn ? (values ? toJson : toForm) : null,
  };
}

function jsonOf(value: JsonValue): string {
  return typeof value === "string" ? JSON.stringify(value) : readable(value);
}
