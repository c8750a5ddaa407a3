import { ChevronRight } from "lucide-react";
import { type ReactNode, useMemo, useState } from "react";
import { createHooks } from "../../data/hooks";
import { type HistoryEntry, serviceOf } from "../../data/service";
import type { AnyEntity } from "../../definition/entity";
import { type FieldDefinition, storedKey } from "../../definition/field";
import type { Format } from "../../format/format";
import { useFormat } from "../../format/use-format";
import { useEntity } from "../../shell/app-context";
import { Avatar, Skeleton } from "../../ui/Small";
import { LoadProblem } from "../LoadProblem";
import { useRowTitles } from "../related-options";
import { textOfValue } from "../title";

export interface HistoryProps {
  readonly entity: AnyEntity;
  readonly id: string;
}

/** Who changed what and when; fetched when it is opened. */
export function History({ entity, id }: HistoryProps): ReactNode {
  const [open, setOpen] = useState(false);
  return (
    <details className="record-section" open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className="section-title">
        <ChevronRight className="disclosure size-4" aria-hidden />
        History
      </summary>
      {open && <Entries entity={entity} id={id} />}
    </details>
  );
}

const ACTIONS: Readonly<Record<string, string>> = {
  create: "added this",
  created: "added this",
  delete: "deleted this",
  deleted: "deleted this",
  restore: "brought this back",
  restored: "brought this back",
};

function Entries({ entity, id }: HistoryProps): ReactNode {
  const hooks = useMemo(() => createHooks(serviceOf(entity)), [entity]);
  const { data: entries, error, refetch } = hooks.useHistory(id);
  const format = useFormat();
  if (error) return <LoadProblem error={error} onRetry={refetch} />;
  if (!entries) return <Skeleton className="mx-1 my-2 w-2/3" />;
  if (entries.length === 0) return <p className="text-muted">Nothing has changed yet.</p>;
  return (
    <ol className="flex flex-col gap-3 pt-1">
      {entries.map((entry) => (
        <li key={entry.id} className="flex gap-2.5">
          <Avatar name={entry.actor?.name ?? "?"} size={22} />
          <div className="min-w-0 text-sm">
            <p>
              <span className="font-medium">{entry.actor?.name ?? "Somebody"}</span>{" "}
              {ACTIONS[entry.action] ?? "changed"}{" "}
              <time className="text-faint" dateTime={entry.at} title={format.dateTime(entry.at)}>
                · {format.relative(entry.at)}
              </time>
            </p>
            {!(entry.action in ACTIONS) && <Changes entity={entity} entry={entry} />}
          </div>
        </li>
      ))}
    </ol>
  );
}

function Changes({ entity, entry }: { readonly entity: AnyEntity; readonly entry: HistoryEntry }): ReactNode {
  const changed = Object.entries(entity.fields).flatMap(([name, field]) => {
    const pair = entry.changes[storedKey(name, field)] ?? entry.changes[name];
    return pair ? [{ name, field, pair }] : [];
  });
  return (
    <ul className="text-muted">
      {changed.map(({ name, field, pair }) => (
        <li key={name}>
          {field.label}: <Side field={field} value={pair[0]} /> → <Side field={field} value={pair[1]} />
        </li>
      ))}
    </ul>
  );
}

function Side({ field, value }: { readonly field: FieldDefinition; readonly value: unknown }): ReactNode {
  const format = useFormat();
  const target = useEntity(field.entity);
  const ids = target && typeof value === "string" ? [value] : [];
  const titles = useRowTitles(target, ids);
  const text = target ? (titles.get(String(value)) ?? "") : shortText(value, field, format);
  return text ? <span className="text-ink">{text}</span> : <span>empty</span>;
}

function shortText(value: unknown, field: FieldDefinition, format: Format): string {
  const text = textOfValue(value, field, format);
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}
