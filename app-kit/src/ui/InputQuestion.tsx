import { CircleAlert, CircleHelp } from "lucide-react";
import type { ReactNode } from "react";
import type { Reading } from "../notation";
import { Button } from "./Button";

export interface InputQuestionProps {
  readonly id: string;
  /** What was typed. */
  readonly text: string;
  readonly reading: Reading;
  readonly onChoose: (value: string) => void;
}

/** What stands under an input whose text is no value yet: which of two is meant, or why it is none. */
export function InputQuestion({ id, text, reading, onChoose }: InputQuestionProps): ReactNode {
  if (reading.kind === "value") return null;
  if (reading.kind === "refused") {
    return (
      <p id={id} role="alert" className="field-problem">
        <CircleAlert className="mt-0.5 size-3.5 flex-none" aria-hidden />
        {reading.message.charAt(0).toLocaleUpperCase() + reading.message.slice(1)}
      </p>
    );
  }
  return (
    <div role="alert" className="input-question">
      <p id={id} className="input-question-text">
        <CircleHelp className="mt-0.5 size-3.5 flex-none" aria-hidden />
        <span>
          Which one is <q>{text}</q>?
        </span>
      </p>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset brings a frame and a legend of its own */}
      <div role="group" aria-labelledby={id} className="input-question-ways">
        {reading.ways.map(({ value, said }) => (
          // The press must not take the focus from the input first: leaving it would save what was not chosen yet.
          <Button
            key={value}
            size="small"
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => onChoose(value)}
          >
            {said}
          </Button>
        ))}
      </div>
    </div>
  );
}
