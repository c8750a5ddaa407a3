import type { ReactNode } from "react";
import type { AnyRow } from "../../definition/entity";
import { useFormat } from "../../format/use-format";
import { Checkbox } from "../../ui/Choice";
import { Skeleton } from "../../ui/Small";
import { FieldValue } from "../FieldValue";
import { RecordLink } from "../RecordLink";
import { textOf, titleOf } from "../title";
import type { TableState } from "./use-table";

/** The rows as cards, for phones. */
export function TableCards({
  table,
  selectable,
}: {
  readonly table: TableState;
  readonly selectable: boolean;
}): ReactNode {
  if (!table.rows) {
    return (
      <div className="flex flex-col gap-4 p-4" role="status" aria-label="Loading">
        <Skeleton className="h-16 w-full" />
        <Skeleton className="h-16 w-full" />
        <Skeleton className="h-16 w-full" />
      </div>
    );
  }
  return (
    <ul className="record-cards" aria-label={table.entity.labelPlural}>
      {table.rows.map((row) => (
        <Card key={row.id} row={row} table={table} selectable={selectable} />
      ))}
    </ul>
  );
}

interface CardProps {
  readonly row: AnyRow;
  readonly table: TableState;
  readonly selectable: boolean;
}

function Card({ row, table, selectable }: CardProps): ReactNode {
  const format = useFormat();
  const { entity, columns } = table;
  const title = titleOf(entity, row, format);
  const others = columns.filter(([name]) => name !== entity.titleField);
  const state = others.find(([, { kind }]) => kind === "state");
  return (
    <li className="record-card">
      <div className="flex items-start gap-2">
        {selectable && (
          <span className="pt-0.5">
            <Checkbox
              aria-label={`Select ${title}`}
              checked={table.isSelected(row.id)}
              onCheckedChange={() => table.toggle(row.id)}
            />
          </span>
        )}
        <RecordLink entity={entity.name} id={row.id} className="min-w-0 flex-1">
          {title}
        </RecordLink>
        {state && <FieldValue row={row} name={state[0]} field={state[1]} compact />}
      </div>
      <dl className="card-facts">
        {others
          .filter(([name, field]) => name !== state?.[0] && textOf(row, name, field, format) !== "")
          .map(([name, field]) => (
            <div key={name} className="min-w-0">
              <dt>{field.label}</dt>
              <dd>
                <FieldValue row={row} name={name} field={field} compact />
              </dd>
            </div>
          ))}
      </dl>
    </li>
  );
}
