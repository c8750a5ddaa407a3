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
  arrayMove,
  SortableContext,
  sortableKeyboardCoordinates,
  useSortable,
  verticalListSortingStrategy,
} from "@dnd-kit/sortable";
import { IconButton } from "@sayso/app-kit";
import { ArrowDown, ArrowUp, GripVertical, X } from "lucide-react";
import type { ReactNode } from "react";

interface ChainOrderProps {
  readonly models: readonly string[];
  readonly onModels: (models: readonly string[]) => void;
}

/** Models in the order in which they are asked: dragged, moved by keyboard, or by the arrows. */
export function ChainOrder({ models, onModels }: ChainOrderProps): ReactNode {
  const sensors = useSensors(
    useSensor(PointerSensor, { activationConstraint: { distance: 4 } }),
    useSensor(KeyboardSensor, { coordinateGetter: sortableKeyboardCoordinates }),
  );
  const drop = ({ active, over }: DragEndEvent) => {
    if (over && active.id !== over.id)
      onModels(arrayMove([...models], models.indexOf(String(active.id)), models.indexOf(String(over.id))));
  };
  if (models.length === 0) return <p className="text-muted">No model is asked: Sayso itself reads what is said.</p>;
  return (
    <DndContext sensors={sensors} collisionDetection={closestCenter} onDragEnd={drop}>
      <SortableContext items={[...models]} strategy={verticalListSortingStrategy}>
        <ol className="account-order" aria-label="Models in their order">
          {models.map((model, at) => (
            <ModelRow
              key={model}
              model={model}
              isFirst={at === 0}
              isLast={at === models.length - 1}
              onMove={(by) => onModels(arrayMove([...models], at, at + by))}
              onRemove={() => onModels(models.filter((each) => each !== model))}
            />
          ))}
        </ol>
      </SortableContext>
    </DndContext>
  );
}

interface ModelRowProps {
  readonly model: string;
  readonly isFirst: boolean;
  readonly isLast: boolean;
  readonly onMove: (by: number) => void;
  readonly onRemove: () => void;
}

function ModelRow({ model, isFirst, isLast, onMove, onRemove }: ModelRowProps): ReactNode {
  const { setNodeRef, attributes, listeners, transform, transition, isDragging } = useSortable({ id: model });
  const style = {
    transform: transform ? `translate3d(0, ${transform.y}px, 0)` : undefined,
    transition,
    opacity: isDragging ? 0.7 : undefined,
  };
  return (
    <li ref={setNodeRef} style={style}>
      <button type="button" className="account-grip" {...attributes} {...listeners} aria-label={`Drag ${model}`}>
        <GripVertical aria-hidden />
      </button>
      <span className="min-w-0 flex-1 truncate">{model}</span>
      <IconButton label={`Ask ${model} earlier`} disabled={isFirst} onClick={() => onMove(-1)}>
        <ArrowUp aria-hidden />
      </IconButton>
      <IconButton label={`Ask ${model} later`} disabled={isLast} onClick={() => onMove(1)}>
        <ArrowDown aria-hidden />
      </IconButton>
      <IconButton label={`Remove ${model}`} onClick={onRemove}>
        <X aria-hidden />
      </IconButton>
    </li>
  );
}
