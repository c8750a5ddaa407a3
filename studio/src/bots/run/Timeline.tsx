import { CircleCheck, CircleDot, CirclePause, CircleX, Clock, Flag } from "lucide-react";
import type { ReactNode } from "react";
import { durationText } from "../../programs/figures";
import { clockText } from "../shared/figures";
import type { Attempt, RunView } from "../types";

const ENDINGS: Readonly<Record<Attempt["ending"], string>> = {
  success: "succeeded",
  failed: "failed",
  timed_out: "took longer than it may",
  cancelled: "was cancelled",
  waiting: "waits for an approval",
  lost: "was cut off; what was done is kept",
  "": "goes on",
};

/** When a run was asked for, each time that it was begun, and its end. */
export function Timeline({ run }: { readonly run: RunView }): ReactNode {
  const { created_at: created, attempts, run_after: after, ended_at: ended, state, seconds } = run;
  return (
    <ol className="bot-timeline">
      <Event icon={<Flag aria-hidden />} at={created} text="Asked for" />
      {attempts.map((attempt) => (
        <AttemptEvent key={attempt.number} attempt={attempt} isOnly={attempts.length === 1} />
      ))}
      {!ended && after && state === "queued" && attempts.length > 0 && (
        <Event icon={<Clock aria-hidden />} at={after} text="Tried again then" />
      )}
      {ended && (
        <Event icon={<CircleDot aria-hidden />} at={ended} text={`Ended, having run for ${durationText(seconds)}`} />
      )}
    </ol>
  );
}

function AttemptEvent({ attempt, isOnly }: { readonly attempt: Attempt; readonly isOnly: boolean }): ReactNode {
  const { number, started_at: at, ended_at: ended, ending, error, trace } = attempt;
  const took = ended ? ` after ${durationText((Date.parse(ended) - Date.parse(at)) / 1_000)}` : "";
  const lead = isOnly ? "Begun; it" : `Attempt ${number}`;
  return (
    <Event icon={<Mark ending={ending} />} at={at} text={`${lead} ${ENDINGS[ending]}${took}`}>
      {error && (
        <p className="text-sm text-danger-ink break-words" dir="auto">
          {error}
        </p>
      )}
      {trace && (
        <details>
          <summary className="text-sm text-muted">Where in the code</summary>
          <pre className="bot-output">{trace}</pre>
        </details>
      )}
    </Event>
  );
}

function Mark({ ending }: Pick<Attempt, "ending">): ReactNode {
  if (ending === "success") return <CircleCheck aria-hidden className="text-success-ink" />;
  if (ending === "waiting") return <CirclePause aria-hidden className="text-warning-ink" />;
  if (ending === "") return <CircleDot aria-hidden className="text-info-ink" />;
  return <CircleX aria-hidden className="text-danger-ink" />;
}

interface EventProps {
  readonly icon: ReactNode;
  readonly at: string;
  readonly text: string;
  readonly children?: ReactNode;
}

function Event({ icon, at, text, children }: EventProps): ReactNode {
  return (
    <li>
      {icon}
      <div className="min-w-0">
        <p>{text}</p>
        <time dateTime={at} className="text-sm text-muted">
          {clockText(at)}
        </time>
        {children}
      </div>
    </li>
  );
}
