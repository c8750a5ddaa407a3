import { Button } from "@sayso/app-kit";
import type { ReactNode } from "react";
import type { Outgoing } from "./outbox";
import { useTalking } from "./talking";

interface OnItsWayProps {
  readonly one: Outgoing;
  readonly again: (key: string) => void;
  readonly drop: (key: string) => void;
}

/** A message that is being sent, or that did not arrive: then it stays, says why and can be sent again. */
export function OnItsWay({ one, again, drop }: OnItsWayProps): ReactNode {
  const { begin } = useTalking();
  const words = one.text || (one.answers ?? []).map(({ answer }) => answer).join(", ");
  const takeBack = () => {
    drop(one.key);
    begin(one.text);
  };
  return (
    <article className="talk-person" aria-label="Your message" aria-busy={!one.problem}>
      <div className="talk-bubble" data-waiting={!one.problem || undefined}>
        <p className="talk-words" dir="auto">
          {words}
        </p>
      </div>
      {one.problem ? (
        <div role="alert" className="talk-problem">
          <p>
            {one.problem.message} {one.problem.hint}
          </p>
          <div className="flex flex-wrap gap-1.5">
            <Button size="small" onClick={() => again(one.key)}>
              Send again
            </Button>
            <Button size="small" variant="ghost" onClick={takeBack}>
              {one.text ? "Take it back and edit" : "Take it back"}
            </Button>
          </div>
        </div>
      ) : (
        <p className="talk-by">Sending</p>
      )}
    </article>
  );
}
