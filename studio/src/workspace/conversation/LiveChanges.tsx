import { memo, type ReactNode } from "react";
import { counted } from "./words";

interface LiveChangesProps {
  readonly sentences: readonly string[];
  readonly elements: readonly (string | null)[];
  readonly isCut: boolean;
}

/** As many as fit without pushing the conversation away; the message at the end has them all. */
const MOST_SHOWN = 6;

/** Changes one after the other as they are made, the newest at the end. */
export const LiveChanges = memo(function LiveChanges({ sentences, isCut }: LiveChangesProps): ReactNode {
  if (sentences.length === 0 && !isCut) return null;
  const hidden = Math.max(0, sentences.length - MOST_SHOWN);
  return (
    <div className="talk-changes">
      {hidden > 0 && <p className="text-sm text-muted">{counted(hidden, "change")} before these</p>}
      <ul>
        {sentences.slice(hidden).map((sentence, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: changes only come at the end
          <li key={hidden + place} className="talk-fresh">
            {sentence}
          </li>
        ))}
      </ul>
      {isCut && <p className="text-sm text-muted">Some changes are too long to be told here; the reply names them.</p>}
    </div>
  );
});
