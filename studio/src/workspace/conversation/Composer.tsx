import { IconButton, Kbd } from "@sayso/app-kit";
import { ArrowUp } from "lucide-react";
import { type KeyboardEvent, memo, type ReactNode, useRef } from "react";
import { useWorkspace } from "../state/context";
import { useMessages } from "../state/messages";
import { AboutChip } from "./AboutChip";
import type { Words } from "./outbox";
import { TalkSettings } from "./TalkSettings";

const FIELD = "talk-composer-field";

/** Frames within which the page draws the field, where it was hidden. */
const PATIENCE = 30;

/** Brings the keyboard to where the next message is written, once the page has drawn it. */
export function focusComposer(frames = PATIENCE): void {
  requestAnimationFrame(() => {
    const field = document.getElementById(FIELD);
    if (!(field instanceof HTMLTextAreaElement)) return;
    field.focus();
    if (document.activeElement === field) field.setSelectionRange(field.value.length, field.value.length);
    else if (frames > 0) focusComposer(frames - 1);
  });
}

interface ComposerProps {
  readonly text: string;
  readonly onText: (text: string) => void;
  readonly mayTalk: boolean;
  readonly send: (words: Words) => void;
}

/** Where the next message is written. */
export const Composer = memo(function Composer({ text, onText, mayTalk, send }: ComposerProps): ReactNode {
  const { session, live, about, pointAt } = useWorkspace();
  const recall = useRecall(session.id, text, onText);
  const isWorking = live !== null || session.turn !== null;
  const submit = () => {
    if (text.trim() === "") return;
    send({ text: text.trim(), about });
    onText("");
    pointAt(null);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === "Enter" && !event.shiftKey && !event.altKey) {
      event.preventDefault();
      submit();
    }
    recall(event);
  };
  if (!mayTalk)
    return <p className="text-sm text-muted">You may read this session. Editors of the agency may talk in it.</p>;
  return (
    <form
      className="talk-composer"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <AboutChip />
      <textarea
        id={FIELD}
        className="talk-field"
        aria-label="Message"
        data-search
        aria-describedby={`${FIELD}-hint`}
        rows={1}
        maxLength={200_000}
        placeholder={placeholderOf(about !== null, session.revision > 0)}
        value={text}
        onChange={(event) => onText(event.target.value)}
        onKeyDown={onKeyDown}
      />
      <div className="talk-composer-foot">
        <TalkSettings />
        <p id={`${FIELD}-hint`} className="talk-hint">
          {isWorking ? (
            hintWhile(live?.components.some(({ id, isOpen }) => isOpen && id === about) ?? false)
          ) : (
            <>
              <Kbd>Enter</Kbd> sends, <Kbd>Shift Enter</Kbd> starts a line
            </>
          )}
        </p>
        <IconButton label="Send" type="submit" variant="primary" className="talk-send" disabled={text.trim() === ""}>
          <ArrowUp aria-hidden />
        </IconButton>
      </div>
    </form>
  );
});

function placeholderOf(isAbout: boolean, hasContent: boolean): string {
  if (isAbout) return "What should be different about it?";
  return hasContent ? "What should be different?" : "What do you need?";
}

function hintWhile(isFeedback: boolean): string {
  return isFeedback ? "Changes this one before the next is shown." : "Is worked on after what is at hand.";
}

/** `Up` in an empty field brings back what was said last, and what was said before that; `Down` leads forth. */
function useRecall(session: string, text: string, onText: (text: string) => void) {
  const { data } = useMessages(session);
  const recalled = useRef<{ readonly back: number; readonly text: string } | null>(null);
  return (event: KeyboardEvent<HTMLTextAreaElement>) => {
    const isOwn = text === "" || text === recalled.current?.text;
    if (!isOwn || (event.key !== "ArrowUp" && event.key !== "ArrowDown")) return;
    const said = (data?.items ?? []).filter(({ role }) => role === "user").map((one) => one.text);
    const now = text === "" ? 0 : (recalled.current?.back ?? 0);
    const back = Math.min(said.length, now + (event.key === "ArrowUp" ? 1 : -1));
    if (back < 0 || back === now) return;
    event.preventDefault();
    const found = back === 0 ? "" : (said.at(-back) ?? "");
    recalled.current = { back, text: found };
    onText(found);
  };
}
