import type { ReactNode } from "react";
import type { Live } from "../state/live";
import type { Preview } from "./use-preview";

interface LiveBarProps {
  readonly live: Live;
  readonly preview: Preview | undefined;
  readonly waiting: readonly string[];
}

/** Says in a line what is being worked on, without moving what is looked at. */
export function LiveBar({ live, preview, waiting }: LiveBarProps): ReactNode {
  return (
    <div className="preview-live" role="status">
      <span className="preview-live-dot" aria-hidden />
      <span className="truncate">{wordsOf(live, preview, waiting.length)}</span>
    </div>
  );
}

function wordsOf(live: Live, preview: Preview | undefined, waiting: number): string {
  if (live.status === "queued") return "Your message is next.";
  const newest = live.components.at(-1);
  if (newest) {
    const title = preview?.components.find(({ id }) => id === newest.id)?.title ?? newest.name;
    const more = waiting === 0 ? "" : waiting === 1 ? " One more is on its way." : ` ${waiting} more are on their way.`;
    if (live.isPaused) return `Paused at ${title}.${more}`;
    return newest.isOpen ? `${title} is ready. Say what to change, or wait.${more}` : `${title} is ready.${more}`;
  }
  return live.sentences.at(-1) ?? "Reading your message.";
}
