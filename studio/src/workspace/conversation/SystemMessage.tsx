import { Button } from "@sayso/app-kit";
import { CircleSlash, RotateCcw } from "lucide-react";
import type { ReactNode } from "react";
import { LeftOut } from "../../modules/spreadsheet/LeftOut";
import type { Message, Said } from "../state/messages";
import { useMessages } from "../state/messages";
import { Moment } from "./Moment";
import type { Words } from "./outbox";
import { aboutOf, answersOf } from "./payload";
import { useTalking } from "./talking";

interface SystemMessageProps {
  readonly message: Message;
  readonly isLast: boolean;
}

/** What happened to the conversation itself; the last one offers to try again. */
export function SystemMessage({ message, isLast }: SystemMessageProps): ReactNode {
  const { text, at, turn } = message;
  const { session } = useTalking();
  return (
    <article className="talk-system" aria-label="What happened">
      <CircleSlash aria-hidden className="mt-0.5 size-4 flex-none" />
      <div className="grid justify-items-start gap-1.5">
        <p>
          {text} <Moment at={at} />
        </p>
        <LeftOut session={session} reports={message.payload.spreadsheet} />
        {isLast && turn !== null && <Retry turn={turn} />}
      </div>
    </article>
  );
}

/** Sends the words of a turn again of which nothing came. */
function Retry({ turn }: { readonly turn: number }): ReactNode {
  const { session, mayTalk, send, begin } = useTalking();
  const words = wordsOf(useMessages(session).data, turn);
  if (!mayTalk || !words) return null;
  return (
    <div className="flex flex-wrap gap-1.5">
      <Button size="small" icon={<RotateCcw aria-hidden />} onClick={() => send(words)}>
        Retry
      </Button>
      <Button size="small" variant="ghost" onClick={() => begin(words.text)}>
        Say it in other words
      </Button>
    </div>
  );
}

function wordsOf(said: Said | undefined, turn: number): Words | null {
  const first = said?.items.find((one) => one.turn === turn && one.role === "user");
  if (!first) return null;
  const answers = answersOf(first);
  const asText = answers.length > 0 ? "" : first.text;
  return { text: asText, about: aboutOf(first), answers };
}
