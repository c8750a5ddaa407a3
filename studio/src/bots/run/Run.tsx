import "../bots.css";
import { EmptyState, LoadProblem } from "@sayso/app-kit";
import { Link, useParams } from "@tanstack/react-router";
import { ArrowLeft } from "lucide-react";
import { type ReactNode, useState } from "react";
import { RowsSkeleton } from "../../shell/PagedRows";
import { Panel } from "../../shell/Panel";
import { Screen } from "../../shell/Screen";
import { useRun } from "../queries";
import { causeWords } from "../shared/causes";
import { RunBadge } from "../shared/Status";
import { isEnded } from "../shared/states";
import { Value } from "../shared/Value";
import type { RunView } from "../types";
import { useFollowRun } from "../use-follow";
import { Approvals } from "./Approvals";
import { Outcome } from "./Outcome";
import { RequestList } from "./RequestList";
import { RunActions } from "./RunActions";
import { RunLog } from "./RunLog";
import { StepList } from "./StepList";
import { Timeline } from "./Timeline";

/** A run as it goes on: its log, what it asks, what it did, what went in and what came out. */
export function Run(): ReactNode {
  const { run: id, bot } = useParams({ strict: false }) as { readonly run: string; readonly bot: string };
  const { data: run, error, refetch } = useRun(id);
  if (run) return <Loaded key={id} run={run} />;
  return (
    <Screen title="Run">
      {!error && <RowsSkeleton label="the run" />}
      {error?.status === 404 && (
        <EmptyState
          title={error.message}
          actions={
            <Link to="/bots/$bot/{-$tab}" params={{ bot, tab: "runs" }} className="link">
              All runs of the bot
            </Link>
          }
        >
          Runs are kept for as long as the settings of their bot say.
        </EmptyState>
      )}
      {error && error.status !== 404 && <LoadProblem error={error} onRetry={refetch} />}
    </Screen>
  );
}

function Loaded({ run }: { readonly run: RunView }): ReactNode {
  const isOver = isEnded(run.state);
  const { lines, link } = useFollowRun(run.id, run.follow_after ?? 0, isOver || run.is_hidden);
  // what had been logged when the run was read first; the stream tells what came since
  const [before] = useState(run.log);
  const log = isOver ? run.log : [...before, ...lines];
  return (
    <Screen
      title={run.bot_name}
      width="full"
      lead={
        <span className="flex flex-wrap items-center gap-2">
          <RunBadge state={run.state} />
          <span dir="auto">{causeWords(run)}</span>
          <span>· version {run.version}</span>
          {run.is_test && <span>· a test</span>}
        </span>
      }
      actions={<RunActions run={run} />}
    >
      <p>
        <Link to="/bots/$bot/{-$tab}" params={{ bot: run.bot_id, tab: "runs" }} className="link inline-flex gap-1">
          <ArrowLeft aria-hidden className="size-4 self-center" /> All runs of {run.bot_name}
        </Link>
      </p>
      <Outcome run={run} />
      <Approvals run={run} />
      {run.is_hidden ? <Hidden run={run} /> : <Inside run={run} isOver={isOver} log={log} lead={linkWords(link)} />}
    </Screen>
  );
}

/** What everybody may see of a run that works with the rights of somebody else. */
function Hidden({ run }: { readonly run: RunView }): ReactNode {
  return (
    <Panel title="Timeline" lead="Only its owner and administrators see what it was given, gave and wrote.">
      <Timeline run={run} />
    </Panel>
  );
}

interface InsideProps {
  readonly run: RunView;
  readonly isOver: boolean;
  readonly log: RunView["log"];
  /** How current the log is. */
  readonly lead: string;
}

function Inside({ run, isOver, log, lead }: InsideProps): ReactNode {
  return (
    <div className="bot-run">
      <div className="bot-run-main">
        <Panel title="Log" lead={isOver ? "" : lead}>
          <RunLog lines={log} isLive={!isOver} />
        </Panel>
        <StepList steps={run.steps} />
        <RequestList requests={run.requests} />
      </div>
      <div className="bot-run-side">
        <Panel title="Timeline">
          <Timeline run={run} />
        </Panel>
        <Panel title="Input">
          <div className="bot-pad">
            <Value label="input of the run" value={run.input} />
          </div>
        </Panel>
        <Panel title="Output">
          <div className="bot-pad">
            {isOver ? (
              <Value label="output of the run" value={run.output} />
            ) : (
              <p className="text-muted">Not there yet.</p>
            )}
          </div>
        </Panel>
      </div>
    </div>
  );
}

function linkWords(link: string): string {
  return link === "lost" || link === "closed" ? "The connection was lost; it is taken up again." : "Shown as it comes.";
}
