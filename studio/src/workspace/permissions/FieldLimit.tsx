import { Button, Popover } from "@sayso/app-kit";
import { ListFilter } from "lucide-react";
import { type ReactNode, useState } from "react";

export interface FieldLimitProps {
  readonly label: string;
  readonly names: readonly { readonly name: string; readonly label: string }[];
  /** The only fields it goes for; null means all. */
  readonly fields: readonly string[] | null;
  readonly disabled: boolean;
  readonly onFields: (fields: readonly string[] | null) => void;
}

/** Which fields something goes for; it counts once the list is closed. */
export function FieldLimit({ label, names, fields, disabled, onFields }: FieldLimitProps): ReactNode {
  const [draft, setDraft] = useState<readonly string[] | null>(null);
  const all = names.map(({ name }) => name);
  const chosen = draft ?? fields ?? all;
  const close = () => {
    if (!draft) return;
    const next = all.every((name) => draft.includes(name)) ? null : all.filter((name) => draft.includes(name));
    if (JSON.stringify(next) !== JSON.stringify(fields)) onFields(next);
    setDraft(null);
  };
  return (
    <Popover
      open={draft !== null}
      onOpenChange={(next) => (next ? setDraft(fields ?? all) : close())}
      label={label}
      className="matrix-fields"
      align="end"
      trigger={
        <Button
          size="small"
          variant="ghost"
          disabled={disabled}
          aria-label={`${label}: ${words(fields, names.length)}`}
          icon={<ListFilter aria-hidden />}
        >
          {words(fields, names.length)}
        </Button>
      }
    >
      <fieldset>
        <legend className="menu-label">{label}</legend>
        {names.map((one) => (
          <label key={one.name} className="edit-tick px-2">
            <input
              type="checkbox"
              checked={chosen.includes(one.name)}
              onChange={(event) => {
                const rest = chosen.filter((name) => name !== one.name);
                setDraft(event.target.checked ? [...rest, one.name] : rest);
              }}
            />
            {one.label}
          </label>
        ))}
      </fieldset>
      <div className="flex justify-between gap-2 p-2">
        <Button size="small" variant="ghost" onClick={() => setDraft(all)}>
          All fields
        </Button>
        <Button size="small" variant="primary" onClick={close}>
          Done
        </Button>
      </div>
    </Popover>
  );
}

function words(fields: readonly string[] | null, count: number): string {
  return fields === null ? "All fields" : `${fields.length} of ${count} fields`;
}
