import { ArrowDown, ArrowUp } from "lucide-react";
import { type KeyboardEvent, type ReactNode, useRef } from "react";
import { fileUrl } from "../../data/files";
import type { AnyRow } from "../../definition/entity";
import { type FieldDefinition, isNumeric } from "../../definition/field";
import { useFormat } from "../../format/use-format";
import { Checkbox } from "../../ui/Choice";
import { classes } from "../../ui/classes";
import { Avatar, Skeleton } from "../../ui/Small";
import { FieldValue } from "../FieldValue";
import { useIsSortable } from "../list-state";
import { RecordLink } from "../RecordLink";
import { textOf, titleOf } from "../title";
import { InlineCell } from "./InlineCell";
import { useOverflows } from "./use-overflows";
import type { TableState } from "./use-table";

export interface TableGridProps {
  readonly table: TableState;
  readonly selectable: boolean;
  readonly inlineEdit: boolean;
}

/** The rows as a table with a sticky head; up and down move between rows, Enter opens one. */
export function TableGrid({ table, selectable, inlineEdit }: TableGridProps): ReactNode {
  const { entity, columns, rows } = table;
  const scroller = useRef<HTMLDivElement>(null);
  const isWide = useOverflows(scroller);
  return (
    <div ref={scroller} className="table-scroll" data-wide={isWide ? "" : undefined} aria-busy={table.isStale || !rows}>
      <table className={classes("table", table.isStale && "table-stale")} onKeyDown={moveBetweenRows}>
        <caption className="sr-only">{entity.labelPlural}</caption>
        <thead>
          <tr>
            {selectable && (
              <th className="cell-check">
                <SelectAll table={table} />
              </th>
            )}
            {columns.map(([name, field]) => (
              <HeadCell key={name} name={name} field={field} table={table} />
            ))}
          </tr>
        </thead>
        <tbody>
          {rows ? (
            rows.map((row) => (
              <GridRow key={row.id} row={row} table={table} selectable={selectable} inlineEdit={inlineEdit} />
            ))
          ) : (
            <SkeletonRows columns={columns.length + (selectable ? 1 : 0)} />
          )}
        </tbody>
      </table>
    </div>
  );
}

function moveBetweenRows(event: KeyboardEvent<HTMLElement>): void {
  if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
  if (event.target instanceof Element && event.target.closest("input, textarea, [role=combobox]")) return;
  const links = [...event.currentTarget.querySelectorAll<HTMLElement>("[data-record-link]")];
  const row = event.target instanceof Element ? event.target.closest("tr") : null;
  const at = links.findIndex((link) => row?.contains(link));
  const next = links[at + (event.key === "ArrowDown" ? 1 : -1)];
  if (!next) return;
  event.preventDefault();
  next.focus();
}

function SelectAll({ table }: { readonly table: TableState }): ReactNode {
  const count = table.selectedRows.length;
  const all = count > 0 && count === table.rows?.length;
  return (
    <Checkbox
      aria-label={`Select all ${table.entity.labelPlural.toLocaleLowerCase()} on this page`}
      checked={all ? true : count > 0 ? "indeterminate" : false}
      onCheckedChange={(checked) => table.selectAll(checked === true)}
    />
  );
}

interface HeadCellProps {
  readonly name: string;
  readonly field: FieldDefinition;
  readonly table: TableState;
}

function HeadCell({ name, field, table }: HeadCellProps): ReactNode {
  const isSortable = useIsSortable(table.entity);
  const sorted = table.state.sort[0]?.field === name ? table.state.sort[0] : undefined;
  const number = isNumeric(field) ? "cell-number" : undefined;
  if (!isSortable(name)) {
    return (
      <th className={number} scope="col">
        {field.label}
      </th>
    );
  }
  const next = sorted?.descending ? [] : [{ field: name, descending: sorted !== undefined }];
  return (
    <th
      className={number}
      scope="col"
      aria-sort={sorted ? (sorted.descending ? "descending" : "ascending") : undefined}
    >
      <button type="button" className="head-button" onClick={() => table.state.setSort(next)}>
        {field.label}
        {sorted ? (
          sorted.descending ? (
            <ArrowDown aria-hidden />
          ) : (
            <ArrowUp aria-hidden />
          )
        ) : (
          <ArrowUp aria-hidden className="head-hint" />
        )}
      </button>
    </th>
  );
}

interface GridRowProps extends TableGridProps {
  readonly row: AnyRow;
}

function GridRow({ row, table, selectable, inlineEdit }: GridRowProps): ReactNode {
  const format = useFormat();
  const { entity, columns, access } = table;
  const title = titleOf(entity, row, format);
  const linkIndex = Math.max(
    0,
    columns.findIndex(([name]) => name === entity.titleField),
  );
  return (
    <tr data-selected={table.isSelected(row.id) || undefined}>
      {selectable && (
        <td className="cell-check">
          <Checkbox
            aria-label={`Select ${title}`}
            checked={table.isSelected(row.id)}
            onCheckedChange={() => table.toggle(row.id)}
          />
        </td>
      )}
      {columns.map(([name, field], index) => {
        const canEdit =
          inlineEdit && access.can("update") && access.mayWrite(name) && !field.computed && field.kind !== "state";
        const value =
          index === linkIndex ? (
            <TitleCell row={row} name={name} field={field} table={table} title={title} />
          ) : (
            <FieldValue row={row} name={name} field={field} compact />
          );
        return (
          <td key={name} className={classes(isNumeric(field) && "cell-number", index === linkIndex && "cell-title")}>
            {canEdit ? (
              <InlineCell
                entity={entity}
                row={row}
                name={name}
                field={field}
                rowTitle={title}
                isTitle={index === linkIndex}
              >
                {value}
              </InlineCell>
            ) : (
              <div className="cell">{value}</div>
            )}
          </td>
        );
      })}
    </tr>
  );
}

interface TitleCellProps {
  readonly row: AnyRow;
  readonly name: string;
  readonly field: FieldDefinition;
  readonly table: TableState;
  readonly title: string;
}

/** The link that opens the row; people and places with a picture or initials. */
function TitleCell({ row, name, field, table, title }: TitleCellProps): ReactNode {
  const format = useFormat();
  const text = textOf(row, name, field, format) || title;
  const picture = Object.entries(table.entity.fields).find(([, { kind }]) => kind === "image")?.[0];
  const isPerson = name === "name" && ("email" in table.entity.fields || "phone" in table.entity.fields);
  const image = picture ? row[picture] : null;
  return (
    <RecordLink entity={table.entity.name} id={row.id} className="flex items-center gap-2">
      {(isPerson || picture) && (
        <Avatar name={text} size={22} src={typeof image === "string" ? fileUrl(image) : null} />
      )}
      <span className="truncate" dir="auto" title={text.length > 32 ? text : undefined}>
        {text}
      </span>
    </RecordLink>
  );
}

const WIDTHS = ["w-32", "w-24", "w-28", "w-20", "w-24", "w-16", "w-24", "w-20"];

function SkeletonRows({ columns }: { readonly columns: number }): ReactNode {
  return Array.from({ length: 8 }, (_, row) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the rows are all the same and never move
    <tr key={row}>
      {Array.from({ length: columns }, (_, column) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: as above
        <td key={column}>
          <Skeleton className={WIDTHS[(row + column) % WIDTHS.length] ?? "w-24"} />
        </td>
      ))}
    </tr>
  ));
}
