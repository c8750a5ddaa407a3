import { useDraggable } from "@dnd-kit/core";
import { classes, Icon, IconButton } from "@sayso/app-kit";
import { EyeOff, GripVertical, Pin } from "lucide-react";
import { type CSSProperties, memo, type ReactNode, useMemo, useState } from "react";
import { componentNamed } from "../../../spec/components";
import {
  type Container,
  isContainer,
  isSlot,
  type LayoutNode,
  type Path,
  pathFrom,
  samePath,
} from "../../../spec/layout/nodes";
import { inOrder, shownAt } from "../../../spec/layout/placement";
import { componentWords, nodeIcon, nodeLabel } from "../words";
import { useDragged } from "./dragging";
import { useChosenChild, useGround, useIsChosen } from "./ground";
import { Sketch } from "./Sketch";

type Axis = "x" | "y" | "tabs";

export interface BoxProps {
  readonly node: LayoutNode;
  /** The path to it, as a key. */
  readonly at: string;
  /** The axis along which the box around it lays out its children. */
  readonly around: Axis | null;
}

/** A part of the layout at the width that is shown; what is hidden there is a line that says so. */
export const Box = memo(function Box({ node, at, around }: BoxProps): ReactNode {
  const { device, mayEdit } = useGround();
  const isChosen = useIsChosen(at);
  const dragged = useDragged();
  const label = nodeLabel(node);
  const path = useMemo(() => pathFrom(at), [at]);
  const isRoot = at === "";
  const { setNodeRef, setActivatorNodeRef, listeners, attributes } = useDraggable({
    id: `node:${at}`,
    disabled: !mayEdit || isRoot,
    data: { dragged: { what: "node", path, label } },
  });
  const shown = shownAt(node, device);
  const isLifted = dragged?.what === "node" && samePath(dragged.path, path);
  const axis: Axis =
    shown.direction === "row" || shown.direction === "sidebar" || (shown.direction === "grid" && shown.columns !== 1)
      ? "x"
      : "y";
  return (
    <div
      ref={setNodeRef}
      className={classes("pages-box", isSlot(node) && "pages-slot")}
      data-node={at}
      data-kind={isSlot(node) ? "slot" : "container"}
      data-axis={axis}
      data-around={around ?? undefined}
      data-count={isContainer(node) ? node.children.length : undefined}
      data-root={isRoot || undefined}
      data-chosen={isChosen || undefined}
      data-lifted={isLifted || undefined}
      data-hidden={shown.hidden || undefined}
      style={shareOf(node, around, shown.order)}
      {...(mayEdit && !isRoot ? listeners : {})}
    >
      <Head node={node} path={path} isChosen={isChosen} isHidden={shown.hidden}>
        {mayEdit && !isRoot && isChosen && (
          <IconButton
            label={`Move ${label}`}
            size="small"
            className="pages-grip"
            ref={setActivatorNodeRef}
            {...attributes}
          >
            <GripVertical aria-hidden />
          </IconButton>
        )}
      </Head>
      {!shown.hidden &&
        (isSlot(node) ? <Content name={node.component} /> : <Children box={node} at={at} axis={axis} />)}
    </div>
  );
});

interface HeadProps {
  readonly node: LayoutNode;
  readonly path: Path;
  readonly isChosen: boolean;
  readonly isHidden: boolean;
  readonly children: ReactNode;
}

function Head({ node, path, isChosen, isHidden, children }: HeadProps): ReactNode {
  const { spec, title, choose } = useGround();
  const label = path.length === 0 ? title : nodeLabel(node);
  return (
    <div className="pages-box-head">
      <button type="button" className="pages-name" aria-pressed={isChosen} onClick={() => choose(path)}>
        <Icon name={nodeIcon(spec, node)} />
        <span className="truncate" dir="auto">
          {label}
        </span>
        {isHidden && (
          <span className="pages-note">
            <EyeOff aria-hidden /> hidden
          </span>
        )}
        {isSlot(node) && node.sticky && (
          <span className="pages-note">
            <Pin aria-hidden /> stays
          </span>
        )}
      </button>
      {children}
    </div>
  );
}

function Content({ name }: { readonly name: string }): ReactNode {
  const { spec } = useGround();
  const component = componentNamed(spec, name);
  return (
    <>
      <p className="pages-kind">
        {componentWords(spec, name)}
        {component?.variant ? ` · ${component.variant}` : ""}
      </p>
      {component && <Sketch spec={spec} component={component} />}
    </>
  );
}

interface ChildrenProps {
  readonly box: Container;
  readonly at: string;
  readonly axis: Axis;
}

function Children({ box, at, axis }: ChildrenProps): ReactNode {
  const { device } = useGround();
  const children = box.children.map((node, place) => ({ node, at: below(at, place) }));
  if (box.direction === "tabs") return <TabbedChildren box={box} at={at} axis={axis} />;
  const { direction, columns } = shownAt(box, device);
  return (
    <div className="pages-children" data-direction={direction} style={gridOf(columns)}>
      {children.length === 0 && <p className="pages-empty">Nothing is here yet. Drag something in, or add it.</p>}
      {inOrder(children, device).map((child) => (
        <Box key={child.at} {...child} around={axis} />
      ))}
    </div>
  );
}

/** Tabs show the one that is chosen; dragging over another opens it. */
function TabbedChildren({ box, at }: ChildrenProps): ReactNode {
  const { choose } = useGround();
  const dragged = useDragged();
  const within = useChosenChild(at);
  const [open, setOpen] = useState(within ?? 0);
  const [seen, setSeen] = useState(within);
  if (seen !== within) {
    setSeen(within);
    if (within !== null) setOpen(within);
  }
  const place = Math.min(open, box.children.length - 1);
  const shown = box.children[place];
  return (
    <>
      <div className="pages-tabs">
        {box.children.map((child, position) => (
          <button
            // biome-ignore lint/suspicious/noArrayIndexKey: a tab is told apart by its place
            key={position}
            type="button"
            aria-pressed={position === place}
            onClick={() => {
              setOpen(position);
              choose(pathFrom(below(at, position)));
            }}
            onMouseEnter={() => dragged && setOpen(position)}
          >
            {nodeLabel(child)}
          </button>
        ))}
      </div>
      {shown ? (
        <div className="pages-children" data-direction="column">
          <Box node={shown} at={below(at, place)} around="tabs" />
        </div>
      ) : (
        <p className="pages-empty">No tab is here yet. Drag something in to make one.</p>
      )}
    </>
  );
}

/** The share of the box around it, by the rules of the app kit's layout.css. */
function shareOf(node: LayoutNode, around: Axis | null, order: number): CSSProperties {
  const { basis, grow, shrink } = node.sizing ?? {};
  const placed = order === 0 ? {} : { order };
  if (around !== "x") return placed;
  const size = basis ?? "0%";
  return { ...placed, flex: `${grow ?? (basis === "auto" ? 0 : 1)} ${shrink ?? 1} ${size}` };
}

function gridOf(columns: number | null): CSSProperties {
  return columns === null ? {} : { gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))` };
}

const below = (at: string, place: number): string => (at === "" ? String(place) : `${at}.${place}`);
