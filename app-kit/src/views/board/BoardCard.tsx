import { useDraggable } from "@dnd-kit/core";
import { ArrowRight, Ellipsis, GripVertical } from "lucide-react";
import { memo, type ReactNode } from "react";
import type { AnyEntity, AnyRow } from "../../definition/entity";
import type { FieldDefinition } from "../../definition/field";
import { FactValue } from "../../entity/FactValue";
import { RecordLink } from "../../entity/RecordLink";
import { textOf, titleOf } from "../../entity/title";
import { useFormat } from "../../format/use-format";
import { IconButton } from "../../ui/Button";
import { Menu, MenuItem, MenuLabel } from "../../ui/Menu";
import type { BoardColumnData } from "./use-columns";

/** What a card shows of a row. */
export interface CardParts {
  readonly title: string | undefined;
  readonly fields: readonly (readonly [string, FieldDefinition])[];
}

export interface Step {
  readonly column: BoardColumnData;
  readonly label: string;
}

export interface BoardCardProps {
  readonly entity: AnyEntity;
  readonly row: AnyRow;
  readonly parts: CardParts;
  /** Id of the column it stands in. */
  readonly column: string;
  /** Nobody may move it. */
  readonly fixed: boolean;
  readonly busy: boolean;
  readonly stepsOf: (row: AnyRow) => readonly Step[];
  readonly onMove: (row: AnyRow, column: BoardColumnData) => void;
}

/** A row on the board: dragged by hand or keyboard, or moved by its menu. */
export const BoardCard = memo(function BoardCard(props: BoardCardProps): ReactNode {
  const { entity, row, parts, column, fixed, busy, stepsOf, onMove } = props;
  const format = useFormat();
  const title = cardTitle(entity, row, parts, format);
  const { setNodeRef, setActivatorNodeRef, attributes, listeners, isDragging } = useDraggable({
    id: row.id,
    data: { row, column, title },
    disabled: fixed || busy,
  });
  return (
    <li
      ref={setNodeRef}
      className="board-card"
      data-lifted={isDragging || undefined}
      aria-busy={busy || undefined}
      onDragStart={(event) => event.preventDefault()}
      {...listeners}
    >
      <CardContent entity={entity} row={row} parts={parts} title={title} link />
      {!fixed && (
        <div className="board-card-tools">
          <button
            ref={setActivatorNodeRef}
            type="button"
            className="board-grip"
            aria-label={`Move ${title}`}
            {...attributes}
          >
            <GripVertical aria-hidden />
          </button>
          <StepMenu title={title} row={row} stepsOf={stepsOf} onMove={onMove} />
        </div>
      )}
    </li>
  );
});

interface CardContentProps {
  readonly entity: AnyEntity;
  readonly row: AnyRow;
  readonly parts: CardParts;
  readonly title: string;
  /** Whether its title leads to the record. */
  readonly link?: boolean;
}

export function CardContent({ entity, row, parts, title, link = false }: CardContentProps): ReactNode {
  const format = useFormat();
  const filled = parts.fields.filter(([name, field]) => textOf(row, name, field, format) !== "");
  return (
    <>
      <div className="board-card-title">
        {link ? (
          <RecordLink entity={entity.name} id={row.id} className="card-link">
            <bdi>{title}</bdi>
          </RecordLink>
        ) : (
          <bdi className="record-link">{title}</bdi>
        )}
      </div>
      <CardFacts row={row} facts={filled.filter((fact) => !isBadge(fact))} className="board-card-facts" />
      <CardFacts row={row} facts={filled.filter(isBadge)} className="board-card-badges" />
    </>
  );
}

type Fact = CardParts["fields"][number];

const isBadge = ([, { kind }]: Fact) => kind === "state" || kind === "enum";

interface CardFactsProps {
  readonly row: AnyRow;
  readonly facts: readonly Fact[];
  readonly className: string;
}

function CardFacts({ row, facts, className }: CardFactsProps): ReactNode {
  if (facts.length === 0) return null;
  return (
    <div className={className}>
      {facts.map(([name, field]) => (
        <FactValue key={name} row={row} name={name} field={field} />
      ))}
    </div>
  );
}

/** What a card is called. */
export function cardTitle(
  entity: AnyEntity,
  row: AnyRow,
  { title }: CardParts,
  format: ReturnType<typeof useFormat>,
): string {
  const field = title === undefined ? undefined : entity.fields[title];
  return (title !== undefined && field && textOf(row, title, field, format)) || titleOf(entity, row, format);
}

interface StepMenuProps {
  readonly title: string;
  readonly row: AnyRow;
  readonly stepsOf: (row: AnyRow) => readonly Step[];
  readonly onMove: (row: AnyRow, column: BoardColumnData) => void;
}

function StepMenu({ title, row, stepsOf, onMove }: StepMenuProps): ReactNode {
  return (
    <Menu
      trigger={
        <IconButton label={`Steps for ${title}`} size="small">
          <Ellipsis aria-hidden />
        </IconButton>
      }
    >
      <Steps row={row} stepsOf={stepsOf} onMove={onMove} />
    </Menu>
  );
}

function Steps({ row, stepsOf, onMove }: Omit<StepMenuProps, "title">): ReactNode {
  const steps = stepsOf(row);
  if (steps.length === 0) return <MenuLabel>There is no further step</MenuLabel>;
  return (
    <>
      <MenuLabel>Move</MenuLabel>
      {steps.map(({ column, label }) => (
        <MenuItem key={column.value} icon={<ArrowRight aria-hidden />} onSelect={() => onMove(row, column)}>
          <span className="min-w-0 flex-1 truncate" dir="auto">
            {label}
          </span>
          {label !== column.label && <span className="text-sm text-muted">{column.label}</span>}
        </MenuItem>
      ))}
    </>
  );
}
