import { Button } from "@sayso/app-kit";
import { LoaderCircle, Square } from "lucide-react";
import { type ReactNode, useState } from "react";
import { useTold, useWorkspace } from "../state/context";
import type { Ended, Live } from "../state/live";
import { Formatted } from "./Formatted";
import { LiveChanges } from "./LiveChanges";
import { LiveComponents } from "./LiveComponents";
import { useSteer } from "./steering";
import { useTalking } from "./talking";
import { workWords } from "./words";

/** The turn at hand, as it is worked on; one that has ended stays until its message is there. */
export function LiveTurn({ newest }: { readonly newest: number }): ReactNode {
  const { session } = useWorkspace();
  const { followed } = useTold();
  const live = followed.turns[0] ?? null;
  const leaving = followed.ended && followed.ended.message > newest ? followed.ended : null;
  const turn = session.turn;
  const isUnheard = live === null && turn !== null && turn.number > followed.over;
  return (
    <>
      {leaving && <Leaving ended={leaving} />}
      {live && <Working key={live.turn} live={live} reply={followed.reply} />}
      {isUnheard && (
        <p className="talk-working" role="status">
          <LoaderCircle aria-hidden className="size-4 animate-spin motion-reduce:animate-none" />
          Looking how far it is
        </p>
      )}
    </>
  );
}

function Leaving({ ended }: { readonly ended: Ended }): ReactNode {
  return (
    <article className="talk-reply" aria-label="Reply">
      <Formatted text={ended.reply} />
    </article>
  );
}

interface WorkingProps {
  readonly live: Live;
  readonly reply: string;
}

function Working({ live, reply }: WorkingProps): ReactNode {
  const [isStopped, setStopped] = useState(false);
  const steer = useSteer(() => setStopped(false));
  const { mayTalk } = useTalking();
  if (isStopped) {
    return (
      <p className="talk-working" role="status">
        Stopped. Everything stays as it was before.
      </p>
    );
  }
  const stop = () => {
    setStopped(true);
    steer.mutate("cancel");
  };
  return (
    <article className="talk-reply talk-live" aria-label="What is being worked on">
      <div className="talk-working">
        <LoaderCircle aria-hidden className="size-4 flex-none animate-spin motion-reduce:animate-none" />
        <p role="status" className="mr-auto">
          {workWords(live)}
        </p>
        {mayTalk && (
          <Button size="small" icon={<Square aria-hidden />} onClick={stop}>
            Stop
          </Button>
        )}
      </div>
      {live.tries > 1 && (
        <p className="text-sm text-muted">
          This was interrupted and taken up again (attempt {live.tries}). Nothing of it is lost.
        </p>
      )}
      {reply && <Formatted text={reply} />}
      {live.notices.map((notice) => (
        <p key={notice} className="text-sm text-muted">
          {notice}
        </p>
      ))}
      <LiveChanges sentences={live.sentences} elements={live.elements} isCut={live.isCut} />
      <LiveComponents components={live.components} steer={steer} />
    </article>
  );
}
