import { LoadProblem, toast } from "@sayso/app-kit";
import { Check, X } from "lucide-react";
import type { ReactNode } from "react";
import { DecisionForm } from "../../shell/DecisionForm";
import { Moment } from "../../shell/Moment";
import { RowsSkeleton } from "../../shell/PagedRows";
import { Panel } from "../../shell/Panel";
import { useModuleChange } from "../queries";
import { type Decision, decideReach, type ReachApproval, useReachApprovals } from "./queries";

/** Changes that would let somebody reach further, to be approved or refused, and what became of earlier ones. */
export function Approvals({ slug }: { readonly slug: string }): ReactNode {
  const { data, error, refetch } = useReachApprovals(slug);
  if (error && !data) return <LoadProblem error={error} onRetry={refetch} />;
  if (!data) return <RowsSkeleton label="what waits to be approved" />;
  const waiting = data.approvals.filter(({ decision }) => decision === null);
  const decided = data.approvals.filter(({ decision }) => decision !== null);
  return (
    <>
      <Panel
        title="Waits to be approved"
        lead={
          data.may_decide
            ? "Each of these would let somebody do or see more than now. What you approve is published once, and exactly this."
            : "What would let somebody do or see more is decided by whoever holds the widest role, or an administrator."
        }
      >
        {waiting.length === 0 ? (
          <p className="panel-empty">Nothing waits.</p>
        ) : (
          <ul className="rows modules-rows" aria-label="Changes that wait">
            {waiting.map((approval) => (
              <Waiting key={approval.id} slug={slug} approval={approval} mayDecide={data.may_decide} />
            ))}
          </ul>
        )}
      </Panel>
      {decided.length > 0 && (
        <Panel title="Decided">
          <ul className="rows modules-rows" aria-label="Decided changes">
            {decided.map((approval) => (
              <Decided key={approval.id} approval={approval} />
            ))}
          </ul>
        </Panel>
      )}
    </>
  );
}

interface WaitingProps {
  readonly slug: string;
  readonly approval: ReachApproval;
  readonly mayDecide: boolean;
}

function Waiting({ slug, approval, mayDecide }: WaitingProps): ReactNode {
  const { id, asked_by: by, asked_at: at } = approval;
  const act = useModuleChange<Decision>(
    (decision) => decideReach(slug, id, decision),
    (_, { approved }) =>
      toast(approved ? "Approved. Whoever asked can publish it now." : "Refused, and nothing changed."),
  );
  return (
    <li className="row modules-approval">
      <Sentences of={approval} />
      <p className="row-note" dir="auto">
        Asked by {by || "somebody"} <Moment at={at} />
      </p>
      {mayDecide && <DecisionForm act={act} />}
    </li>
  );
}

function Decided({ approval }: { readonly approval: ReachApproval }): ReactNode {
  const { decision, decided_by: by, decided_at: at, comment, asked_by: asker, used_at: used } = approval;
  return (
    <li className="row modules-approval">
      <Sentences of={approval} />
      <p className="flex gap-1.5 text-sm">
        {decision ? (
          <Check aria-hidden className="modules-sign text-success-ink" />
        ) : (
          <X aria-hidden className="modules-sign text-danger-ink" />
        )}
        <span className="min-w-0" dir="auto">
          {decision ? "Approved" : "Refused"}
          {by && ` by ${by}`} {at && <Moment at={at} />}
          {comment && `: “${comment}”`}
        </span>
      </p>
      <p className="row-note" dir="auto">
        Asked by {asker || "somebody"}
        {decision && (used ? " · published since" : " · not published yet")}
      </p>
    </li>
  );
}

function Sentences({ of: { sentences } }: { readonly of: ReachApproval }): ReactNode {
  return (
    <ul className="grid gap-1">
      {sentences.map((sentence) => (
        <li key={sentence} className="font-medium" dir="auto">
          {sentence}
        </li>
      ))}
    </ul>
  );
}
