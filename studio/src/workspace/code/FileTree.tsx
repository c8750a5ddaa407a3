import { classes, useMedia } from "@sayso/app-kit";
import { useVirtualizer } from "@tanstack/react-virtual";
import { ChevronRight } from "lucide-react";
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from "react";
import { FileIcon, Marks } from "./marks";
import type { Row } from "./tree";

const LONG = 150;

interface FileTreeProps {
  readonly rows: readonly Row[];
  readonly open: string | null;
  readonly unsaved: readonly string[];
  readonly onOpen: (path: string) => void;
  readonly onFold: (path: string, isOpen: boolean) => void;
}

/** Files in their folders. One stop of the keyboard; arrows walk, right and left open and close, letters jump. */
export function FileTree({ rows, open, unsaved, onOpen, onFold }: FileTreeProps): ReactNode {
  const id = useId();
  const [chosen, choose] = useState<string | null>(open);
  const frame = useRef<HTMLDivElement>(null);
  const height = useMedia("(pointer: coarse)") ? 44 : 28;
  const list = useVirtualizer({
    count: rows.length,
    getScrollElement: () => frame.current,
    estimateSize: () => height,
    overscan: 12,
  });
  const at = Math.max(
    0,
    rows.findIndex(({ path }) => path === (chosen ?? open)),
  );
  useEffect(() => choose(open), [open]);
  useEffect(() => {
    const place = rows.findIndex(({ path }) => path === open);
    if (place >= 0) list.scrollToIndex(place, { align: "auto" });
  }, [open, rows, list]);

  const go = (place: number) => {
    const row = rows[Math.min(Math.max(place, 0), rows.length - 1)];
    if (!row) return;
    choose(row.path);
    list.scrollToIndex(rows.indexOf(row), { align: "auto" });
  };
  const act = (row: Row) => (row.file ? onOpen(row.path) : onFold(row.path, !row.isOpen));
  const press = (event: KeyboardEvent) => {
    const row = rows[at];
    if (!row || event.ctrlKey || event.metaKey || event.altKey) return;
    const fold = (isOpen: boolean) => onFold(row.path, isOpen);
    const parent = rows.findIndex(({ path }) => path === row.parent);
    const moves = new Map<string, () => void>([
      ["ArrowDown", () => go(at + 1)],
      ["ArrowUp", () => go(at - 1)],
      ["Home", () => go(0)],
      ["End", () => go(rows.length - 1)],
      ["Enter", () => act(row)],
      [" ", () => act(row)],
      ["ArrowRight", () => (row.file || row.isOpen ? go(at + 1) : fold(true))],
      ["ArrowLeft", () => (row.isOpen && !row.file ? fold(false) : go(parent))],
    ]);
    const move = moves.get(event.key) ?? (event.key.length === 1 ? () => jump(event.key) : null);
    if (!move) return;
    event.preventDefault();
    move();
  };
  const jump = (letter: string) => {
    const following = [...rows.slice(at + 1), ...rows.slice(0, at)];
    const found = following.find(({ name }) => name.toLowerCase().startsWith(letter.toLowerCase()));
    if (found) go(rows.indexOf(found));
  };

  const shown =
    rows.length > LONG
      ? list.getVirtualItems().map(({ index, start }) => ({ index, start }))
      : rows.map((_, index) => ({ index, start: index * height }));
  return (
    <div
      ref={frame}
      role="tree"
      aria-label="Files"
      tabIndex={0}
      aria-activedescendant={rows.length > 0 ? `${id}-${at}` : undefined}
      className="code-tree"
      onKeyDown={press}
    >
      <div className="relative" style={{ height: rows.length * height }}>
        {shown.map(({ index, start }) => {
          const row = rows[index];
          if (!row) return null;
          return (
            <TreeRow
              key={row.path}
              id={`${id}-${index}`}
              row={row}
              top={start}
              height={height}
              isChosen={index === at}
              isOpenFile={row.path === open}
              isUnsaved={unsaved.includes(row.path)}
              onPress={() => {
                choose(row.path);
                act(row);
              }}
            />
          );
        })}
      </div>
    </div>
  );
}

interface TreeRowProps {
  readonly id: string;
  readonly row: Row;
  readonly top: number;
  readonly height: number;
  readonly isChosen: boolean;
  readonly isOpenFile: boolean;
  readonly isUnsaved: boolean;
  readonly onPress: () => void;
}

function TreeRow({ id, row, top, height, isChosen, isOpenFile, isUnsaved, onPress }: TreeRowProps): ReactNode {
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: keys go to the tree, which has the focus
    <div
      id={id}
      role="treeitem"
      tabIndex={-1}
      aria-level={row.level}
      aria-posinset={row.position}
      aria-setsize={row.siblings}
      aria-selected={isOpenFile}
      aria-expanded={row.file ? undefined : row.isOpen}
      className={classes("code-row", isOpenFile && "code-row-open", isChosen && "code-row-chosen")}
      style={{ top, height, paddingInlineStart: `${(row.level - 1) * 0.875 + 0.5}rem` }}
      title={row.path}
      onClick={onPress}
    >
      {row.file ? (
        <FileIcon path={row.path} />
      ) : (
        <ChevronRight aria-hidden data-open={row.isOpen} className="code-fold" />
      )}
      <span className="truncate">{row.name}</span>
      {row.file ? <Marks file={row.file} isUnsaved={isUnsaved} /> : <span className="code-count">{row.count}</span>}
    </div>
  );
}
