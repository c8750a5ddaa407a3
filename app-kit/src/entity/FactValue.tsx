import type { ReactNode } from "react";
import type { FieldDefinition } from "../definition/field";
import { FieldValue, type FieldValueProps } from "./FieldValue";

/** A value in a line of several: with the name of its field where it would say nothing without it. */
export function FactValue({ row, name, field }: Omit<FieldValueProps, "compact">): ReactNode {
  return (
    <span className="min-w-0 max-w-full truncate" title={field.label}>
      <span className={isBare(field) ? undefined : "sr-only"}>{`${field.label}:\u00a0`}</span>
      <FieldValue row={row} name={name} field={field} compact />
    </span>
  );
}

function isBare({ kind }: FieldDefinition): boolean {
  return kind === "integer" || kind === "decimal" || kind === "boolean";
}
