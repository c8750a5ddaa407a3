import { Button, LoadProblem } from "@sayso/app-kit";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { Paged } from "../../api/pages";
import { durationText } from "../../programs/figures";
import { Moment } from "../../shell/Moment";
import { RowsSkeleton } from "../../shell/PagedRows";
import { causeWords } from "../shared/causes";
import { RunBadge } from "../shared/Status";
import { isEnded } from "../shared/states";
import type { RunLine } from "../types";

export interface RunsTableProps {
  readonly list: Paged<RunLine>;
  readonly empty: ReactNode;
}

/** Runs one below the other: how each stands, why it is there, when it began and how long it took. */
export function RunsTable({ list, empty }: RunsTableProps): ReactNode {
  const { items, error, retry, hasMore, isLoadingMore, more, isStale } = list;
  if (error) return <LoadProblem error={error} onRetry={retry} />;
  return (
    <section className="panel" aria-label="Runs" aria-busy={isStale || undefined}>
      {!items && <RowsSkeleton label="runs" />}
      {items?.length === 0 && empty}
      {!!items?.length && (
        <table className="bot-runs">
          <thead>
            <tr>
              <th scope="col">State</th>
              <th scope="col">What set it off</th>
              <th scope="col">When</th>
              <th scope="col" className="text-end">
                Took
              </th>
            </tr>
          </thead>
          <tbody>
            {items.map((run) => (
              <RunRow key={run.id} run={run} />
            ))}
          </tbody>
        </table>
      )}
      {hasMore && (
        <div className="p-3 text-center">
          <Button size="small" busy={isLoadingMore} onClick={more}>
            {isLoadingMore ? "Loading more…" : "Show more"}
          </Button>
        </div>
      )}
    </section>
  );
}

function RunRow({ run }: { readonly run: RunLine }): ReactNode {
  const { id, bot_id: bot, state, error, created_at: at, seconds, attempt, is_dead: isDead, is_test: isTest } = run;
  return (
    <tr>
      <td>
        <Link to="/bots/$bot/runs/$run" params={{ bot, run: id }} className="bot-run-link">
          <RunBadge state={state} />
        </Link>
      </td>
      <td className="bot-run-cause">
        <span className="truncate" dir="auto">
          {causeWords(run)}
          {isTest && <span className="text-muted"> · a test</span>}
          {attempt > 1 && <span className="text-muted"> · attempt {attempt}</span>}
        </span>
        {error && (
          <span className="row-note" dir="auto" title={error}>
            {error}
          </span>
        )}
        {isDead && <span className="row-note text-danger-ink">Nobody has looked after it yet</span>}
      </td>
      <td className="bot-run-when">
        <Moment at={at} />
      </td>
      <td className="bot-run-took">{isEnded(state) || seconds > 0 ? durationText(seconds) : ""}</td>
    </tr>
  );
}
