import { type ReactNode, useEffect, useRef, useState } from "react";
import { clockText } from "../shared/figures";
import type { LogLine } from "../types";

export interface RunLogProps {
  readonly lines: readonly LogLine[];
  readonly isLive: boolean;
}

const NEAR = 24;

/** The lines that a run wrote; while it goes on it stays at the end, unless somebody reads further up. */
export function RunLog({ lines, isLive }: RunLogProps): ReactNode {
  const box = useRef<HTMLElement>(null);
  const [follows, follow] = useState(true);
  const count = lines.length;
  // biome-ignore lint/correctness/useExhaustiveDependencies: each new line moves the end
  useEffect(() => {
    if (isLive && follows && box.current) box.current.scrollTop = box.current.scrollHeight;
  }, [count, isLive, follows]);
  const onScroll = () => {
    const { scrollTop = 0, scrollHeight = 0, clientHeight = 0 } = box.current ?? {};
    follow(scrollHeight - scrollTop - clientHeight < NEAR);
  };
  if (count === 0) return <p className="panel-empty">{isLive ? "Nothing written yet." : "It wrote nothing."}</p>;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard
    <section className="bot-log" ref={box} tabIndex={0} aria-label="Lines of the log" onScroll={onScroll}>
      <ol aria-live={isLive ? "polite" : undefined}>
        {lines.map(({ text, attempt, at }, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: lines are only ever added, and may be alike
          <li key={place} data-first={attempt !== lines[place - 1]?.attempt || undefined} data-attempt={attempt}>
            <time dateTime={at}>{clockText(at)}</time>
            <span dir="auto">{text}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}
