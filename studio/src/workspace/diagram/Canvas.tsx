import { IconButton } from "@sayso/app-kit";
import {
  type Connection,
  type EdgeChange,
  type EdgeTypes,
  MiniMap,
  type NodeChange,
  type NodeTypes,
  ReactFlow,
  ReactFlowProvider,
  useReactFlow,
  useStore,
} from "@xyflow/react";
import { Maximize, Minus, Plus, Sparkles } from "lucide-react";
import { type KeyboardEvent, type ReactNode, useCallback, useEffect, useRef } from "react";
import { focusPanel } from "../editing/focus";
import type { DrawnBox, DrawnLine } from "./drawing";
import { useDrawing } from "./drawing";
import type { Positions } from "./positions";

export interface CanvasProps {
  /** What the diagram is of, for people who cannot see it. */
  readonly label: string;
  readonly boxes: readonly DrawnBox[];
  readonly lines: readonly DrawnLine[];
  readonly boxTypes: NodeTypes;
  readonly lineTypes: EdgeTypes;
  readonly positions: Positions;
  readonly selected: string | null;
  readonly onSelect: (id: string | null) => void;
  /** The box or line to bring into view; another `turn` asks again for the same one. */
  readonly goal: { readonly id: string; readonly turn: number; readonly focus: boolean } | null;
  /** Draws a line by hand; without it, none can be drawn. */
  readonly onConnect?: ((from: string, to: string) => void) | undefined;
}

const FIT = { padding: 0.08, maxZoom: 1.1, minZoom: 0.15 };
const WORDS = {
  "node.a11yDescription.default": "Enter opens its details. Space selects it, and the arrow keys then move it.",
  "node.a11yDescription.keyboardDisabled":
    "Enter opens its details. Space selects it, and the arrow keys then move it.",
  "edge.a11yDescription.default": "Enter opens its details.",
};

/** A diagram with zoom, a map and a keyboard; what it shows is for those who use it. */
export function Canvas(props: CanvasProps): ReactNode {
  return (
    <ReactFlowProvider>
      <Flow {...props} />
    </ReactFlowProvider>
  );
}

function Flow(props: CanvasProps): ReactNode {
  const { label, boxes, lines, boxTypes, lineTypes, positions, selected, onSelect, goal, onConnect } = props;
  const { nodes, edges, drag, drop } = useDrawing(boxes, lines, positions, selected);
  const chosen = useRef(selected);
  chosen.current = selected;
  const flow = useReactFlow();
  const frame = useRef<HTMLElement>(null);
  const distance = useStore(({ transform: [, , zoom] }) => (zoom < 0.36 ? "map" : zoom < 0.55 ? "far" : undefined));

  const onChange = useCallback(
    (changes: readonly (NodeChange | EdgeChange)[]) => {
      for (const change of changes) {
        if (change.type === "position" && "position" in change && change.position) {
          if (change.dragging) drag(change.id, change.position);
          else drop(change.id, change.position);
        }
        if (change.type !== "select") continue;
        if (change.selected) {
          chosen.current = change.id;
          onSelect(change.id);
        } else if (chosen.current === change.id) {
          chosen.current = null;
          onSelect(null);
        }
      }
    },
    [drag, drop, onSelect],
  );
  const connect = useCallback(({ source, target }: Connection) => onConnect?.(source, target), [onConnect]);
  useGoal(goal, frame, boxes, lines);

  return (
    <section
      ref={frame}
      className="diagram"
      aria-label={`${label}. Arrow keys move the view, plus and minus zoom, 0 shows all of it.`}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: the view is moved by keys, so the keyboard has to get here
      tabIndex={0}
      data-distance={distance}
      onKeyDown={(event) => onViewKey(event, flow)}
    >
      <ReactFlow
        nodes={nodes}
        edges={edges}
        nodeTypes={boxTypes}
        edgeTypes={lineTypes}
        onNodesChange={onChange}
        onEdgesChange={onChange}
        onConnect={connect}
        nodesConnectable={onConnect !== undefined}
        onlyRenderVisibleElements
        fitView
        fitViewOptions={FIT}
        minZoom={0.15}
        maxZoom={2}
        connectionRadius={12}
        nodeDragThreshold={4}
        nodeClickDistance={4}
        deleteKeyCode={null}
        selectionKeyCode={null}
        multiSelectionKeyCode={null}
        zoomOnDoubleClick={false}
        panOnScroll
        ariaLabelConfig={WORDS}
      >
        {boxes.length > 8 && <MiniMap pannable zoomable ariaLabel="Map of the diagram" className="diagram-map" />}
      </ReactFlow>
      <div className="diagram-tools" role="toolbar" aria-label="View">
        <IconButton label="Zoom in" onClick={() => void flow.zoomIn()}>
          <Plus aria-hidden />
        </IconButton>
        <IconButton label="Zoom out" onClick={() => void flow.zoomOut()}>
          <Minus aria-hidden />
        </IconButton>
        <IconButton label="Show all of it" onClick={() => void flow.fitView(FIT)}>
          <Maximize aria-hidden />
        </IconButton>
        <IconButton
          label="Tidy up"
          disabled={Object.keys(positions.moved).length === 0}
          onClick={() => {
            positions.tidyUp();
            requestAnimationFrame(() => void flow.fitView(FIT));
          }}
        >
          <Sparkles aria-hidden />
        </IconButton>
      </div>
    </section>
  );
}

