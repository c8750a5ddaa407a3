import { classes } from "@sayso/app-kit";
import { type ReactNode, useId, useState } from "react";
import type { Edit } from "../../spec/types";
import { useChange } from "./editing";
import { Refusal } from "./Refusal";

export interface ChoiceEditProps<Value extends string> {
  readonly label: string;
  readonly value: Value;
  readonly options: readonly { readonly value: Value; readonly label: string }[];
  /** The edits that make it `value`; null where more has to be asked first. */
  readonly edits: (value: Value) => readonly Edit[] | null;
  readonly className?: string;
  readonly id?: string;
}

/** One of a few of the spec, chosen in place; it goes back, and says why, where it is refused. */
export function ChoiceEdit<Value extends string>(props: ChoiceEditProps<Value>): ReactNode {
  const { label, value, options, edits, className, id } = props;
  const { mayEdit, isBusy, reasons, change } = useChange();
  const [chosen, setChosen] = useState<Value | null>(null);
  const own = useId();
  const choose = async (next: Value) => {
    const wanted = edits(next);
    if (wanted === null) return;
    setChosen(next);
    await change(wanted);
    setChosen(null);
  };
  return (
    <div className="edit-choice">
      <select
        id={id}
        aria-label={label}
        className={classes("input", className)}
        aria-busy={isBusy || undefined}
        aria-describedby={reasons.length > 0 ? own : undefined}
        aria-invalid={reasons.length > 0 || undefined}
        disabled={!mayEdit}
        value={chosen ?? value}
        onChange={(event) => void choose(event.target.value as Value)}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
      <Refusal id={own} reasons={reasons} />
    </div>
  );
}
