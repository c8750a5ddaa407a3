import type { ReactNode } from "react";
import { durationText } from "../../programs/figures";
import { Panel } from "../../shell/Panel";
import { brief, readable } from "../shared/json";
import type { Step } from "../types";

const SHORT = 80;

/** Steps that are done: they are not done again when the run is taken up. */
export function StepList({ steps }: { readonly steps: readonly Step[] }): ReactNode {
  if (steps.length === 0) return null;
  return (
    <Panel title="Steps" lead="Done once; a run that is taken up again goes on behind them.">
      <ol className="bot-lines">
        {steps.map((step) => (
          <li key={step.name}>
            <p className="flex flex-wrap gap-x-2">
              <strong className="font-medium" dir="auto">
                {step.name}
              </strong>
              <span className="ms-auto text-sm text-muted">
                {durationText(step.seconds)}
                {step.attempt > 1 && ` · attempt ${step.attempt}`}
              </span>
            </p>
            <StepValue step={step} />
          </li>
        ))}
      </ol>
    </Panel>
  );
}

function StepValue({ step: { value } }: { readonly step: Step }): ReactNode {
  if (value === null) return null;
  const whole = readable(value);
  if (whole.length <= SHORT) return <code className="text-sm break-words text-muted">{whole}</code>;
  return (
    <details>
      <summary className="text-sm text-muted">
        <code>{brief(value, SHORT)}</code>
      </summary>
      <pre className="bot-output">{whole}</pre>
    </details>
  );
}
