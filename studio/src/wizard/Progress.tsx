import { classes } from "@sayso/app-kit";
import { Check, CircleAlert, ClipboardCheck, LoaderCircle } from "lucide-react";
import type { ReactNode } from "react";
import type { Draft } from "./draft";
import type { Problem } from "./problems";
import { sizeOf } from "./shapes";
import { type Place, STEPS } from "./steps";
import type { Reading } from "./use-reading";

interface ProgressProps {
  readonly place: Place;
  readonly draft: Draft;
  readonly problems: readonly Problem[];
  readonly reading: Reading;
  readonly onGo: (place: Place) => void;
}

type State = "empty" | "done" | "problem" | "reading";
const WORDS: Readonly<Record<State, string>> = {
  empty: "nothing yet",
  done: "done",
  problem: "needs a look",
  reading: "being read",
};

/** Where one is among the steps, which are done, and which need a look; each is a way there. */
export function Progress({ place, draft, problems, reading, onGo }: ProgressProps): ReactNode {
  return (
    <nav aria-label="Steps">
      <ol className="wizard-steps">
        {STEPS.map(({ id, label, icon: Icon }) => {
          const isWrong = reading.failures[id] !== undefined || problems.some(({ step }) => step === id);
          const isFull = sizeOf(id, draft.shapes) > 0;
          const state = reading.now?.step === id ? "reading" : isWrong ? "problem" : isFull ? "done" : "empty";
          return (
            <li key={id}>
              <StepButton
                isHere={place === id}
                label={label}
                state={state}
                icon={<Icon aria-hidden />}
                onGo={() => onGo(id)}
              />
            </li>
          );
        })}
        <li>
          <StepButton
            isHere={place === "summary"}
            label="Create"
            state={draft.created ? "done" : "empty"}
            icon={<ClipboardCheck aria-hidden />}
            onGo={() => onGo("summary")}
          />
        </li>
      </ol>
    </nav>
  );
}

interface StepButtonProps {
  readonly isHere: boolean;
  readonly label: string;
  readonly state: State;
  readonly icon: ReactNode;
  readonly onGo: () => void;
}

function StepButton({ isHere, label, state, icon, onGo }: StepButtonProps): ReactNode {
  return (
    <button
      type="button"
      className={classes("wizard-step", `wizard-step-${state}`)}
      aria-current={isHere ? "step" : undefined}
      aria-label={`${label}, ${WORDS[state]}`}
      onClick={onGo}
    >
      <span className="wizard-step-mark">
        {state === "done" ? (
          <Check aria-hidden />
        ) : state === "problem" ? (
          <CircleAlert aria-hidden />
        ) : state === "reading" ? (
          <LoaderCircle className="spin" aria-hidden />
        ) : (
          icon
        )}
      </span>
      <span className="wizard-step-label">{label}</span>
    </button>
  );
}
