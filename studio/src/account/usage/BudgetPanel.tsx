import { Button, LoadProblem, Notice } from "@sayso/app-kit";
import { Pencil, TriangleAlert } from "lucide-react";
import { type ReactNode, useState } from "react";
import { useMay } from "../../api/me";
import { Moment } from "../../shell/Moment";
import { RowsSkeleton } from "../../shell/PagedRows";
import { Panel } from "../../shell/Panel";
import { dollars } from "../models/words";
import { BudgetDialog } from "./BudgetDialog";
import { whole } from "./measures";
import { type Budget, type Limits, useBudget } from "./queries";

type Line = Budget["month"][number];

/** What models may take this month, and how much of it is gone. */
export function BudgetPanel(): ReactNode {
  const { data, error, refetch } = useBudget();
  const mayChange = useMay("models:write");
  const [isOpen, open] = useState(false);
  return (
    <Panel
      title="Budget"
      lead="From 80 % on people are told. When it is used up no model is asked any more, and Sayso goes on by itself."
      actions={
        mayChange && (
          <Button size="small" icon={<Pencil aria-hidden />} onClick={() => open(true)} disabled={!data}>
            Change limits
          </Button>
        )
      }
    >
      {error && !data ? (
        <LoadProblem error={error} onRetry={refetch} />
      ) : !data ? (
        <RowsSkeleton label="Budget" />
      ) : (
        <Standing budget={data} />
      )}
      {isOpen && data && <BudgetDialog limits={data.own} onClose={() => open(false)} />}
    </Panel>
  );
}

function Standing({ budget }: { readonly budget: Budget }): ReactNode {
  const facts = [limitsIn(budget.own, "Your limits"), limitsIn(budget.operator, "Limits of this machine")].filter(
    Boolean,
  );
  return (
    <div className="account-budget">
      {budget.month.length === 0 && <p className="text-muted">There is no limit for this month.</p>}
      {budget.month.map((line) => (
        <Used key={line.unit} line={line} startsAnewAt={budget.starts_anew_at} />
      ))}
      {facts.map((fact) => (
        <p key={fact} className="text-sm text-muted">
          {fact}
        </p>
      ))}
    </div>
  );
}

const amount = (unit: string, value: number) => (unit === "dollars" ? dollars(value) : `${whole(value)} ${unit}`);

/** One limit as a bar, and in words. */
function Used({ line, startsAnewAt }: { readonly line: Line; readonly startsAnewAt: string }): ReactNode {
  const share = line.limit > 0 ? line.spent / line.limit : 1;
  const percent = Math.floor(share * 100);
  const words = `${amount(line.unit, line.spent)} of ${amount(line.unit, line.limit)} used this month (${percent} %)`;
  return (
    <div className="grid gap-1.5">
      <p>{words}</p>
      <progress
        className="account-bar"
        data-state={line.is_used_up ? "used-up" : line.is_near ? "near" : undefined}
        aria-label={words}
        value={Math.min(share, 1)}
        max={1}
      />
      {line.is_near && (
        <Notice tone={line.is_used_up ? "danger" : "warning"} icon={<TriangleAlert aria-hidden />}>
          {line.is_used_up ? "The budget is used up: models are not asked any more." : "More than 80 % is used."} It
          starts anew <Moment at={startsAnewAt} />.
        </Notice>
      )}
    </div>
  );
}

function limitsIn(limits: Limits, title: string): string {
  const { month_dollars, month_tokens, session_dollars, session_tokens } = limits;
  const of = (dollarLimit: number | null | undefined, tokenLimit: number | null | undefined) =>
    [
      ...(dollarLimit == null ? [] : [amount("dollars", dollarLimit)]),
      ...(tokenLimit == null ? [] : [amount("tokens", tokenLimit)]),
    ].join(" and ");
  const month = of(month_dollars, month_tokens);
  const session = of(session_dollars, session_tokens);
  const said = [month && `${month} a month`, session && `${session} for each session`].filter(Boolean);
  return said.length > 0 ? `${title}: ${said.join(", ")}.` : "";
}
