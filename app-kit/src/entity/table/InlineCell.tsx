import { Pencil } from "lucide-react";
import { type FocusEvent, type KeyboardEvent, type ReactNode, useMemo, useState } from "react";
import { asApiError, VersionConflict } from "../../data/errors";
import { createHooks } from "../../data/hooks";
import { serviceOf } from "../../data/service";
import type { AnyEntity, AnyRow } from "../../definition/entity";
import { type FieldDefinition, storedKey } from "../../definition/field";
import { Switch } from "../../ui/Choice";
import { toast, toastError } from "../../ui/toast";
import { FieldInput } from "../form/FieldInput";
import { problemsOf } from "../form/problems";
import { initialValues, sameValue, sentValues } from "../form/values";

export interface InlineCellProps {
  readonly entity: AnyEntity;
  readonly row: AnyRow;
  readonly name: string;
  readonly field: FieldDefinition;
  readonly rowTitle: string;
  /** The title stays a link and is edited with a button beside it. */
  readonly isTitle: boolean;
  readonly children: ReactNode;
}

/** Kinds whose input is done as soon as a value is picked. */
const AT_ONCE = new Set(["enum", "belongs_to", "date", "datetime", "image", "file"]);

/** A cell that turns into its input when it is pressed, and saves when it is left. */
export function InlineCell(props: InlineCellProps): ReactNode {
  const { entity, row, name, field, rowTitle, isTitle, children } = props;
  const key = storedKey(name, field);
  const hooks = useMemo(() => createHooks(serviceOf(entity)), [entity]);
  const update = hooks.useUpdate();
  const formField = useMemo(() => [{ name, key, field }], [name, key, field]);
  const start = initialValues(formField, row)[key];
  const [draft, setDraft] = useState<{ readonly value: unknown } | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const label = `${field.label} of ${rowTitle}`;

  const save = (value: unknown) => {
    // The input is disabled while it is saved, which takes the focus away, which would save once more.
    if (update.isPending) return;
    const sent = sentValues(formField, { [key]: value });
    if (sameValue(sent[key], row[key])) {
      setDraft(null);
      return;
    }
    const found = problemsOf(entity, formField, sent)[key];
    if (found) {
      setProblem(found);
      return;
    }
    const before = row[key] ?? null;
    update.mutate(
      { id: row.id, changes: sent, version: row.version },
      {
        onSuccess: () => {
          setDraft(null);
          toast(`${field.label} saved`, {
            undo: () => update.mutate({ id: row.id, changes: { [key]: before } }, { onError: toastError }),
          });
        },
        onError: (error) => {
          if (error instanceof VersionConflict)
            toastError(new Error("Somebody else changed this row. The list is up to date now; please try again."));
          else setProblem(asApiError(error).fields[0]?.message ?? error.message);
        },
      },
    );
  };

  if (field.kind === "boolean") {
    return (
      <div className="cell">
        <Switch aria-label={label} checked={row[key] === true} disabled={update.isPending} onCheckedChange={save} />
      </div>
    );
  }
  if (draft === null) {
    const open = () => {
      setProblem(null);
      setDraft({ value: start });
    };
    return isTitle ? (
      <div className="cell cell-with-edit">
        {children}
        <button type="button" className="cell-edit" aria-label={`Edit ${label}`} onClick={open}>
          <Pencil className="size-3.5" aria-hidden />
        </button>
      </div>
    ) : (
      <button type="button" className="cell cell-button" onClick={open}>
        <span className="sr-only">{`Edit ${label}: `}</span>
        {children}
      </button>
    );
  }
  const atOnce = AT_ONCE.has(field.kind);
  const onKeyDown = (event: KeyboardEvent) => {
    event.stopPropagation();
    if (event.key === "Escape") setDraft(null);
    if (event.key === "Enter" && !atOnce && (field.kind !== "long_text" || event.ctrlKey)) save(draft.value);
  };
  // Focus that moves into a list or calendar that floats is still here; anything else puts the cell back.
  const onBlur = (event: FocusEvent<HTMLElement>) => {
    const next = event.relatedTarget;
    if (!atOnce || !(next instanceof Element) || next.closest(".float")) return;
    if (!event.currentTarget.contains(next)) setDraft(null);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys reach the input inside
    <div className="cell-editor" onKeyDown={onKeyDown} onBlur={onBlur} ref={focusFirst}>
      <FieldInput
        name={name}
        field={field}
        value={draft.value}
        row={row}
        identity={{ "aria-label": label, "aria-invalid": problem ? true : undefined, disabled: update.isPending }}
        onValue={(value) => {
          setProblem(null);
          setDraft({ value });
          if (atOnce) save(value);
        }}
        {...(atOnce ? {} : { onBlur: () => save(draft.value) })}
      />
      {problem && (
        <p role="alert" className="field-problem">
          {problem}
        </p>
      )}
    </div>
  );
}

function focusFirst(element: HTMLElement | null): void {
  if (element && !element.contains(document.activeElement))
    element.querySelector<HTMLElement>("input, textarea, button")?.focus();
}
