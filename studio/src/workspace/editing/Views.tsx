import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";

export interface ViewsProps<Value extends string> {
  readonly label: string;
  readonly views: readonly { readonly value: Value; readonly label: string; readonly icon: LucideIcon }[];
  readonly value: Value;
  readonly onValue: (value: Value) => void;
}

/** Switches between ways to show the same. */
export function Views<Value extends string>({ label, views, value, onValue }: ViewsProps<Value>): ReactNode {
  return (
    <fieldset className="edit-views">
      <legend className="sr-only">{label}</legend>
      {views.map(({ value: view, label: name, icon: Picture }) => (
        <button key={view} type="button" aria-pressed={view === value} onClick={() => onValue(view)}>
          <Picture aria-hidden />
          {name}
        </button>
      ))}
    </fieldset>
  );
}
