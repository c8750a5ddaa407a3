import { type ReactNode, useEffect, useRef, useState } from "react";
import { findElement } from "../../../spec/lookup";
import type { AppSpec, Entity } from "../../../spec/types";
import { focusElement } from "../../editing/focus";
import type { Selection } from "../../editing/selection";
import { EntitySection } from "./EntitySection";

export interface TablesProps {
  readonly spec: AppSpec;
  readonly selection: Selection;
}

/** Up to so many entities are shown open to begin with; of more, those that are asked for. */
const OPEN = 6;

/** Every entity as a table of its fields: the diagram in words. */
export function Tables({ spec, selection }: TablesProps): ReactNode {
  const { at, goal } = selection;
  const frame = useRef<HTMLDivElement>(null);
  const [toggled, setToggled] = useState<ReadonlyMap<string, boolean>>(new Map());
  const owners = ownersOf(spec, at).join(" ");
  useEffect(() => {
    if (owners !== "")
      setToggled((before) => new Map([...before, ...owners.split(" ").map((id) => [id, true] as const)]));
  }, [owners]);
  const isOpen = (entity: Entity) =>
    toggled.get(entity.id) ?? (owners.includes(entity.id) || spec.entities.length <= OPEN);
  const asked = goal ? `${goal.id} ${goal.turn}` : null;
  useEffect(() => {
    if (!goal || asked === null) return;
    const wait = requestAnimationFrame(() => focusElement(frame.current, goal.id));
    return () => cancelAnimationFrame(wait);
  }, [asked, goal]);

  return (
    <div ref={frame} className="data-tables">
      {spec.entities.map((entity) => {
        const open = isOpen(entity);
        return (
          <EntitySection
            key={entity.id}
            entity={entity}
            isOpen={open}
            at={at}
            onToggle={() => setToggled((before) => new Map(before).set(entity.id, !open))}
            select={selection.select}
          />
        );
      })}
    </div>
  );
}

/** The entities that show an element: its own, or the beginning of a relation. */
function ownersOf(spec: AppSpec, at: string | null): readonly string[] {
  const owner = findElement(spec, at)?.owner;
  const link = spec.relationships.find(({ id }) => id === owner);
  const from = link && spec.entities.find(({ name }) => name === link.from);
  return from ? [from.id] : owner ? [owner] : [];
}
