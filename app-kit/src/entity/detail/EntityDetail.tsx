import { Ellipsis, Link2, Pencil, Trash2 } from "lucide-react";
import { type ReactNode, use } from "react";
import { isAnonymous, useSession } from "../../data/session";
import type { AnyEntity, AnyRow } from "../../definition/entity";
import { useFormat } from "../../format/use-format";
import { FloatingContext, useLaidOut } from "../../shell/presence";
import { IconButton } from "../../ui/Button";
import { classes } from "../../ui/classes";
import { EmptyState } from "../../ui/EmptyState";
import { Icon } from "../../ui/Icon";
import { Menu, MenuItem, MenuSeparator } from "../../ui/Menu";
import { toast } from "../../ui/toast";
import { type Access, readableFields, useAccess } from "../access";
import { FieldValue } from "../FieldValue";
import { FormSkeleton } from "../form/FormSkeleton";
import { LoadProblem } from "../LoadProblem";
import { useOpenRecords, useRecordNavigation, useRecordScope } from "../record-scope";
import { titleOf } from "../title";
import { useDeleteWithUndo } from "../use-delete";
import { useRecord } from "../use-record";
import { detailGroups } from "./groups";
import { History } from "./History";
import { RelatedList } from "./RelatedList";
import { TransitionButtons } from "./TransitionButtons";

export interface EntityDetailProps {
  readonly entity: AnyEntity;
  readonly variant?: "simple" | "advanced";
  /** Fields in order; all that may be read when unset. */
  readonly fields?: readonly string[];
  /** Inverse relation names shown as lists below the record; all when unset. */
  readonly related?: readonly string[];
}

/** A record: its title, state and next steps, its fields, what belongs to it, and its history. */
export function EntityDetail(props: EntityDetailProps): ReactNode {
  const { entity } = props;
  const scope = useRecordScope(entity.name);
  const { record } = useOpenRecords();
  const floating = use(FloatingContext);
  useLaidOut("detail", entity.name);
  const id = scope ? scope.id : record?.entity === entity.name ? record.id : null;
  const { data: row, error, refetch } = useRecord(entity, id);

  return (
    <article className={classes("record", !floating && "panel")} aria-busy={id !== null && !row && !error}>
      {id === null ? (
        <EmptyState
          icon={<Icon name={entity.icon} />}
          title={`Choose ${entity.label.toLocaleLowerCase()} to see it here`}
        />
      ) : error ? (
        <LoadProblem error={error} onRetry={refetch} />
      ) : row ? (
        <RecordView {...props} row={row} />
      ) : (
        <FormSkeleton />
      )}
    </article>
  );
}

function RecordView({
  entity,
  variant,
  fields,
  related,
  row,
}: EntityDetailProps & { readonly row: AnyRow }): ReactNode {
  const access = useAccess(entity);
  const { data: session } = useSession();
  const shown = readableFields(entity, access, fields?.length ? fields : undefined).filter(
    ([name, field]) => name !== entity.flow?.field && !(name === entity.titleField && field.kind === "text"),
  );
  const { facts, wide } = detailGroups(shown);
  const lists = (related ?? Object.keys(entity.related ?? {})).flatMap((name) => {
    const definition = entity.related?.[name];
    return definition ? [[name, definition] as const] : [];
  });
  return (
    <>
      <RecordHead entity={entity} row={row} access={access} />
      <dl className="facts">
        {facts.map(([name, field]) => (
          <div key={name} className="fact">
            <dt>{field.label}</dt>
            <dd>
              <FieldValue row={row} name={name} field={field} />
            </dd>
          </div>
        ))}
        {wide.map(([name, field]) => (
          <div key={name} className="fact fact-wide">
            <dt>{field.label}</dt>
            <dd>
              <FieldValue row={row} name={name} field={field} />
            </dd>
          </div>
        ))}
      </dl>
      {lists.map(([name, definition]) => (
        <RelatedList key={name} row={row} related={definition} />
      ))}
      {variant !== "simple" && !isAnonymous(session) && <History entity={entity} id={row.id} />}
    </>
  );
}

interface RecordHeadProps {
  readonly entity: AnyEntity;
  readonly row: AnyRow;
  readonly access: Access;
}

function RecordHead({ entity, row, access }: RecordHeadProps): ReactNode {
  const format = useFormat();
  const { edit, closeRecord } = useRecordNavigation();
  const remove = useDeleteWithUndo(entity);
  const state = entity.flow ? entity.fields[entity.flow.field] : undefined;
  const copy = async () => {
    const address = new URL(location.href);
    address.search = `?record=${entity.name}:${row.id}`;
    await navigator.clipboard.writeText(address.href);
    toast("Link copied");
  };
  return (
    <header className="record-head">
      <div className="flex items-start gap-2">
        <div className="min-w-0 flex-1">
          <p className="flex items-center gap-1.5 text-xs text-faint">
            <Icon name={entity.icon} className="size-3.5" /> {entity.label}
          </p>
          <h2 className="record-title" dir="auto">
            {titleOf(entity, row, format)}
          </h2>
        </div>
        {access.can("update") && (
          <IconButton label="Edit" onClick={() => edit(entity.name, row.id)}>
            <Pencil aria-hidden />
          </IconButton>
        )}
        <Menu
          trigger={
            <IconButton label="More">
              <Ellipsis aria-hidden />
            </IconButton>
          }
        >
          <MenuItem icon={<Link2 aria-hidden />} onSelect={() => void copy()}>
            Copy the link
          </MenuItem>
          {access.can("delete") && (
            <>
              <MenuSeparator />
              <MenuItem danger icon={<Trash2 aria-hidden />} onSelect={() => remove(row, closeRecord)}>
                Delete
              </MenuItem>
            </>
          )}
        </Menu>
      </div>
      {state && entity.flow && (
        <div className="flex flex-wrap items-center gap-3">
          <FieldValue row={row} name={entity.flow.field} field={state} />
          {access.can("update") && <TransitionButtons entity={entity} row={row} />}
        </div>
      )}
    </header>
  );
}
