import { DndContext, DragOverlay, pointerWithin, useDroppable } from "@dnd-kit/core";
import { type ReactNode, useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import { createPortal } from "react-dom";
import type { ComponentKind } from "../../../spec/components";
import { type Drop, inserted, moved } from "../../../spec/layout/changes";
import { type Container, isContainer, nodeAt, type Path, pathKey, slot } from "../../../spec/layout/nodes";
import { useDesigner } from "../designer";
import { nodeLabel } from "../words";
import { Box } from "./Box";
import { DeviceSwitch } from "./DeviceSwitch";
import { DraggingContext } from "./dragging";
import { Chosen, GroundContext, type Ground as GroundShared } from "./ground";
import { NewComponent } from "./NewComponent";
import { Palette } from "./Palette";
import { type Dragged, HOW_TO_MOVE, useDragging } from "./use-dragging";

interface Adding {
  readonly kind: ComponentKind;
  readonly drop: Drop;
}

const SILENT = {
  onDragStart: () => undefined,
  onDragOver: () => undefined,
  onDragEnd: () => undefined,
  onDragCancel: () => undefined,
};

/** The page as it will be laid out at one width, to rearrange and to add to. */
export function Canvas(): ReactNode {
  const { spec, page, layout, path, drawer, choose, lay, device, mayEdit } = useDesigner();
  const canvas = useRef<HTMLDivElement>(null);
  const [adding, setAdding] = useState<Adding | null>(null);
  const onDrop = (dragged: Dragged, drop: Drop) => {
    if (dragged.what === "kind") return setAdding({ kind: dragged.kind, drop });
    const next =
      dragged.what === "node"
        ? moved(layout, dragged.path, drop, labelAt(layout, dragged.path))
        : inserted(layout, drop, slot(dragged.name), dragged.label);
    if (next) void lay(next.tree, next.path);
  };
  const key = pathKey(path);
  const [chosen] = useState(() => new Chosen());
  const choosing = useRef(choose);
  useLayoutEffect(() => {
    choosing.current = choose;
    chosen.set(drawer === null ? key : null);
  });
  const ground = useMemo<GroundShared>(
    () => ({ spec, title: page.title, device, mayEdit, chosen, choose: (to) => choosing.current(to) }),
    [spec, page.title, device, mayEdit, chosen],
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is chosen anew, on any page, comes into sight
  useEffect(() => {
    if (key) canvas.current?.querySelector(`[data-node="${key}"]`)?.scrollIntoView({ block: "nearest" });
  }, [key, page.id]);
  const { sensors, handlers, dragged, line, said } = useDragging({ canvas, layout, onDrop });
  const atChosen = useCallback(() => besideChosen(layout, path), [layout, path]);
  return (
    <DndContext
      sensors={sensors}
      collisionDetection={pointerWithin}
      accessibility={{ announcements: SILENT, screenReaderInstructions: { draggable: HOW_TO_MOVE } }}
      {...handlers}
    >
      <DraggingContext value={dragged}>
        <div className="pages-canvas-head">
          <DeviceSwitch />
          {mayEdit && (
            <Palette
              onAdd={(kind) => setAdding({ kind, drop: atChosen() })}
              onPlace={(name, label) => onDrop({ what: "component", name, label }, atChosen())}
            />
          )}
        </div>
        <Ground>
          <section className="pages-device" data-device={device} ref={canvas} aria-label={`Layout of ${page.title}`}>
            <GroundContext value={ground}>
              <Box node={layout} at="" around={null} />
            </GroundContext>
          </section>
        </Ground>
        <p className="sr-only" role="status">
          {said}
        </p>
        {line && createPortal(<div className="pages-line" style={line} aria-hidden />, document.body)}
        <DragOverlay dropAnimation={null} className="pages-overlay">
          {dragged && <span className="pages-dragged">{dragged.label}</span>}
        </DragOverlay>
      </DraggingContext>
      {adding && <NewComponent kind={adding.kind} drop={adding.drop} onClose={() => setAdding(null)} />}
    </DndContext>
  );
}

/** What scrolls as something is dragged to its edges. */
function Ground({ children }: { readonly children: ReactNode }): ReactNode {
  const { setNodeRef } = useDroppable({ id: "canvas" });
  return (
    <div className="pages-ground" ref={setNodeRef}>
      {children}
    </div>
  );
}

function labelAt(layout: Container, path: Path): string {
  const node = nodeAt(layout, path);
  return node ? nodeLabel(node) : "Tab";
}

/** Where something new goes that is added without being dragged: into the chosen box, else behind the chosen part. */
export function besideChosen(layout: Container, path: Path): Drop {
  const node = nodeAt(layout, path);
  if (node && isContainer(node)) return { kind: "at", parent: path, index: node.children.length };
  const at = path.at(-1);
  if (!node || at === undefined) return { kind: "at", parent: [], index: layout.children.length };
  return { kind: "at", parent: path.slice(0, -1), index: at + 1 };
}
