import { DndContext, type DragEndEvent, DragOverlay, type DragStartEvent, MeasuringStrategy } from "@dnd-kit/core";
import { Plus, SearchX } from "lucide-react";
import { type ReactNode, useCallback, useMemo, useState } from "react";
import { createPortal } from "react-dom";
import type { AnyEntity, AnyRow } from "../../definition/entity";
import { storedKey } from "../../definition/field";
import { readableFields } from "../../entity/access";
import { tellingFields } from "../../entity/columns";
import { LoadProblem } from "../../entity/LoadProblem";
import { useListState } from "../../entity/list-state";
import { useRecordNavigation } from "../../entity/record-scope";
import { useFormat } from "../../format/use-format";
import { useLaidOut } from "../../shell/presence";
import { Button } from "../../ui/Button";
import { EmptyState } from "../../ui/EmptyState";
import { Icon } from "../../ui/Icon";
import { Skeleton } from "../../ui/Small";
import { ViewToolbar } from "../ViewToolbar";
import { announcements, HOW_TO_MOVE } from "./announcements";
import { CardContent, type CardParts, cardTitle, type Step } from "./BoardCard";
import { BoardColumn, ColumnSkeleton } from "./BoardColumn";
import { verdictOf } from "./moves";
import { useColumnDragging } from "./sensors";
import { type BoardColumnData, useColumns } from "./use-columns";
import { useMover, useMoves } from "./use-moves";

export interface KanbanBoardProps {
  readonly entity: AnyEntity;
  readonly variant?: "simple" | "advanced";
  /** A flow field, an enum field or a belongs_to relation: one column for each of its values. */
  readonly groupBy: string;
  /** The field a card is called by; the entity's title field when unset. */
  readonly title?: string;
  readonly fields?: readonly string[];
  /** A number that is totalled per column. */
  readonly sum?: string;
}

/** The rows of an entity in columns; a card moves by a legal step of the flow, or by a change of the field. */
export function KanbanBoard(props: KanbanBoardProps): ReactNode {
  const { entity, groupBy } = props;
  useLaidOut("list", entity.name);
  const state = useListState(entity);
  const mover = useMover(entity);
  const sum = props.sum !== undefined && mover.access.mayRead(props.sum) ? props.sum : undefined;
  const board = useColumns({ entity, groupBy, sum, filters: state.filters, q: state.q });

  if (!mover.access.can("read")) {
    return <EmptyState title={`Your role may not see ${entity.labelPlural.toLocaleLowerCase()}`} />;
  }
  return (
    <section className="board" aria-label={`Board of ${entity.labelPlural.toLocaleLowerCase()}`}>
      <ViewToolbar entity={entity} state={state} />
      {board.error && !board.columns ? (
        <div className="panel">
          <LoadProblem error={board.error} onRetry={board.retry} />
        </div>
      ) : !board.columns ? (
        <BoardSkeleton />
      ) : board.columns.every(({ count }) => count === 0) ? (
        <EmptyBoard
          entity={entity}
          narrowed={state.isNarrowed}
          onClear={state.clear}
          mayAdd={mover.access.can("create")}
        />
      ) : (
        <Columns {...props} sum={sum} columns={board.columns} state={state} mover={mover} />
      )}
      {board.left > 0 && (
        <p className="text-sm text-muted">
          {board.left} more columns have no room here. Filter by {entity.fields[groupBy]?.label.toLocaleLowerCase()} to
          see them.
        </p>
      )}
    </section>
  );
}

interface ColumnsProps extends Omit<KanbanBoardProps, "sum"> {
  readonly sum: string | undefined;
  readonly columns: readonly BoardColumnData[];
  readonly state: ReturnType<typeof useListState>;
  readonly mover: ReturnType<typeof useMover>;
}

const columnId = (value: string | null) => `column:${value ?? ""}`;

