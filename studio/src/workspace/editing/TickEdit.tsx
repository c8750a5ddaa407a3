import { type ReactNode, useId, useState } from "react";
import type { Edit } from "../../spec/types";
import { useChange } from "./editing";
import { Refusal } from "./Refusal";

export interface TickEditProps {
  readonly label: string;
  /** What a tick means, shown below its label. */
  readonly help?: string;
  readonly checked: boolean;
  readonly edits: (checked: boolean) => readonly Edit[];
  /** Only the box, where a heading says what it is. */
  readonly bare?: boolean;
}

/** Something of the spec that is so or not; it goes back, and says why, where it is refused. */
export function TickEdit({ label, help, checked, edits, bare = false }: TickEditProps): ReactNode {
  const { mayEdit, isBusy, reasons, change } = useChange();
  const [wanted, setWanted] = useState<boolean | null>(null);
  const own = useId();
  const tick = async (next: boolean) => {
    setWanted(next);
    await change(edits(next));
    setWanted(null);
  };
  return (
    <div className={bare ? "edit-tick-bare" : undefined}>
      <label className={bare ? "edit-tick edit-tick-only" : "edit-tick"}>
        <input
          type="checkbox"
          {...(bare ? { "aria-label": label } : {})}
          aria-busy={isBusy || undefined}
          aria-describedby={reasons.length > 0 ? own : undefined}
          disabled={!mayEdit}
          checked={wanted ?? checked}
          onChange={(event) => void tick(event.target.checked)}
        />
        {!bare && (
          <span className="min-w-0">
            {label}
            {help && <span className="edit-help">{help}</span>}
          </span>
        )}
      </label>
      <Refusal id={own} reasons={reasons} />
    </div>
  );
}
