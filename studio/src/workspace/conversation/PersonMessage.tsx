import { Avatar } from "@sayso/app-kit";
import type { ReactNode } from "react";
import { placeOf } from "../../spec/places";
import { useWorkspace } from "../state/context";
import type { Message } from "../state/messages";
import { Moment } from "./Moment";
import { aboutOf, answersOf } from "./payload";
import { useTalking } from "./talking";

/** What a person said, as it was said. */
export function PersonMessage({ message }: { readonly message: Message }): ReactNode {
  const { text, author, at, turn } = message;
  const answers = answersOf(message);
  const own = ownWords(
    text,
    answers.map(({ answer }) => answer),
  );
  return (
    <article className="talk-person" aria-label={`${author ?? "Somebody"} said`}>
      <p className="talk-by">
        <Avatar name={author ?? "?"} size={18} />
        <span className="truncate">{author ?? "Somebody"}</span>
        <Moment at={at} />
        <Waiting turn={turn} />
      </p>
      <About id={aboutOf(message)} />
      <div className="talk-bubble">
        {own && (
          <p className="talk-words" dir="auto">
            {own}
          </p>
        )}
        {answers.length > 0 && (
          <dl className="grid gap-1">
            {answers.map(({ question, answer }) => (
              <div key={question}>
                <dt className="text-sm text-muted">{question}</dt>
                <dd dir="auto">{answer}</dd>
              </div>
            ))}
          </dl>
        )}
      </div>
    </article>
  );
}

/** Words that stand before the answers, which the text repeats. */
function ownWords(text: string, answers: readonly string[]): string {
  const first = answers[0]?.trim();
  if (!first) return text;
  const at = text.indexOf(first);
  return at < 0 ? text : text.slice(0, at).trim();
}

function About({ id }: { readonly id: string | null }): ReactNode {
  const { spec } = useTalking();
  if (id === null) return null;
  const name = placeOf(spec, id)?.label;
  return name ? <p className="text-xs text-muted">About {name}</p> : null;
}

function Waiting({ turn }: { readonly turn: number | null }): ReactNode {
  const { live } = useWorkspace();
  // the turn at hand is the first one that is open
  return live !== null && turn !== null && turn > live.turn ? (
    <span className="talk-waiting">Waits its turn</span>
  ) : null;
}
