import { Button } from "@sayso/app-kit";
import { CircleCheck, Undo2 } from "lucide-react";
import type { ReactNode } from "react";
import { type ChangeDraft, type Draft, withoutAnswer } from "./draft";
import type { StepId } from "./shapes";

interface AnswerProps {
  readonly step: StepId;
  readonly draft: Draft;
  readonly change: ChangeDraft;
  /** Puts a suggestion into the words. */
  readonly onAdd: (said: string) => void;
}

/** What came of the words: by whom, what was left open, and the way back to the form as it was. */
export function Answer({ step, draft, change, onAdd }: AnswerProps): ReactNode {
  const answer = draft.filled[step];
  if (!answer) return null;
  const reader = answer.by === "offline" ? "without a language model" : `by ${answer.by}`;
  return (
    <div className="wizard-answer">
      <p className="flex flex-wrap items-center gap-x-2 text-sm text-muted">
        <CircleCheck className="size-4 text-success" aria-hidden />
        {answer.isEdited ? `Filled ${reader}, then changed by you.` : `Filled ${reader}.`}
        <Button
          variant="ghost"
          size="small"
          icon={<Undo2 aria-hidden />}
          onClick={() => change((known) => withoutAnswer(known, step))}
        >
          Undo
        </Button>
      </p>
      {answer.notices.map((notice) => (
        <p key={notice} className="text-sm text-muted">
          {notice}
        </p>
      ))}
      {answer.questions.map((question) => (
        <div key={question.text} className="grid gap-1">
          <p className="text-sm">{question.text}</p>
          <div className="flex flex-wrap gap-1">
            {question.suggestions.map((suggestion) => (
              <Button key={suggestion} size="small" onClick={() => onAdd(`${question.text} ${suggestion}.`)}>
                {suggestion}
              </Button>
            ))}
          </div>
        </div>
      ))}
    </div>
  );
}
