import { LoadProblem } from "@sayso/app-kit";
import { type ReactNode, useCallback, useMemo } from "react";
import { useMay } from "../../api/me";
import { useWorkspace } from "../state/context";
import { useMessages } from "../state/messages";
import { useSuggestedWords } from "../state/suggesting";
import { useUndo } from "../state/use-steps";
import { Composer, focusComposer } from "./Composer";
import { type Draft, useDraft } from "./drafts";
import { Ended } from "./Ended";
import { LinkLine } from "./LinkLine";
import { MessageList } from "./MessageList";
import { MessagesOutline } from "./Outline";
import { useOutbox } from "./outbox";
import { type Talking, TalkingContext } from "./talking";
import { Welcome } from "./Welcome";

/** What was said in the session, what came of it, and where the next thing is said. */
export function Conversation(): ReactNode {
  const { session, spec, live, mayEdit, isFollowing } = useWorkspace();
  const messages = useMessages(session.id);
  const outbox = useOutbox(session.id, isFollowing);
  const [draft, changeDraft] = useDraft(session.id);
  const isEnded = session.status === "cancelled";
  const mayTalk = useMay("modules:write") && !isEnded;
  const { mutate: undo, isPending: isUndoing } = useUndo();
  const begin = useCallback(
    (text: string) => {
      changeDraft({ text });
      focusComposer();
    },
    [changeDraft],
  );
  useSuggestedWords(session.id, begin);
  const onText = useCallback((text: string) => changeDraft({ text }), [changeDraft]);
  const onAnswers = useCallback((answers: Draft["answers"]) => changeDraft({ answers }), [changeDraft]);
  const mayUndo = mayEdit && session.can_undo && !isUndoing;
  const { send } = outbox;
  const talking = useMemo<Talking>(
    () => ({
      session: session.id,
      mayTalk,
      send,
      begin,
      spec,
      undo: mayUndo ? () => undo() : null,
      content: session.content,
    }),
    [session.id, mayTalk, send, begin, spec, mayUndo, undo, session.content],
  );
  const isEmpty = messages.data?.items.length === 0 && outbox.waiting.length === 0 && live === null;
  return (
    <TalkingContext value={talking}>
      <section className="talk" aria-label="Conversation">
        {messages.data && !isEmpty && (
          <MessageList said={messages.data} outbox={outbox} answers={draft.answers} onAnswers={onAnswers} />
        )}
        {isEmpty && <Welcome name={session.name} />}
        {!messages.data && messages.error && (
          <LoadProblem error={messages.error} onRetry={() => void messages.refetch()} />
        )}
        {!messages.data && !messages.error && <MessagesOutline />}
        <div className="talk-foot">
          <LinkLine />
          {isEnded ? (
            <Ended session={session.id} name={session.name} />
          ) : (
            <Composer text={draft.text} onText={onText} mayTalk={mayTalk} send={send} />
          )}
        </div>
      </section>
    </TalkingContext>
  );
}
