import { LoadProblem, Notice } from "@sayso/app-kit";
import { type ReactNode, useEffect, useRef } from "react";
import { RowsSkeleton } from "../../shell/PagedRows";
import { sayToBot } from "../calls";
import { isWorking, useBotAct, useMessages } from "../queries";
import type { BotView } from "../types";
import { Bubble } from "./Bubble";
import { Failed } from "./Failed";
import { Progress } from "./Progress";
import { Questions } from "./Questions";
import { SayBox } from "./SayBox";

export interface TalkProps {
  readonly bot: BotView;
  /** What was said while it is made, the newest last. */
  readonly lines: readonly string[];
  /** What the box begins with when something was pressed that starts a sentence. */
  readonly begun?: string;
}

/** The conversation in which a bot is made and changed: what was said, what is open, and what is being done. */
export function Talk({ bot, lines, begun = "" }: TalkProps): ReactNode {
  const { data: messages, error, refetch } = useMessages(bot.id);
  const say = useBotAct<Parameters<typeof sayToBot>[1]>((said) => sayToBot(bot.id, said), { isQuiet: true });
  const end = useRef<HTMLDivElement>(null);
  const count = messages?.length ?? 0;
  useEffect(() => {
    if (count > 2) end.current?.scrollIntoView({ block: "nearest" });
  }, [count]);
  const works = isWorking(bot);
  const isAsking = bot.stage === "asking" && bot.questions.length > 0;
  if (error && !messages) return <LoadProblem error={error} onRetry={refetch} />;
  return (
    <div className="bot-talk">
      {!messages && <RowsSkeleton label="the conversation" />}
      <ol className="bot-bubbles" aria-label="Conversation">
        {messages?.map((message) => (
          <Bubble key={message.id} message={message} isOpen={isAsking && message.id === messages.at(-1)?.id} />
        ))}
      </ol>
      {works && <Progress bot={bot} lines={lines} />}
      {bot.stage === "failed" && <Failed bot={bot} say={say} />}
      {bot.may_edit && isAsking && (
        <Questions
          key={bot.questions.map(({ id }) => id).join(" ")}
          questions={bot.questions}
          isBusy={say.isPending}
          onSend={say.mutate}
        />
      )}
      {say.error && (
        <Notice tone="danger" title={say.error.message}>
          {say.error.hint ?? "What you wrote is still here. Try again."}
        </Notice>
      )}
      {bot.may_edit && !works && <SayBox bot={bot} say={say} begun={begun} />}
      <div ref={end} />
    </div>
  );
}
