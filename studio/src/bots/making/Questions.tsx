import { Button, Input } from "@sayso/app-kit";
import { type FormEvent, type ReactNode, useId, useState } from "react";
import type { Question, Said } from "../types";

interface QuestionsProps {
  readonly questions: readonly Question[];
  readonly isBusy: boolean;
  readonly onSend: (said: Said) => void;
}

/** What is open, to be answered by a press or in one's own words; several together, or none. */
export function Questions({ questions, isBusy, onSend }: QuestionsProps): ReactNode {
  const [answers, setAnswers] = useState<Readonly<Record<string, string>>>({});
  const given = Object.fromEntries(
    questions.map(({ id }) => [id, (answers[id] ?? "").trim()] as const).filter(([, answer]) => answer !== ""),
  );
  const count = Object.keys(given).length;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (count > 0 && !isBusy) onSend({ answers: given });
  };
  return (
    <form className="bot-questions" aria-label="Questions" onSubmit={submit}>
      {questions.map((question) => (
        <OneQuestion
          key={question.id}
          question={question}
          answer={answers[question.id] ?? ""}
          onAnswer={(answer) => setAnswers({ ...answers, [question.id]: answer })}
        />
      ))}
      <div className="flex flex-wrap gap-2">
        <Button type="submit" variant="primary" busy={isBusy} disabled={count === 0}>
          {count > 1 ? `Send ${count} answers` : "Send answer"}
        </Button>
        <Button disabled={isBusy} onClick={() => onSend({ text: "Just build it", answers: given })}>
          Build it with these assumptions
        </Button>
      </div>
    </form>
  );
}

interface OneQuestionProps {
  readonly question: Question;
  readonly answer: string;
  readonly onAnswer: (answer: string) => void;
}

function OneQuestion({ question, answer, onAnswer }: OneQuestionProps): ReactNode {
  const { text, suggestions, why } = question;
  const id = useId();
  const own = suggestions.includes(answer) ? "" : answer;
  return (
    <fieldset className="grid gap-2">
      <legend id={id} className="font-medium" dir="auto">
        {text}
      </legend>
      {why && (
        <p id={`${id}-why`} className="text-sm text-muted" dir="auto">
          {why}
        </p>
      )}
      {suggestions.length > 0 && (
        <div className="offers">
          {suggestions.map((one) => (
            <button
              key={one}
              type="button"
              className="offer"
              aria-pressed={one === answer}
              onClick={() => onAnswer(one === answer ? "" : one)}
            >
              <span dir="auto">{one}</span>
            </button>
          ))}
        </div>
      )}
      <Input
        aria-labelledby={id}
        aria-describedby={why ? `${id}-why` : undefined}
        placeholder="In your own words"
        value={own}
        maxLength={2_000}
        dir="auto"
        onChange={({ target }) => onAnswer(target.value)}
      />
    </fieldset>
  );
}