const STEP = 64;
const PANS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [STEP, 0],
  ArrowRight: [-STEP, 0],
  ArrowUp: [0, STEP],
  ArrowDown: [0, -STEP],
};

/** Moves the view by keys, while the diagram itself has the focus; Enter on something in it opens its details. */
function onViewKey(event: KeyboardEvent, flow: ReturnType<typeof useReactFlow>): void {
  const { id } = (event.target as HTMLElement).dataset;
  if (event.key === "Enter" && id) focusPanel(id);
  if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey || event.altKey) return;
  const pan = PANS[event.key];
  if (pan) {
    const { x, y, zoom } = flow.getViewport();
    const factor = event.shiftKey ? 4 : 1;
    void flow.setViewport({ x: x + pan[0] * factor, y: y + pan[1] * factor, zoom });
  } else if (event.key === "+" || event.key === "=") void flow.zoomIn();
  else if (event.key === "-") void flow.zoomOut();
  else if (event.key === "0") void flow.fitView(FIT);
  else return;
  event.preventDefault();
}

/** Brings what was asked for into the middle, and the focus to it where that was asked for too. */
function useGoal(
  goal: CanvasProps["goal"],
  frame: React.RefObject<HTMLElement | null>,
  boxes: readonly DrawnBox[],
  lines: readonly DrawnLine[],
): void {
  const flow = useReactFlow();
  const isReady = useStore((state) => state.nodes.length > 0 && state.width > 0);
  const latest = useRef({ goal, boxes, lines });
  latest.current = { goal, boxes, lines };
  const asked = goal ? `${goal.id} ${goal.turn}` : null;
  useEffect(() => {
    const { goal, boxes, lines } = latest.current;
    if (!goal || asked === null || !isReady) return;
    const line = lines.find(({ id }) => id === goal.id);
    const ids = line ? [line.from, line.to] : boxes.filter(({ id }) => id === goal.id).map(({ id }) => id);
    if (ids.length === 0) return;
    const wait = requestAnimationFrame(() => {
      void flow.fitView({ nodes: ids.map((id) => ({ id })), maxZoom: 1, minZoom: 0.4, padding: 0.3 });
      if (!goal.focus) return;
      requestAnimationFrame(() => {
        const drawn = [...(frame.current?.querySelectorAll<HTMLElement>("[data-id]") ?? [])];
        drawn.find((one) => one.dataset.id === goal.id)?.focus({ preventScroll: true });
      });
    });
    return () => cancelAnimationFrame(wait);
  }, [asked, isReady, flow, frame]);
}
