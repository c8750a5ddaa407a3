import {
  closestCenter,
  DndContext,
  type DragEndEvent,
  KeyboardSensor,
  PointerSensor,
  useSensor,
  useSensors,
} from "@dnd-kit/core";
import {
  SortableContext,
  sortableKeyboardCoordinates,
  useSortable,
  verticalListSortingStrategy,
} from "@dnd-kit/sortable";
import { GripVertical } from "lucide-react";
import { type CSSProperties, type ReactNode, type Ref, useMemo, useState } from "react";
import type { Edit } from "../../spec/types";
import { useChange } from "./editing";
import { Refusal } from "./Refusal";

export interface SortableProps<Item extends { readonly id: string }> {
  readonly items: readonly Item[];
  /** What people call an item, for announcements. */
  readonly nameOf: (item: Item) => string;
  readonly edits: (item: Item, position: number) => readonly Edit[];
  readonly children: (items: readonly Item[]) => ReactNode;
}

/** Items in an order that is changed by drag or by keyboard; they stay where they were dropped while that is saved. */
export function Sortable<Item extends { readonly id: string }>(props: SortableProps<Item>): ReactNode {
  const { items, nameOf, edits, children } = props;
  const { reasons, change } = useChange();
  const [order, setOrder] = useState<readonly string[] | null>(null);
  const sensors = useSensors(
    useSensor(PointerSensor, { activationConstraint: { distance: 4 } }),
    useSensor(KeyboardSensor, { coordinateGetter: sortableKeyboardCoordinates }),
  );
  const shown = useMemo(() => sorted(items, order), [items, order]);
  const ids = useMemo(() => shown.map(({ id }) => id), [shown]);
  const drop = async ({ active, over }: DragEndEvent) => {
    const item = shown.find(({ id }) => id === active.id);
    const to = ids.indexOf(String(over?.id));
    if (!item || to < 0 || ids[to] === item.id) return;
    const rest = ids.filter((id) => id !== item.id);
    setOrder([...rest.slice(0, to), item.id, ...rest.slice(to)]);
    await change(edits(item, to));
    setOrder(null);
  };
  return (
    <DndContext
      sensors={sensors}
      collisionDetection={closestCenter}
      accessibility={{ announcements: announcements(shown, nameOf), screenReaderInstructions: INSTRUCTIONS }}
      onDragEnd={(event) => void drop(event)}
    >
      <SortableContext items={ids} strategy={verticalListSortingStrategy}>
        {children(shown)}
      </SortableContext>
      <Refusal reasons={reasons} />
    </DndContext>
  );
}

const INSTRUCTIONS = { draggable: "Space picks it up, the arrow keys move it, Space puts it down, Escape leaves it." };

function sorted<Item extends { readonly id: string }>(items: readonly Item[], order: readonly string[] | null) {
  if (!order) return items;
  const place = (id: string) => (order.includes(id) ? order.indexOf(id) : order.length);
  return [...items].sort((one, other) => place(one.id) - place(other.id));
}

function announcements<Item extends { readonly id: string }>(items: readonly Item[], nameOf: (item: Item) => string) {
  const name = (id: unknown) => {
    const item = items.find((each) => each.id === id);
    return item ? nameOf(item) : "It";
  };
  const place = (id: unknown) => items.findIndex((each) => each.id === id) + 1;
  return {
    onDragStart: ({ active }: { active: { id: unknown } }) => `${name(active.id)} is picked up.`,
    onDragOver: ({ active, over }: { active: { id: unknown }; over: { id: unknown } | null }) =>
      over ? `${name(active.id)} would be at place ${place(over.id)}.` : undefined,
    onDragEnd: ({ active, over }: { active: { id: unknown }; over: { id: unknown } | null }) =>
      over ? `${name(active.id)} is at place ${place(over.id)}.` : `${name(active.id)} stays where it was.`,
    onDragCancel: ({ active }: { active: { id: unknown } }) => `${name(active.id)} stays where it was.`,
  };
}

/** What makes a row of a `Sortable` move, and the grip by which it is taken. */
export function useSortableRow(
  id: string,
  name: string,
  isFixed = false,
): { readonly ref: Ref<never>; readonly style: CSSProperties; readonly grip: ReactNode } {
  const { setNodeRef, transform, transition, attributes, listeners, isDragging, setActivatorNodeRef } = useSortable({
    id,
    disabled: isFixed,
  });
  const style: CSSProperties = {
    transform: transform ? `translate3d(0, ${Math.round(transform.y)}px, 0)` : undefined,
    transition,
    ...(isDragging ? { position: "relative", zIndex: 2, background: "var(--raised)", boxShadow: "var(--shadow)" } : {}),
  };
  const grip = isFixed ? null : (
    <button
      type="button"
      ref={setActivatorNodeRef}
      className="edit-grip"
      {...attributes}
      {...listeners}
      aria-label={`Move ${name}`}
      title="Drag, or Space and the arrow keys"
    >
      <GripVertical aria-hidden />
    </button>
  );
  return { ref: setNodeRef as unknown as Ref<never>, style, grip };
}
