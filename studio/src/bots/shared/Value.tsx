import type { ReactNode } from "react";
import { CodeBlock } from "../../workspace/history/CodeBlock";
import type { JsonValue } from "../types";
import { readable } from "./json";

/** What went in, or came out, to read and to copy. */
export function Value({ label, value }: { readonly label: string; readonly value: JsonValue }): ReactNode {
  const text = readable(value);
  return text ? <CodeBlock label={label} text={text} /> : <p className="text-muted">None.</p>;
}
