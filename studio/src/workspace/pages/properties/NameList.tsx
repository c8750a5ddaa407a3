import { IconButton } from "@sayso/app-kit";
import { ArrowDown, ArrowUp, X } from "lucide-react";
import type { ReactNode } from "react";
import { sentence } from "../../../spec/names";
import type { Edit } from "../../../spec/types";
import { useChange } from "../../editing/editing";
import { Refusal } from "../../editing/Refusal";

export interface NameListProps {
  readonly label: string;
  readonly help: string;
  readonly values: readonly string[];
  readonly options: readonly { readonly value: string; readonly label: string }[];
  readonly edits: (values: readonly string[]) => readonly Edit[];
}

/** Several names in an order, to add to, to take from and to rearrange. */
export function NameList({ label, help, values, options, edits }: NameListProps): ReactNode {
  const { mayEdit, reasons, change } = useChange();
  const put = (next: readonly string[]) => void change(edits(next));
  const labelOf = (value: string) => options.find((option) => option.value === value)?.label ?? sentence(value);
  const left = options.filter(({ value }) => !values.includes(value));
  const swapped = (at: number, by: 1 | -1) => {
    const next = values.toSpliced(at, 1);
    return next.toSpliced(at + by, 0, values[at] ?? "");
  };
  return (
    <fieldset className="edit-labelled">
      <legend className="edit-label">{label}</legend>
      {values.length > 0 && (
        <ol className="pages-names">
          {values.map((value, at) => (
            <li key={value}>
              <span className="min-w-0 flex-1 truncate" dir="auto">
                {labelOf(value)}
              </span>
              {mayEdit && (
                <>
                  <IconButton
                    size="small"
                    label={`Move ${labelOf(value)} up`}
                    disabled={at === 0}
                    onClick={() => put(swapped(at, -1))}
                  >
                    <ArrowUp aria-hidden />
                  </IconButton>
                  <IconButton
                    size="small"
                    label={`Move ${labelOf(value)} down`}
                    disabled={at === values.length - 1}
                    onClick={() => put(swapped(at, 1))}
                  >
                    <ArrowDown aria-hidden />
                  </IconButton>
                  <IconButton
                    size="small"
                    label={`Leave out ${labelOf(value)}`}
                    onClick={() => put(values.toSpliced(at, 1))}
                  >
                    <X aria-hidden />
                  </IconButton>
                </>
              )}
            </li>
          ))}
        </ol>
      )}
      {mayEdit && left.length > 0 && (
        <select
          className="input"
          aria-label={`Add to ${label.toLowerCase()}`}
          value=""
          onChange={(event) => put([...values, event.target.value])}
        >
          <option value="">Add…</option>
          {left.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
      )}
      {help && values.length === 0 && <p className="edit-help">{help}</p>}
      <Refusal reasons={reasons} />
    </fieldset>
  );
}
