import {
  closestCenter,
  DndContext,
  type DragEndEvent,
  KeyboardSensor,
  MouseSensor,
  TouchSensor,
  useSensor,
  useSensors,
} from "@dnd-kit/core";
import {
  SortableContext,
  sortableKeyboardCoordinates,
  useSortable,
  verticalListSortingStrategy,
} from "@dnd-kit/sortable";
import { classes, Icon, IconButton } from "@sayso/app-kit";
import { GripVertical } from "lucide-react";
import { type KeyboardEvent, type ReactNode, useState } from "react";
import { addPage, movePage } from "../../../spec/page-edits";
import type { AppSpec, Page } from "../../../spec/types";
import { AddLine } from "../../editing/AddLine";
import { useChange } from "../../editing/editing";
import { Refusal } from "../../editing/Refusal";

export interface PageListProps {
  readonly spec: AppSpec;
  readonly chosen: string | null;
  readonly onChoose: (id: string) => void;
}

const MOUSE = { activationConstraint: { distance: 5 } };
const TOUCH = { activationConstraint: { delay: 220, tolerance: 8 } };
const KEYS = { coordinateGetter: sortableKeyboardCoordinates };

/** The pages in the order of the navigation, to choose, to rearrange and to add to. */
export function PageList({ spec, chosen, onChoose }: PageListProps): ReactNode {
  const { change, reasons, mayEdit } = useChange();
  const [coming, setComing] = useState<readonly Page[] | null>(null);
  const pages = coming ?? spec.pages;
  const [added, setAdded] = useState<string | null>(null);
  const place = async (id: string, to: number) => {
    const from = spec.pages.findIndex((page) => page.id === id);
    const page = spec.pages[from];
    if (!page || to === from || to < 0 || to >= spec.pages.length) return;
    setComing(spec.pages.toSpliced(from, 1).toSpliced(to, 0, page));
    await change(movePage(page, to));
    setComing(null);
  };
  const sensors = useSensors(
    useSensor(MouseSensor, MOUSE),
    useSensor(TouchSensor, TOUCH),
    useSensor(KeyboardSensor, KEYS),
  );
  const onDragEnd = ({ active, over }: DragEndEvent) => {
    if (over)
      void place(
        String(active.id),
        spec.pages.findIndex(({ id }) => id === over.id),
      );
  };
  const titleOf = (id: unknown) => spec.pages.find((page) => page.id === id)?.title ?? "the page";
  const announcements = {
    onDragStart: ({ active }: { active: { id: unknown } }) => `Picked up ${titleOf(active.id)}.`,
    onDragOver: ({ over }: { over: { id: unknown } | null }) =>
      over ? `At the place of ${titleOf(over.id)}.` : undefined,
    onDragEnd: ({ active }: { active: { id: unknown } }) => `Dropped ${titleOf(active.id)}.`,
    onDragCancel: ({ active }: { active: { id: unknown } }) => `${titleOf(active.id)} stays where it was.`,
  };
  return (
    <div className="pages-list">
      <DndContext
        sensors={sensors}
        collisionDetection={closestCenter}
        onDragEnd={onDragEnd}
        accessibility={{ announcements }}
      >
        <SortableContext items={pages.map(({ id }) => id)} strategy={verticalListSortingStrategy} disabled={!mayEdit}>
          <ul aria-label="Pages">
            {pages.map((page, at) => (
              <PageRow
                key={page.id}
                page={page}
                isChosen={page.id === chosen}
                mayMove={mayEdit && pages.length > 1}
                onChoose={() => onChoose(page.id)}
                onMove={(by) => void place(page.id, at + by)}
              />
            ))}
          </ul>
        </SortableContext>
      </DndContext>
      <Refusal reasons={reasons} />
      <AddLine
        label="New page"
        button="Add"
        edits={(title) => {
          const { page, edits } = addPage(spec, title);
          setAdded(page.id);
          return edits;
        }}
        onAdded={() => added && onChoose(added)}
      />
    </div>
  );
}

interface PageRowProps {
  readonly page: Page;
  readonly isChosen: boolean;
  readonly mayMove: boolean;
  readonly onChoose: () => void;
  readonly onMove: (by: 1 | -1) => void;
}

function PageRow({ page, isChosen, mayMove, onChoose, onMove }: PageRowProps): ReactNode {
  const { setNodeRef, setActivatorNodeRef, listeners, attributes, transform, transition, isDragging } = useSortable({
    id: page.id,
  });
  const hear = (event: KeyboardEvent) => {
    if (!event.altKey || (event.key !== "ArrowUp" && event.key !== "ArrowDown")) return;
    event.preventDefault();
    if (mayMove) onMove(event.key === "ArrowUp" ? -1 : 1);
  };
  return (
    <li
      ref={setNodeRef}
      className={classes("pages-row", isChosen && "pages-row-chosen")}
      data-lifted={isDragging || undefined}
      style={{ transform: transform ? `translate(0, ${Math.round(transform.y)}px)` : undefined, transition }}
      {...(mayMove
        ? { onMouseDown: listeners?.onMouseDown as never, onTouchStart: listeners?.onTouchStart as never }
        : {})}
    >
      <button
        type="button"
        className="pages-row-name"
        aria-current={isChosen ? "page" : undefined}
        onClick={onChoose}
        onKeyDown={hear}
      >
        <Icon name={page.icon ?? "file"} />
        <span className="min-w-0 flex-1 truncate" dir="auto">
          {page.title}
        </span>
        {!isDragging && <span className="pages-path">{page.path}</span>}
      </button>
      {mayMove && isChosen && (
        <IconButton
          size="small"
          label={`Move ${page.title}`}
          ref={setActivatorNodeRef}
          {...attributes}
          onKeyDown={listeners?.onKeyDown as never}
        >
          <GripVertical aria-hidden />
        </IconButton>
      )}
    </li>
  );
}
