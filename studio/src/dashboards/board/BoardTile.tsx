import { GripVertical } from "lucide-react";
import { type CSSProperties, type KeyboardEvent, type PointerEvent, type ReactNode, useRef, useState } from "react";
import { BlockCard } from "../block/BlockCard";
import { BlockMenu } from "../block/BlockMenu";
import { insteadOf } from "../block/Instead";
import { MoveDialog } from "../block/MoveDialog";
import { isAtWork, isOld, workOf } from "../block/marks";
import { Strip } from "../block/Strip";
import type { BlockView } from "../types";
import type { Arranging } from "./use-arranging";

export interface BoardTileProps {
  readonly block: BlockView;
  readonly lines: readonly string[];
  readonly style: CSSProperties;
  readonly held: "pointer" | "keys" | undefined;
  readonly onTake: Arranging["take"];
  readonly onLift: () => void;
  readonly onGripKey: (event: KeyboardEvent<HTMLElement>) => void;
  readonly onGripLeft: () => void;
  readonly onTalk: () => void;
  readonly onDetails: () => void;
}

/** A block in its place on the grid, with what it is taken hold of by. */
export function BoardTile(props: BoardTileProps): ReactNode {
  const { block, lines, style, held, onTake, onLift, onGripKey, onGripLeft, onTalk, onDetails } = props;
  const card = useRef<HTMLElement>(null);
  const grip = useRef<HTMLButtonElement>(null);
  const [isLeaving, leave] = useState(false);
  const { id, version, may_edit: mayEdit } = block;
  const said = { block, lines, onTalk, onDetails };
  const take = (event: PointerEvent<HTMLElement>, what: "move" | "resize") => mayEdit && onTake(event, id, what);
  const onHead = (event: PointerEvent<HTMLElement>) => {
    const pressed = event.target as HTMLElement;
    // a finger on the head scrolls; the grip is there for moving
    if (event.pointerType === "touch" || !pressed.closest(".tile-head") || pressed.closest("button, a")) return;
    take(event, "move");
  };
  return (
    <div
      className="board-tile"
      data-block={id}
      style={style}
      data-held={held}
      data-editable={mayEdit || undefined}
      onPointerDown={onHead}
    >
      <BlockCard
        ref={card}
        block={block}
        drawnBy={`/api/v1/blocks/${id}/versions/${version}/card.js`}
        isOld={isOld(block)}
        isRefreshing={block.is_refreshing && !isAtWork(block)}
        waiting={isAtWork(block) ? workOf(block, lines) : "Waiting for its first data"}
        instead={insteadOf(said)}
        strip={<Strip {...said} />}
        onMisfit={onDetails}
        grip={
          mayEdit && (
            <button
              ref={grip}
              type="button"
              className="tile-grip"
              data-no-export
              aria-label={`Move or resize ${block.title || "the new block"}`}
              aria-pressed={held === "keys"}
              title="Drag to move. With the keyboard: Enter, then arrow keys"
              onPointerDown={(event) => take(event, "move")}
              onClick={(event) => event.detail === 0 && held !== "keys" && onLift()}
              onKeyDown={onGripKey}
              onBlur={onGripLeft}
            >
              <GripVertical aria-hidden />
            </button>
          )
        }
        menu={
          <BlockMenu
            block={block}
            onTalk={onTalk}
            onDetails={onDetails}
            onTakeAway={() => leave(true)}
            picture={() => card.current}
            onMove={() => {
              // the menu gives the focus back to its button first
              setTimeout(() => {
                grip.current?.focus();
                onLift();
              }, 50);
            }}
          />
        }
      />
      {isLeaving && <MoveDialog block={block} onClose={() => leave(false)} />}
      {mayEdit && (
        <div className="tile-corner" aria-hidden data-no-export onPointerDown={(event) => take(event, "resize")} />
      )}
    </div>
  );
}
