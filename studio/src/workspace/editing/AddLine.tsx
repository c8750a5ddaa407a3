import { Button } from "@sayso/app-kit";
import { Plus } from "lucide-react";
import { type FormEvent, type ReactNode, useId, useState } from "react";
import type { Edit } from "../../spec/types";
import { useChange } from "./editing";
import { Refusal } from "./Refusal";

export interface AddLineProps {
  /** What is typed here, such as “New field”. */
  readonly label: string;
  readonly placeholder?: string;
  readonly button: string;
  readonly edits: (text: string) => readonly Edit[];
  /** More to say about it, shown while something is typed. */
  readonly more?: (text: string) => ReactNode;
  readonly onAdded?: () => void;
}

/** One line to add something by its name; what is refused stays typed. */
export function AddLine({ label, placeholder, button, edits, more, onAdded }: AddLineProps): ReactNode {
  const { mayEdit, isBusy, reasons, change, forget } = useChange();
  const [text, setText] = useState("");
  const own = useId();
  if (!mayEdit) return null;
  const add = async (event: FormEvent) => {
    event.preventDefault();
    if (text.trim() === "" || isBusy) return;
    if (!(await change(edits(text.trim())))) return;
    setText("");
    onAdded?.();
  };
  return (
    <form className="edit-add" onSubmit={(event) => void add(event)}>
      <div className="edit-add-line">
        <input
          className="input"
          dir="auto"
          aria-label={label}
          aria-invalid={reasons.length > 0 || undefined}
          aria-describedby={reasons.length > 0 ? own : undefined}
          placeholder={placeholder ?? label}
          autoComplete="off"
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            forget();
          }}
        />
        {text.trim() !== "" && more?.(text.trim())}
        <Button type="submit" size="small" icon={<Plus aria-hidden />} busy={isBusy} disabled={text.trim() === ""}>
          {button}
        </Button>
      </div>
      <Refusal id={own} reasons={reasons} />
    </form>
  );
}
