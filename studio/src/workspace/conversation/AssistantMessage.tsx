import { Button, Notice } from "@sayso/app-kit";
import { Link } from "@tanstack/react-router";
import { TriangleAlert, Undo2 } from "lucide-react";
import { type ReactNode, useMemo } from "react";
import { Offers } from "../../shell/Offers";
import { useWorkspace } from "../state/context";
import type { Message } from "../state/messages";
import { Assumptions } from "./Assumptions";
import { Changes } from "./Changes";
import type { Draft } from "./drafts";
import { Formatted } from "./Formatted";
import { MessageMeta } from "./MessageMeta";
import { type Payload, payloadOf } from "./payload";
import { Questions } from "./Questions";
import { useTalking } from "./talking";

export interface AssistantMessageProps {
  readonly message: Message;
  readonly isLast: boolean;
  readonly answers: Draft["answers"];
  readonly onAnswers: (answers: Draft["answers"]) => void;
}

/** What was replied, what changed with it, and what is open. */
export function AssistantMessage({ message, isLast, answers, onAnswers }: AssistantMessageProps): ReactNode {
  const payload = useMemo(() => payloadOf(message), [message]);
  const { mayTalk } = useTalking();
  const isAsking = isLast && mayTalk;
  return (
    <article className="talk-reply" aria-label="Reply">
      <Formatted text={message.text} />
      <Problem payload={payload} />
      {payload.notices.map((notice) => (
        <Notice key={notice} tone="warning" icon={<TriangleAlert aria-hidden />}>
          {notice}
        </Notice>
      ))}
      <Changes changes={payload.changes} />
      <Assumptions texts={payload.assumptions} />
      <Published payload={payload} />
      {isAsking && (
        <Questions message={message.number} questions={payload.questions} answers={answers} onAnswers={onAnswers} />
      )}
      {!isAsking && payload.questions.length > 0 && (
        <ul className="talk-asked" aria-label="Asked">
          {payload.questions.map(({ text }) => (
            <li key={text}>{text}</li>
          ))}
        </ul>
      )}
      {isAsking && <Suggestions payload={payload} />}
      <div className="talk-reply-foot">
        <MessageMeta message={message} payload={payload} />
        <UndoThis revision={payload.revision} />
      </div>
    </article>
  );
}

/** Why it was not published, and where that is put right. */
function Problem({ payload: { problem, plan } }: { readonly payload: Payload }): ReactNode {
  if (problem === null && plan.length === 0) return null;
  return (
    <p>
      <ReviewLink>{problem ? "See what is in the way" : "See what publishing would do"}</ReviewLink>
    </p>
  );
}

function Published({ payload: { module } }: { readonly payload: Payload }): ReactNode {
  const { session } = useWorkspace();
  if (module === null || session.module?.slug !== module) return null;
  return (
    <p>
      <a className="link" href={session.module.url} target="_blank" rel="noreferrer">
        Open {session.module.name}
      </a>
    </p>
  );
}

function ReviewLink({ children }: { readonly children: ReactNode }): ReactNode {
  const { session } = useTalking();
  return (
    <Link className="link" to="/sessions/$session/{-$tab}" params={{ session, tab: "review" }}>
      {children}
    </Link>
  );
}

/** Sentences that could be sent next, and are by a click. */
function Suggestions({ payload: { suggestions } }: { readonly payload: Payload }): ReactNode {
  const { send } = useTalking();
  if (suggestions.length === 0) return null;
  return <Offers items={suggestions} onChoose={(text) => send({ text })} label="What you could say next" />;
}

/** Takes back what this message changed, as long as that is what was changed last. */
function UndoThis({ revision }: { readonly revision: number | null }): ReactNode {
  const { undo, content } = useTalking();
  if (undo === null || revision === null || revision !== content) return null;
  return (
    <Button size="small" variant="ghost" icon={<Undo2 aria-hidden />} onClick={undo}>
      Undo this
    </Button>
  );
}
