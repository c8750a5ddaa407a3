import { classes } from "@sayso/app-kit";
import { type KeyboardEvent, type ReactNode, useId, useState } from "react";
import type { Edit } from "../../spec/types";
import { useChange } from "./editing";
import { Refusal } from "./Refusal";

export interface TextEditProps {
  readonly label: string;
  readonly value: string;
  /** The edits that make `text` the value. */
  readonly edits: (text: string) => readonly Edit[];
  /** What to say where nothing was typed; without it, an empty text is a value too. */
  readonly needed?: string;
  readonly lines?: boolean;
  readonly mono?: boolean;
  readonly placeholder?: string;
  readonly className?: string;
  readonly describedBy?: string;
  readonly numeric?: boolean;
  readonly id?: string;
}

/**
 * A text of the spec that is changed in place: Enter or leaving it keeps it, Escape puts it back. What was refused
 * stays in the box with the reason, so that nothing typed is lost.
 */
export function TextEdit(props: TextEditProps): ReactNode {
  const { label, value, edits, needed, lines = false, mono = false, placeholder, className, describedBy } = props;
  const { mayEdit, isBusy, reasons, change, forget } = useChange();
  const [draft, setDraft] = useState<string | null>(null);
  const [isMissing, setMissing] = useState(false);
  const [refused, setRefused] = useState<string | null>(null);
  const own = useId();
  const said = isMissing && needed ? [{ message: needed, hint: "" }] : reasons;

  const putBack = () => {
    setDraft(null);
    setMissing(false);
    setRefused(null);
    forget();
  };
  /** What was refused is sent again only by Enter, not by leaving the box for the way out. */
  const keep = async ({ again = false } = {}) => {
    if (draft === null || isBusy || (draft === refused && !again)) return;
    const text = draft.trim();
    if (text === value) return putBack();
    if (text === "" && needed) return setMissing(true);
    setMissing(false);
    const isDone = await change(edits(text));
    setRefused(isDone ? null : draft);
    if (isDone) setDraft((now) => (now === draft ? null : now));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Escape" && draft !== null) {
      event.stopPropagation();
      putBack();
    } else if (event.key === "Enter" && (!lines || event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      void keep({ again: true });
    }
  };
  const shared = {
    id: props.id,
    "aria-label": label,
    "aria-invalid": said.length > 0 || undefined,
    "aria-describedby": said.length > 0 ? own : describedBy,
    "aria-busy": isBusy || undefined,
    className: classes("input", mono && "edit-mono", className),
    dir: mono ? "ltr" : "auto",
    placeholder,
    readOnly: !mayEdit,
    value: draft ?? value,
    onBlur: () => void keep(),
    onKeyDown,
  };
  return (
    <div className="edit-text">
      {lines ? (
        <textarea {...shared} rows={2} onChange={(event) => setDraft(event.target.value)} />
      ) : (
        <input
          {...shared}
          {...(props.numeric ? { inputMode: "decimal" as const } : {})}
          autoComplete="off"
          onChange={(event) => setDraft(event.target.value)}
        />
      )}
      <Refusal id={own} reasons={said}>
        {draft !== null && (
          <button type="button" className="link" onClick={putBack}>
            Put back {value ? `“${value.length > 40 ? `${value.slice(0, 40)}…` : value}”` : "what was there"}
          </button>
        )}
      </Refusal>
    </div>
  );
}
