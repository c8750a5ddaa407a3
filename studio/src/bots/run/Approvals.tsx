import { toast } from "@sayso/app-kit";
import { Check, CircleQuestionMark, X } from "lucide-react";
import type { ReactNode } from "react";
import { useMay } from "../../api/me";
import { type Decision, DecisionForm } from "../../shell/DecisionForm";
import { Moment } from "../../shell/Moment";
import { decide } from "../calls";
import { useAct } from "../queries";
import type { Approval, RunView } from "../types";

/** What a run asks of people: open questions to be answered, and what was decided. */
export function Approvals({ run }: { readonly run: RunView }): ReactNode {
  const mayDecide = useMay("modules:write");
  return run.approvals.map((approval) =>
    approval.decision === null ? (
      <Open key={approval.id} approval={approval} mayDecide={mayDecide && run.state === "waiting"} />
    ) : (
      <Decided key={approval.id} approval={approval} />
    ),
  );
}

interface OpenProps {
  readonly approval: Approval;
  readonly mayDecide: boolean;
}

function Open({ approval, mayDecide }: OpenProps): ReactNode {
  const { id, text, asked_at: at } = approval;
  const act = useAct<Decision>(({ approved, comment }) => decide(id, approved, comment ?? ""), {
    done: () => toast("Decided. The run goes on."),
    isQuiet: true,
  });
  return (
    <section className="panel bot-approval" aria-label="It asks for an approval">
      <p className="flex gap-2">
        <CircleQuestionMark aria-hidden className="bot-mark" data-tone="warning" />
        <strong className="whitespace-pre-wrap font-medium" dir="auto">
          {text}
        </strong>
      </p>
      <p className="text-sm text-muted">
        Asked <Moment at={at} />. The run waits, and goes on from here.
      </p>
      {mayDecide ? (
        <DecisionForm act={act} />
      ) : (
        <p className="text-sm">Whoever builds applications here can decide it.</p>
      )}
    </section>
  );
}

function Decided({ approval }: { readonly approval: Approval }): ReactNode {
  const { text, decision, comment, decided_by: by, decided_at: at } = approval;
  return (
    <p className="bot-decided">
      {decision ? <Check aria-hidden className="text-success-ink" /> : <X aria-hidden className="text-danger-ink" />}
      <span dir="auto">
        {decision ? "Approved" : "Refused"}
        {by && ` by ${by.name}`} {at && <Moment at={at} />}: “{text}”
        {comment && <span className="text-muted"> — {comment}</span>}
      </span>
    </p>
  );
}
