import { useDroppable } from "@dnd-kit/core";
import { Plus } from "lucide-react";
import { type ReactNode, useId, useMemo } from "react";
import type { AnyEntity, AnyRow } from "../../definition/entity";
import type { FilterBy } from "../../definition/field";
import { LoadProblem } from "../../entity/LoadProblem";
import type { ListState } from "../../entity/list-state";
import { textOfValue } from "../../entity/title";
import { useFormat } from "../../format/use-format";
import { Button, IconButton } from "../../ui/Button";
import { Skeleton } from "../../ui/Small";
import { BoardCard, type CardParts, type Step } from "./BoardCard";
import type { Verdict } from "./moves";
import { useColumnRows } from "./use-column-rows";
import type { BoardColumnData } from "./use-columns";
import type { UnderWay } from "./use-moves";

export interface BoardColumnProps {
  readonly id: string;
  readonly entity: AnyEntity;
  readonly groupBy: string;
  readonly column: BoardColumnData;
  readonly state: ListState;
  readonly filters: readonly FilterBy[];
  readonly parts: CardParts;
  readonly sum: string | undefined;
  readonly fixed: boolean;
  readonly underWay: ReadonlyMap<string, UnderWay>;
  /** What would become of the card in the air here; null while none is. */
  readonly verdict: Verdict | null;
  readonly stepsOf: (row: AnyRow) => readonly Step[];
  readonly onMove: (row: AnyRow, column: BoardColumnData) => void;
  readonly onAdd: (() => void) | undefined;
}

/** One column: its name, count and sum, and its cards. */
export function BoardColumn(props: BoardColumnProps): ReactNode {
  const { id, entity, groupBy, column, state, filters, parts, fixed, underWay, verdict, stepsOf, onMove } = props;
  const heading = useId();
  const { setNodeRef, isOver } = useDroppable({ id, data: { column } });
  const expand = useMemo(
    () => parts.fields.filter(([, { kind }]) => kind === "many_to_many").map(([name]) => name),
    [parts.fields],
  );
  const loaded = useColumnRows({
    entity,
    groupBy,
    value: column.value,
    filters,
    q: state.q,
    sort: state.sort,
    expand,
  });
  const rows = withMoves(loaded.rows, column.value, underWay);
  const drop = verdict === null ? undefined : verdict.legal ? "legal" : verdict.why ? "illegal" : "home";
  return (
    <section
      ref={setNodeRef}
      className="board-column"
      data-drop={drop}
      data-over={isOver || undefined}
      aria-labelledby={heading}
    >
      <ColumnHead {...props} heading={heading} />
      {verdict?.legal === false && verdict.why && <p className="board-refusal">{verdict.why}</p>}
      {loaded.error && !loaded.rows ? (
        <LoadProblem error={loaded.error} onRetry={loaded.retry} />
      ) : !rows ? (
        <ColumnSkeleton />
      ) : rows.length === 0 ? (
        <p className="board-empty">
          {state.isNarrowed ? "Nothing here matches" : `No ${entity.labelPlural.toLocaleLowerCase()} here`}
        </p>
      ) : (
        <ul className="board-cards" aria-labelledby={heading}>
          {rows.map((row) => (
            <BoardCard
              key={row.id}
              entity={entity}
              row={row}
              parts={parts}
              column={id}
              fixed={fixed}
              busy={underWay.has(row.id)}
              stepsOf={stepsOf}
              onMove={onMove}
            />
          ))}
          {loaded.hasMore && (
            <li className="board-more">
              <Button variant="ghost" size="small" busy={loaded.loadingMore} onClick={loaded.more}>
                Show more
              </Button>
            </li>
          )}
        </ul>
      )}
    </section>
  );
}

function ColumnHead(props: BoardColumnProps & { readonly heading: string }): ReactNode {
  const { entity, column, sum, underWay, heading, onAdd } = props;
  const format = useFormat();
  const field = sum === undefined ? undefined : entity.fields[sum];
  const { count, total } = figuresWith(column, sum, underWay);
  return (
    <header className="board-head">
      <h2 id={heading} className="board-name" data-tone={column.tone ?? undefined}>
        <span className="truncate" dir="auto">
          {column.label}
        </span>
      </h2>
      {count !== null && (
        <span className="board-count">
          {format.number(count)}
          <span className="sr-only"> {entity.labelPlural.toLocaleLowerCase()}</span>
        </span>
      )}
      {field && total !== null && (
        <span className="board-sum" title={`Sum of ${field.label.toLocaleLowerCase()}`}>
          <span className="sr-only">Sum of {field.label.toLocaleLowerCase()}: </span>
          {textOfValue(total, field, format)}
        </span>
      )}
      {onAdd && (
        <IconButton
          label={`Add ${entity.label.toLocaleLowerCase()} in ${column.label}`}
          size="small"
          className="board-add"
          onClick={onAdd}
        >
          <Plus aria-hidden />
        </IconButton>
      )}
    </header>
  );
}

/** The rows of a column with cards on their way taken out or put first. */
function withMoves(
  rows: readonly AnyRow[] | undefined,
  value: string | null,
  underWay: ReadonlyMap<string, UnderWay>,
): readonly AnyRow[] | undefined {
  if (!rows || underWay.size === 0) return rows;
  const coming = [...underWay.values()].filter(({ to }) => to === value).map(({ row }) => row);
  return [...coming, ...rows.filter(({ id }) => !underWay.has(id))];
}

/** Count and sum as they will be once the cards under way have arrived. */
function figuresWith(column: BoardColumnData, sum: string | undefined, underWay: ReadonlyMap<string, UnderWay>) {
  let { count, sum: total } = column;
  for (const { row, from, to } of underWay.values()) {
    const sign = to === column.value ? 1 : from === column.value ? -1 : 0;
    if (count !== null) count += sign;
    if (total !== null && sum) total += sign * Number(row[sum] ?? 0);
  }
  return { count, total };
}

export function ColumnSkeleton(): ReactNode {
  return (
    <div className="board-cards" role="status" aria-label="Loading">
      {["w-1/2", "w-2/3", "w-2/5"].map((width) => (
        <div key={width} className="board-card">
          <Skeleton className={width} />
          <Skeleton className="mt-2 h-3 w-3/4" />
        </div>
      ))}
    </div>
  );
}
