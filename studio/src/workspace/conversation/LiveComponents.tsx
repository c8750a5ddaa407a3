import { Button } from "@sayso/app-kit";
import { Check, MessageSquarePlus, Pause, Play, SkipForward } from "lucide-react";
import { memo, type ReactNode, useEffect, useState } from "react";
import { useWorkspace } from "../state/context";
import type { LiveComponent, Window } from "../state/live";
import type { Steering } from "./steering";
import { counted } from "./words";

interface LiveComponentsProps {
  readonly components: readonly LiveComponent[];
  readonly steer: Steering;
}

/** Components as they are made; the one whose window is open waits for a word about it. */
export const LiveComponents = memo(function LiveComponents({ components, steer }: LiveComponentsProps): ReactNode {
  if (components.length === 0) return null;
  const open = components.find(({ window }) => window !== null);
  const done = components.filter((one) => one !== open);
  const last = done.at(-1);
  return (
    <div className="grid gap-2">
      {last && (
        <p className="flex gap-1.5 text-sm text-muted">
          <Check aria-hidden className="mt-0.5 size-4 flex-none text-success-ink" />
          {done.length === 1 ? `${last.name} is made` : `${counted(done.length, "component")} made, ${last.name} last`}
        </p>
      )}
      {open?.window && <OpenWindow component={open} window={open.window} steer={steer} />}
    </div>
  );
});

interface OpenWindowProps {
  readonly component: LiveComponent;
  readonly window: Window;
  readonly steer: Steering;
}

function OpenWindow({ component, window, steer }: OpenWindowProps): ReactNode {
  const { about, pointAt } = useWorkspace();
  const isPaused = window.left !== null;
  return (
    <section className="talk-window" aria-label={`${component.name} is made`}>
      <p>
        <span className="font-medium">{component.name}</span>
        <span className="text-muted">
          {" "}
          {component.type}
          {component.page && ` on the page ${component.page}`}
          {component.round > 1 && `, version ${component.round}`}
        </span>
      </p>
      {window.isHeard ? (
        <p className="text-sm text-muted">Changing it as you said.</p>
      ) : (
        <>
          <Countdown window={window} seconds={component.seconds} />
          <div className="flex flex-wrap gap-1.5">
            <Button
              size="small"
              variant="primary"
              icon={<MessageSquarePlus aria-hidden />}
              aria-pressed={about === component.id}
              onClick={() => {
                if (!isPaused) steer.mutate("pause");
                pointAt(component.id);
              }}
            >
              Say something about it
            </Button>
            <Button
              size="small"
              icon={isPaused ? <Play aria-hidden /> : <Pause aria-hidden />}
              onClick={() => steer.mutate(isPaused ? "resume" : "pause")}
            >
              {isPaused ? "Resume" : "Pause"}
            </Button>
            <Button size="small" icon={<SkipForward aria-hidden />} onClick={() => steer.mutate("continue")}>
              Show the rest
            </Button>
          </div>
        </>
      )}
    </section>
  );
}

interface CountdownProps {
  readonly window: Window;
  readonly seconds: number;
}

/** How long something may still be said; silence goes on. */
function Countdown({ window, seconds }: CountdownProps): ReactNode {
  const left = useSecondsLeft(window);
  if (window.left !== null) {
    return <p className="text-sm text-muted">The clock is stopped. Say what should be different, or go on.</p>;
  }
  return (
    <div className="grid gap-1">
      <p className="text-sm text-muted">{left > 0 ? `Goes on in ${left} s unless you say something.` : "Goes on."}</p>
      <span className="talk-clock" aria-hidden>
        <span style={{ width: `${Math.min(100, (left / Math.max(1, seconds)) * 100)}%` }} />
      </span>
    </div>
  );
}

function useSecondsLeft({ until, left }: Window): number {
  const [now, setNow] = useState(Date.now);
  const isRunning = left === null;
  useEffect(() => {
    if (!isRunning) return;
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, [isRunning]);
  return Math.max(0, Math.ceil((left ?? until - now) / 1_000));
}