function Columns({ entity, groupBy, title, fields, sum, columns, state, mover }: ColumnsProps): ReactNode {
  const format = useFormat();
  const { add } = useRecordNavigation();
  const { underWay, move } = useMoves(entity, groupBy, mover);
  const [lifted, setLifted] = useState<AnyRow | null>(null);
  const { sensors, collisionDetection, forget } = useColumnDragging(columns.map(({ value }) => columnId(value)));
  const parts = useMemo<CardParts>(() => {
    const names = fields?.length ? fields : tellingFields(entity, 3, [groupBy]).map(([name]) => name);
    const shown = names.filter((name) => name !== groupBy && name !== title);
    return { title, fields: readableFields(entity, mover.access, shown) };
  }, [entity, title, fields, groupBy, mover.access]);

  const judge = useCallback(
    (row: AnyRow, column: BoardColumnData) => verdictOf(entity, groupBy, row, column.value, mover),
    [entity, groupBy, mover],
  );
  const stepsOf = useCallback(
    (row: AnyRow): readonly Step[] =>
      columns.flatMap((column) => {
        const verdict = judge(row, column);
        if (!verdict.legal) return [];
        return [{ column, label: "transition" in verdict.move ? verdict.move.transition.label : column.label }];
      }),
    [columns, judge],
  );
  const onMove = useCallback((row: AnyRow, column: BoardColumnData) => void move(row, column), [move]);
  const start = ({ active }: DragStartEvent) => setLifted((active.data.current?.row as AnyRow | undefined) ?? null);
  const settle = () => {
    setLifted(null);
    forget();
  };
  const end = ({ over }: DragEndEvent) => {
    const column = columns.find(({ value }) => columnId(value) === over?.id);
    if (lifted && column) onMove(lifted, column);
    settle();
  };
  const mayCreate = mover.access.can("create");
  const fixed = !mover.access.can("update");
  return (
    <DndContext
      sensors={sensors}
      collisionDetection={collisionDetection}
      measuring={{ droppable: { strategy: MeasuringStrategy.Always } }}
      accessibility={{
        announcements: announcements(entity, judge),
        screenReaderInstructions: { draggable: HOW_TO_MOVE },
      }}
      onDragStart={start}
      onDragEnd={end}
      onDragCancel={settle}
    >
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a part that scrolls has to be reachable by keyboard */}
      <section className="board-columns" data-dragging={lifted ? "" : undefined} tabIndex={0} aria-label="Columns">
        {columns.map((column) => (
          <BoardColumn
            key={columnId(column.value)}
            id={columnId(column.value)}
            entity={entity}
            groupBy={groupBy}
            column={column}
            state={state}
            filters={state.filters}
            parts={parts}
            sum={sum}
            fixed={fixed}
            underWay={underWay}
            verdict={lifted && judge(lifted, column)}
            stepsOf={stepsOf}
            onMove={onMove}
            onAdd={mayCreate ? addIn(entity, groupBy, column, add) : undefined}
          />
        ))}
      </section>
      {createPortal(
        <DragOverlay dropAnimation={null}>
          {lifted && (
            <div className="board-card board-card-flying">
              <CardContent
                entity={entity}
                row={lifted}
                parts={parts}
                title={cardTitle(entity, lifted, parts, format)}
              />
            </div>
          )}
        </DragOverlay>,
        document.body,
      )}
    </DndContext>
  );
}

/** How to add a row in a column; with a flow, rows can only begin in the first state. */
function addIn(
  entity: AnyEntity,
  groupBy: string,
  { value }: BoardColumnData,
  add: (entity: string, initial?: Readonly<Record<string, string>>) => void,
): (() => void) | undefined {
  const field = entity.fields[groupBy];
  if (!field) return undefined;
  if (field.kind === "state") return entity.flow?.initial === value ? () => add(entity.name) : undefined;
  if (value === null) return undefined;
  return () => add(entity.name, { [storedKey(groupBy, field)]: value });
}

interface EmptyBoardProps {
  readonly entity: AnyEntity;
  readonly narrowed: boolean;
  readonly onClear: () => void;
  readonly mayAdd: boolean;
}

function EmptyBoard({ entity, narrowed, onClear, mayAdd }: EmptyBoardProps): ReactNode {
  const { add } = useRecordNavigation();
  const noun = entity.labelPlural.toLocaleLowerCase();
  return (
    <div className="panel">
      {narrowed ? (
        <EmptyState
          icon={<SearchX aria-hidden />}
          title={`No ${noun} match`}
          actions={<Button onClick={onClear}>Clear search and filters</Button>}
        >
          Try fewer or other conditions.
        </EmptyState>
      ) : (
        <EmptyState
          icon={<Icon name={entity.icon} />}
          title={`No ${noun} yet`}
          actions={
            mayAdd && (
              <Button variant="primary" icon={<Plus aria-hidden />} onClick={() => add(entity.name)}>
                Add {entity.label.toLocaleLowerCase()}
              </Button>
            )
          }
        >
          {entity.description || `${entity.labelPlural} will stand here in columns and move as work goes on.`}
        </EmptyState>
      )}
    </div>
  );
}

function BoardSkeleton(): ReactNode {
  return (
    <div className="board-columns">
      {["one", "two", "three", "four"].map((name) => (
        <div key={name} className="board-column">
          <div className="board-head">
            <Skeleton className="w-24" />
          </div>
          <ColumnSkeleton />
        </div>
      ))}
    </div>
  );
}
