import { CircleCheck, Lightbulb } from "lucide-react";
import { type FormEvent, type ReactNode, use, useEffect, useMemo, useRef } from "react";
import type { AnyEntity, AnyRow } from "../../definition/entity";
import { FloatingContext, useLaidOut } from "../../shell/presence";
import { Button } from "../../ui/Button";
import { classes } from "../../ui/classes";
import { EmptyState } from "../../ui/EmptyState";
import { Notice } from "../../ui/Small";
import { useAccess } from "../access";
import { LoadProblem } from "../LoadProblem";
import { useOpenRecords, useRecordNavigation, useRecordScope } from "../record-scope";
import { useRecord } from "../use-record";
import { FormSkeleton } from "./FormSkeleton";
import { groupFields } from "./groups";
import { LabeledField } from "./LabeledField";
import { LeaveGuard } from "./LeaveGuard";
import { RefusalNotice } from "./RefusalNotice";
import { useRecordForm } from "./use-record-form";
import { formFields } from "./values";

export interface EntityFormProps {
  readonly entity: AnyEntity;
  readonly variant?: "simple" | "advanced";
  /** Fields in order; all that may be written when unset. */
  readonly fields?: readonly string[];
  readonly submitLabel?: string;
}

/** Creates a record, or edits the one that is open. Inside a drawer it is told which; on a page it follows the address. */
export function EntityForm(props: EntityFormProps): ReactNode {
  const { entity } = props;
  const scope = useRecordScope(entity.name);
  const { record, editing, adding } = useOpenRecords();
  const { stopEditing, closeNew } = useRecordNavigation();
  useLaidOut("form", entity.name);
  const opened = editing && record?.entity === entity.name ? record.id : null;
  const id = scope ? scope.id : opened;
  const started = adding?.entity === entity.name ? adding.initial : undefined;
  const initial = scope?.initial ?? started;
  const { data: row, error, refetch } = useRecord(entity, id);
  const access = useAccess(entity);

  if (!access.can(id ? "update" : "create")) {
    return (
      <EmptyState title={`Your role may not ${id ? "change" : "add"} ${entity.labelPlural.toLocaleLowerCase()}`} />
    );
  }
  if (id && error) return <LoadProblem error={error} onRetry={refetch} />;
  if (id && !row) return <FormSkeleton />;
  const done = scope ? (scope.onClose ?? (() => undefined)) : opened ? stopEditing : closeNew;
  const focusOnMount = scope !== null || started !== undefined;
  return (
    <FormBody
      key={`${id ?? "new"}-${JSON.stringify(initial ?? null)}`}
      {...props}
      row={row && id ? row : null}
      focusOnMount={focusOnMount}
      onClose={scope || opened ? done : null}
      {...(initial ? { initial } : {})}
      {...(scope?.onSaved ? { onSaved: scope.onSaved } : opened ? { onSaved: stopEditing } : {})}
    />
  );
}

interface FormBodyProps extends EntityFormProps {
  readonly row: AnyRow | null;
  readonly initial?: Readonly<Record<string, unknown>>;
  readonly focusOnMount: boolean;
  readonly onClose: (() => void) | null;
  readonly onSaved?: (row: AnyRow) => void;
}

function FormBody(props: FormBodyProps): ReactNode {
  const { entity, variant = "advanced", fields: names, submitLabel, initial, focusOnMount, onClose, onSaved } = props;
  const row = useRef(props.row).current;
  const floating = use(FloatingContext);
  const access = useAccess(entity);
  const element = useRef<HTMLFormElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: fields follow from the entity and the role, not from the object that answers
  const fields = useMemo(() => formFields(entity, access, names), [entity, names]);
  const state = useRecordForm({
    entity,
    fields,
    row,
    ...(initial ? { initial } : {}),
    ...(onSaved ? { onSaved } : {}),
  });
  const noun = entity.label.toLocaleLowerCase();
  const groups = variant === "simple" ? [{ fields }] : groupFields(fields);

  useEffect(() => {
    if (state.tries) element.current?.querySelector<HTMLElement>("[aria-invalid=true], [role=alert]")?.focus();
  }, [state.tries]);
  useEffect(() => {
    if (focusOnMount) element.current?.querySelector<HTMLElement>("input, textarea, button")?.focus();
  }, [focusOnMount]);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    event.stopPropagation();
    void state.save();
  };

  if (state.received) return <Received noun={entity.label} onAgain={state.again} />;
  return (
    <form
      ref={element}
      className={classes("record-form", !floating && "panel")}
      onSubmit={submit}
      onKeyDown={(event) => {
        if (event.key === "Enter" && (event.metaKey || event.ctrlKey)) submit(event);
      }}
      noValidate
      aria-label={row ? `Edit ${noun}` : `New ${noun}`}
    >
      {!floating && <h2 className="panel-title">{row ? `Edit ${noun}` : `New ${noun}`}</h2>}
      <div className="record-form-fields">
        {groups.map((group, index) => (
          <fieldset key={group.title ?? index} className="record-form-group" disabled={state.saving}>
            {group.title && <legend className="group-title">{group.title}</legend>}
            {group.fields.map((formField) => (
              <LabeledField
                key={formField.key}
                formField={formField}
                value={state.values[formField.key]}
                onValue={(value) => state.set(formField.key, value)}
                problem={state.problems[formField.key]}
                row={row}
              />
            ))}
          </fieldset>
        ))}
        {state.isDirty &&
          state.broken.map((message) => (
            <Notice key={message} tone="warning" icon={<Lightbulb aria-hidden />}>
              {message}
            </Notice>
          ))}
        {state.refusal && (
          <RefusalNotice
            entity={entity}
            refusal={state.refusal}
            base={row}
            onSaveAnyway={state.saveAnyway}
            onTakeTheirs={state.takeTheirs}
          />
        )}
      </div>
      <div className="record-form-foot">
        {onClose && (
          <Button variant="ghost" onClick={onClose}>
            Cancel
          </Button>
        )}
        <Button type="submit" variant="primary" busy={state.saving} disabled={row !== null && !state.isDirty}>
          {row ? "Save changes" : (submitLabel ?? `Add ${noun}`)}
        </Button>
      </div>
      <LeaveGuard active={state.isDirty && !state.saving} inDrawer={floating} />
    </form>
  );
}

/** Said in place of the form after a record that the role may add, but not look at. */
function Received({ noun, onAgain }: { readonly noun: string; readonly onAgain: () => void }): ReactNode {
  const heading = useRef<HTMLDivElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <div ref={heading} tabIndex={-1} role="status" className="panel outline-none">
      <EmptyState
        icon={<CircleCheck aria-hidden />}
        title={`${noun} received`}
        actions={<Button onClick={onAgain}>Send another one</Button>}
      >
        <p>It was saved, and nothing more is needed from you.</p>
      </EmptyState>
    </div>
  );
}
