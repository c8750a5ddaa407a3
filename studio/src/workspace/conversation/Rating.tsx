import { type ReactNode, useState } from "react";
import { useWorkspace } from "../state/context";
import { useChangeSession } from "./TalkSettings";
import { useTalking } from "./talking";

const MARKS = [
  [1, "Not at all"],
  [2, "Hardly"],
  [3, "So-so"],
  [4, "Well"],
  [5, "Very well"],
] as const;

/** Asks, once a module was published, how well that went; a figure is all that is sent. */
export function Rating(): ReactNode {
  const { session } = useWorkspace();
  const { mayTalk } = useTalking();
  const change = useChangeSession(session.id);
  const [isAway, setAway] = useState(false);
  if (session.status !== "complete" || !mayTalk || isAway) return null;
  if (session.satisfaction !== null) {
    return change.isSuccess ? (
      <p className="talk-rating" role="status">
        Thank you. You gave this {session.satisfaction} of 5.
      </p>
    ) : null;
  }
  return (
    <fieldset className="talk-rating">
      <legend className="float-left mr-2">How well did this go?</legend>
      {MARKS.map(([mark, word]) => (
        <button
          key={mark}
          type="button"
          className="talk-mark"
          aria-label={`${mark} of 5: ${word}`}
          title={word}
          disabled={change.isPending}
          onClick={() => change.mutate({ satisfaction: mark })}
        >
          {mark}
        </button>
      ))}
      <button type="button" className="link ml-auto" onClick={() => setAway(true)}>
        Not now
      </button>
    </fieldset>
  );
}
