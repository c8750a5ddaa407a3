import { Button, Textarea, toast } from "@sayso/app-kit";
import { Check, CircleQuestionMark, X } from "lucide-react";
import { type ReactNode, useId, useState } from "react";
import { useMay } from "../../api/me";
import { Refusal } from "../../shell/Asking";
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
  const [comment, write] = useState("");
  const field = useId();
  const act = useAct<boolean>((isYes) => decide(id, isYes, comment.trim()), {
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
        <>
          <div className="grid gap-1.5">
            <label htmlFor={field} className="text-sm font-medium">
              Comment, if there is something to say
            </label>
            <Textarea
              id={field}
              rows={2}
              maxLength={2_000}
              value={comment}
              dir="auto"
              onChange={({ target }) => write(target.value)}
            />
          </div>
          <div className="flex flex-wrap gap-2">
            <Button
              variant="primary"
              icon={<Check aria-hidden />}
              busy={act.isPending && act.variables}
              disabled={act.isPending}
              onClick={() => act.mutate(true)}
            >
              Approve
            </Button>
            <Button
              icon={<X aria-hidden />}
              busy={act.isPending && !act.variables}
              disabled={act.isPending}
              onClick={() => act.mutate(false)}
            >
              Refuse
            </Button>
          </div>
          <Refusal error={act.error} />
        </>
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
