import { Badge, Checkbox, Notice } from "@sayso/app-kit";
import { type ReactNode, useId } from "react";
import { useWorkspace } from "../state/context";
import { format } from "../state/format";
import type { Choices } from "./choices";
import { Decision } from "./Decision";
import { type Finding, type Plan, useRunningSpec } from "./queries";
import { Section } from "./Section";

const EXAMPLES = 5;

interface DataPlanProps {
  readonly plan: Plan;
  readonly choices: Choices;
  /** Why the last choice was not taken. */
  readonly problem: string | null;
  readonly isWorkingOut: boolean;
  readonly isConfirmed: boolean;
  readonly onChoose: (key: string, choice: Choices[string]) => void;
  readonly onConfirm: (isConfirmed: boolean) => void;
}

/** What publishing does to the live rows: each step, what does not fit, and what somebody has to say about it. */
export function DataPlan(props: DataPlanProps): ReactNode {
  const { plan, problem, isWorkingOut, isConfirmed, onConfirm } = props;
  if (plan.steps.length === 0) return <Section title="The rows stay as they are" standing="fine" />;
  const standing = plan.blocked ? "wrong" : plan.loses && !isConfirmed ? "wrong" : "fine";
  return (
    <Section title={titleOf(plan)} standing={standing}>
      <p className="review-outlook" role="status">
        {isWorkingOut ? "Working out what that does to the rows" : outlookOf(plan)}
      </p>
      <ol className="review-steps">
        {plan.steps.map((step) => (
          <li key={`${step.kind} ${step.sentence}`}>
            <p dir="auto">{step.sentence}</p>
            <p className="review-facts">
              {step.rows !== null && (
                <span>
                  {step.rows_are_exact ? "" : "about "}
                  {step.rows === 1 ? "1 row" : `${format.number(step.rows)} rows`}
                </span>
              )}
              <Badge tone={step.is_reversible ? "neutral" : "danger"}>
                {step.is_reversible ? "Can be undone" : "Cannot be undone"}
              </Badge>
            </p>
            {step.findings.map((finding) => (
              <Found key={finding.decision?.key ?? finding.meaning} finding={finding} {...props} />
            ))}
          </li>
        ))}
      </ol>
      {problem && (
        <Notice tone="danger" title="That choice does not work.">
          {problem}
        </Notice>
      )}
      {plan.loses && !plan.blocked && <Losses plan={plan} isConfirmed={isConfirmed} onConfirm={onConfirm} />}
    </Section>
  );
}

function titleOf(plan: Plan): string {
  if (plan.blocked) return "The rows need a decision";
  if (plan.loses) return "Values leave the live rows";
  return plan.steps.length === 1 ? "The rows go through 1 step" : `The rows go through ${plan.steps.length} steps`;
}

function outlookOf({ seconds, loses }: Plan): string {
  const time =
    seconds < 1 ? "This takes less than a second" : `This takes about ${format.number(Math.ceil(seconds))} seconds`;
  return loses ? `${time}.` : `${time}, and no value is lost.`;
}

type FoundProps = DataPlanProps & { readonly finding: Finding };

function Found({ finding, choices, onChoose }: FoundProps): ReactNode {
  const { session, spec } = useWorkspace();
  const running = useRunningSpec(finding.decision ? (session.module?.slug ?? null) : null);
  const { meaning, count, examples, decision } = finding;
  const shown = examples.flatMap(({ value }) => (value ? [value] : [])).slice(0, EXAMPLES);
  const more = count - shown.length;
  return (
    <div className="review-finding" data-blocks={finding.blocks || undefined}>
      <p>
        <strong>{meaning}</strong>: {count === 1 ? "1 row" : `${format.number(count)} rows`}
        {shown.length > 0 && (
          <span className="text-muted">
            {" "}
            ({shown.map((value) => `“${value}”`).join(", ")}
            {more > 0 ? ` and ${format.number(more)} more` : ""})
          </span>
        )}
      </p>
      {decision && (
        <Decision
          decision={decision}
          chosen={choices[decision.key] ?? finding.chosen}
          spec={spec}
          running={running}
          onChoose={(choice) => onChoose(decision.key, choice)}
        />
      )}
    </div>
  );
}

interface LossesProps {
  readonly plan: Plan;
  readonly isConfirmed: boolean;
  readonly onConfirm: (isConfirmed: boolean) => void;
}

/** Names what is lost, and has it confirmed. */
function Losses({ plan, isConfirmed, onConfirm }: LossesProps): ReactNode {
  const id = useId();
  return (
    <div className="review-losses">
      <p className="font-medium">What the live rows lose</p>
      <ul className="history-sentences">
        {lossesOf(plan).map((loss) => (
          <li key={loss}>{loss}</li>
        ))}
      </ul>
      <div className="review-confirm">
        <Checkbox id={id} checked={isConfirmed} onCheckedChange={(checked) => onConfirm(checked === true)} />
        <label htmlFor={id}>I have read what is lost, and mean it</label>
      </div>
    </div>
  );
}

/** Each loss in a sentence: steps without a way back, and rows whose values go. */
export function lossesOf(plan: Plan): readonly string[] {
  return plan.steps.flatMap(({ sentence, is_reversible, findings }) => {
    const lost = findings
      .filter(({ loses }) => loses)
      .map(
        ({ meaning, count }) => `${sentence} ${meaning}: ${count === 1 ? "1 row" : `${format.number(count)} rows`}.`,
      );
    if (lost.length > 0) return lost;
    return is_reversible ? [] : [`${sentence} There is no way back.`];
  });
}
