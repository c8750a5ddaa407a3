import { Combobox } from "@sayso/app-kit";
import { type ReactNode, useMemo } from "react";
import type { AppSpec } from "../../spec/types";

/** Finds an entity or a field by its name, and goes to it. */
export function Find({ spec, onFound }: { readonly spec: AppSpec; readonly onFound: (id: string) => void }): ReactNode {
  const options = useMemo(
    () =>
      spec.entities.flatMap(({ id, display_name, fields }) => [
        { value: id, label: display_name },
        ...fields.map((field) => ({ value: field.id, label: `${field.label} of ${display_name}` })),
      ]),
    [spec],
  );
  return (
    <Combobox
      aria-label="Find an entity or a field"
      className="data-find"
      placeholder="Find…"
      value={null}
      options={options}
      onValue={(id) => id && onFound(id)}
    />
  );
}
