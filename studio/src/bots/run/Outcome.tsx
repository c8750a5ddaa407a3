import { Notice } from "@sayso/app-kit";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { Moment } from "../../shell/Moment";
import type { RunView } from "../types";

/** What went wrong with a run, and what happens next. */
export function Outcome({ run }: { readonly run: RunView }): ReactNode {
  const { state, error, run_after: after, attempt, is_dead: isDead, cause, bot_id: bot } = run;
  return (
    <>
      {(state === "failed" || state === "timed_out") && (
        <Notice tone="danger" title={error || (state === "timed_out" ? "It took longer than it may." : "It failed.")}>
          {isDead
            ? "Nobody has looked after it yet. Run it again, perhaps with another input, or dismiss it."
            : "It is looked after."}
        </Notice>
      )}
      {state === "queued" && attempt > 1 && after && (
        <Notice tone="warning" title={error || "The last attempt failed."}>
          It is tried again <Moment at={after} />.
        </Notice>
      )}
      {cause.rerun_of && (
        <p className="text-sm text-muted">
          This run repeats{" "}
          <Link to="/bots/$bot/runs/$run" params={{ bot, run: cause.rerun_of }} className="link">
            an earlier one
          </Link>
          .
        </p>
      )}
    </>
  );
}
