import { type CSSProperties, type KeyboardEvent, type ReactNode, useRef, useState } from "react";
import type { BlockView, DashboardView, Tile } from "../types";
import type { Progress } from "../use-follow";
import { BoardTile } from "./BoardTile";
import { type Arrow, COLUMNS, inOrder, stepped, stretched } from "./grid";
import { useArranging } from "./use-arranging";
import { useLayout } from "./use-layout";
import { useSize } from "./use-size";
import { useUndoKey } from "./use-undo-key";

export interface BoardProps {
  readonly dashboard: DashboardView;
  readonly progress: Progress;
  readonly onTalk: (block: BlockView) => void;
  readonly onDetails: (block: BlockView) => void;
}

/** The blocks of a dashboard upon a grid, arranged by pointer and by keyboard. */
export function Board({ dashboard, progress, onTalk, onDetails }: BoardProps): ReactNode {
  const grid = useRef<HTMLDivElement>(null);
  const size = useSize(grid);
  const layout = useLayout(dashboard, size);
  const [said, say] = useState("");
  const nameOf = (id: string) => dashboard.blocks.find((block) => block.id === id)?.title || "The new block";
  const arranging = useArranging({
    grid,
    tiles: layout.tiles,
    size,
    keep: (tiles, block) => {
      const tile = tiles.find((one) => one.block === block);
      say(tile ? `${nameOf(block)} is at ${placeWords(tile)}.` : "");
      layout.keep(tiles, "The dashboard is rearranged.");
    },
    bounced: (block) => say(`${nameOf(block)} is back where it was.`),
  });
  useUndoKey(dashboard.may_edit, () => {
    if (layout.undo()) say("The last arrangement is taken back.");
  });
  const { held, tiles } = arranging;

  const lift = (block: string) => {
    arranging.lift(block);
    say(
      `${nameOf(block)} is lifted. Arrow keys move it, Shift and arrow keys resize it, Enter puts it down, Escape takes it back.`,
    );
  };
  const onGripKey = (event: KeyboardEvent<HTMLElement>, block: string) => {
    if (held?.block !== block || held.by !== "keys") return;
    if (event.key === "Escape") arranging.cancel();
    else if (event.key === "Enter" || event.key === " ") arranging.drop();
    else if (!event.key.startsWith("Arrow")) return;
    else {
      const arrow = event.key as Arrow;
      const next = arranging.step((now, tile) =>
        event.shiftKey ? stretched(tile, arrow, size) : stepped(now, tile, arrow, size),
      );
      say(next ? placeWords(next) : "It does not go further that way.");
    }
    event.preventDefault();
    event.stopPropagation();
  };

  // the order of the page is the order of reading, but nothing is moved about in it while something is held
  const order = inOrder(layout.tiles).map(({ block }) => block);
  const blocks = order.flatMap((id) => dashboard.blocks.filter((block) => block.id === id));
  const target =
    held?.by === "pointer" && !held.isOutside ? tiles.find(({ block }) => block === held.block) : undefined;
  return (
    <>
      <div
        ref={grid}
        className="board-grid"
        data-size={size}
        data-held={held ? held.what : undefined}
        style={{ "--columns": COLUMNS[size] } as CSSProperties}
      >
        {target && <div className="tile-target" style={placeOf(target)} aria-hidden />}
        {blocks.map((block) => {
          const isHeld = held?.block === block.id;
          const isCarried = isHeld && held.by === "pointer" && held.what === "move";
          const tile = (isCarried ? layout.tiles : tiles).find((one) => one.block === block.id);
          return (
            tile && (
              <BoardTile
                key={block.id}
                block={block}
                lines={progress[block.id] ?? []}
                style={{
                  ...placeOf(tile),
                  ...(isCarried ? { transform: `translate(${held.away.x}px, ${held.away.y}px)` } : {}),
                }}
                held={isHeld ? held.by : undefined}
                onTake={arranging.take}
                onLift={() => lift(block.id)}
                onGripKey={(event) => onGripKey(event, block.id)}
                onGripLeft={() => held?.block === block.id && held.by === "keys" && arranging.drop()}
                onTalk={() => onTalk(block)}
                onDetails={() => onDetails(block)}
              />
            )
          );
        })}
      </div>
      <p className="sr-only" role="status" aria-live="assertive">
        {said}
      </p>
    </>
  );
}

function placeOf({ x, y, w, h }: Tile): CSSProperties {
  return { gridColumn: `${x + 1} / span ${w}`, gridRow: `${y + 1} / span ${h}` };
}

function placeWords({ x, y, w, h }: Tile): string {
  return `column ${x + 1}, row ${y + 1}, ${w} wide and ${h} high`;
}
