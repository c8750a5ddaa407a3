import { classes, Icon } from "@sayso/app-kit";
import { ChevronRight } from "lucide-react";
import { type ReactNode, useEffect, useMemo, useRef } from "react";
import { isContainer, pathKey } from "../../../spec/layout/nodes";
import { useDesigner } from "../designer";
import { nodeIcon, nodeLabel } from "../words";
import { type TreeRow, useTree } from "./use-tree";

export interface LayoutTreeProps {
  /** Changes when the chosen part is to get the focus. */
  readonly focusTurn: number;
}

/** The layout of the page as a tree; arrows walk, Alt and arrows move what is chosen. */
export function LayoutTree({ focusTurn }: LayoutTreeProps): ReactNode {
  const { page } = useDesigner();
  const { rows, chosen, onKeyDown, toggle, choose } = useTree();
  const list = useRef<HTMLDivElement>(null);
  const isWithin = useRef(false);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the focus follows what is chosen, and each new turn
  useEffect(() => {
    if (!isWithin.current && focusTurn === 0) return;
    const row = list.current?.querySelector<HTMLElement>("[aria-selected=true]");
    row?.focus({ preventScroll: true });
    row?.scrollIntoView({ block: "nearest" });
  }, [chosen, focusTurn]);

  return (
    <div
      ref={list}
      role="tree"
      aria-label={`Layout of ${page.title}`}
      className="pages-tree"
      onKeyDown={onKeyDown}
      onFocus={() => {
        isWithin.current = true;
      }}
      onBlur={(event) => {
        isWithin.current = event.currentTarget.contains(event.relatedTarget);
      }}
    >
      {rows.map((row) => (
        <Row key={row.key} row={row} isChosen={row.key === chosen} toggle={toggle} choose={choose} />
      ))}
    </div>
  );
}

interface RowProps {
  readonly row: TreeRow;
  readonly isChosen: boolean;
  readonly toggle: (key: string) => void;
  readonly choose: (row: TreeRow) => void;
}

function Row({ row, isChosen, toggle, choose }: RowProps): ReactNode {
  const { spec, page } = useDesigner();
  const { node, path, isOpen } = row;
  const label = path.length === 0 ? `${page.title} (${nodeLabel(node).toLowerCase()})` : nodeLabel(node);
  const hidden = useMemo(() => hiddenWords(node.responsive), [node.responsive]);
  return (
    <div
      role="treeitem"
      aria-level={path.length + 1}
      aria-selected={isChosen}
      {...(isContainer(node) ? { "aria-expanded": isOpen } : {})}
      aria-label={hidden ? `${label}, ${hidden}` : label}
      tabIndex={isChosen ? 0 : -1}
      data-path={pathKey(path)}
      className={classes("pages-tree-row", isChosen && "pages-tree-chosen")}
      style={{ paddingInlineStart: `${0.375 + path.length * 0.875}rem` }}
      onClick={() => choose(row)}
      onKeyDown={() => undefined}
    >
      <button
        type="button"
        tabIndex={-1}
        aria-hidden
        className={classes("pages-fold", !isContainer(node) && "invisible")}
        data-open={isOpen}
        onClick={(event) => {
          event.stopPropagation();
          toggle(row.key);
        }}
      >
        <ChevronRight />
      </button>
      <Icon name={nodeIcon(spec, node)} />
      <span className="truncate" dir="auto">
        {label}
      </span>
      {hidden && <span className="pages-tree-note">{hidden}</span>}
    </div>
  );
}

function hiddenWords(responsive: TreeRow["node"]["responsive"]): string {
  const names = { mobile: "phone", tablet: "tablet", desktop: "desktop" } as const;
  const at = (["mobile", "tablet", "desktop"] as const).filter((device) => responsive?.[device]?.hidden);
  return at.length > 0 ? `not on ${at.map((device) => names[device]).join(", ")}` : "";
}
