import { Button } from "@sayso/app-kit";
import { ArrowDown } from "lucide-react";
import { memo, type ReactNode, useMemo } from "react";
import { useWorkspace } from "../state/context";
import { type Message, type Said, useOlderMessages } from "../state/messages";
import type { Draft } from "./drafts";
import { LiveTurn } from "./LiveTurn";
import { MessageItem } from "./MessageItem";
import { OnItsWay } from "./OnItsWay";
import { inOrder } from "./order";
import type { Outbox } from "./outbox";
import { Rating } from "./Rating";
import { useOlder, useStuckToEnd } from "./scrolling";
import { useTalking } from "./talking";

interface MessageListProps {
  readonly said: Said;
  readonly outbox: Outbox;
  readonly answers: Draft["answers"];
  readonly onAnswers: (answers: Draft["answers"]) => void;
}

/** The messages, the newest at the end; those of before are asked for as one scrolls up. */
export const MessageList = memo(function MessageList({
  said,
  outbox,
  answers,
  onAnswers,
}: MessageListProps): ReactNode {
  const { scroller, content, isAtEnd, toEnd } = useStuckToEnd(outbox.waiting.length);
  const more = useMoreMessages(said);
  const top = useOlder(scroller, said.items[0]?.number ?? 0, more.ask);
  const { live } = useWorkspace();
  const items = useMemo(() => inOrder(said.items), [said.items]);
  const last = items.at(-1);
  const newest = said.items.at(-1)?.number ?? 0;
  const queued = live === null ? items.length : firstBehind(items, live.turn);
  const drawn = (message: Message) => (
    <MessageItem
      key={message.number}
      message={message}
      isLast={message === last || message.turn === open}
      answers={message.turn === open ? answers : NONE}
      onAnswers={onAnswers}
    />
  );
  // a turn with words about its components ends with several replies; all of them are what was said last
  const open = last?.role === "assistant" ? last.turn : null;
  return (
    <div className="talk-scroll">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by the keyboard */}
      <div ref={scroller} className="talk-messages" tabIndex={0} role="log" aria-label="Messages" aria-live="off">
        <div ref={content} className="talk-content">
          {said.older && (
            <div ref={top} className="grid justify-center">
              <Button size="small" variant="ghost" busy={more.isAsking} onClick={more.ask}>
                {more.isAsking ? "Loading what was said before" : "Show what was said before"}
              </Button>
            </div>
          )}
          {items.slice(0, queued).map(drawn)}
          <LiveTurn newest={newest} />
          {items.slice(queued).map(drawn)}
          {outbox.waiting.map((one) => (
            <OnItsWay key={one.key} one={one} again={outbox.again} drop={outbox.drop} />
          ))}
          <Rating />
        </div>
      </div>
      {!isAtEnd && (
        <Button size="small" className="talk-to-end" icon={<ArrowDown aria-hidden />} onClick={toEnd}>
          To the newest
        </Button>
      )}
    </div>
  );
});

const NONE = {};

/** Where what waits behind a turn begins. */
function firstBehind(items: readonly Message[], turn: number): number {
  const found = items.findIndex((one) => (one.turn ?? 0) > turn);
  return found < 0 ? items.length : found;
}

function useMoreMessages(said: Said): { readonly ask: () => void; readonly isAsking: boolean } {
  const { session } = useTalking();
  const { mutate, isPending } = useOlderMessages(session);
  const ask = () => {
    if (said.older && !isPending) mutate(said.older);
  };
  return { ask, isAsking: isPending };
}
