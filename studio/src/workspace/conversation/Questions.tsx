import { Button, Input } from "@sayso/app-kit";
import { type FormEvent, type ReactNode, useId } from "react";
import type { Draft } from "./drafts";
import type { Question } from "./payload";
import { useTalking } from "./talking";

interface QuestionsProps {
  /** The number of the message that asks. */
  readonly message: number;
  readonly questions: readonly Question[];
  readonly answers: Draft["answers"];
  readonly onAnswers: (answers: Draft["answers"]) => void;
}

/** What is open, to be answered by a click or in one's own words; several answers go together. */
export function Questions({ message, questions, answers, onAnswers }: QuestionsProps): ReactNode {
  const { send } = useTalking();
  if (questions.length === 0) return null;
  const keyOf = (place: number) => `${message}.${place}`;
  const given = questions
    .map(({ text }, place) => ({ question: text, answer: (answers[keyOf(place)] ?? "").trim() }))
    .filter(({ answer }) => answer !== "");
  const isOnly = questions.length === 1;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (given.length === 0) return;
    send({ text: "", answers: given });
    onAnswers({});
  };
  const pick = (place: number, answer: string) => {
    const key = keyOf(place);
    if (isOnly) send({ text: "", answers: [{ question: questions[0]?.text ?? "", answer }] });
    else onAnswers({ ...answers, [key]: answers[key] === answer ? "" : answer });
  };
  return (
    <form className="talk-questions" aria-label="Questions" onSubmit={submit}>
      {questions.map((question, place) => (
        <QuestionField
          key={question.text}
          question={question}
          answer={answers[keyOf(place)] ?? ""}
          onPick={(answer) => pick(place, answer)}
          onWrite={(answer) => onAnswers({ ...answers, [keyOf(place)]: answer })}
        />
      ))}
      <div>
        <Button type="submit" size="small" variant="primary" disabled={given.length === 0}>
          {given.length > 1 ? `Send ${given.length} answers` : "Send answer"}
        </Button>
      </div>
    </form>
  );
}

interface QuestionFieldProps {
  readonly question: Question;
  readonly answer: string;
  readonly onPick: (answer: string) => void;
  readonly onWrite: (answer: string) => void;
}

function QuestionField({ question: { text, suggestions }, answer, onPick, onWrite }: QuestionFieldProps): ReactNode {
  const id = useId();
  const own = suggestions.includes(answer) ? "" : answer;
  return (
    <fieldset className="grid gap-1.5">
      <legend id={id} className="font-medium">
        {text}
      </legend>
      <div className="offers">
        {suggestions.map((one) => (
          <button key={one} type="button" className="offer" aria-pressed={one === answer} onClick={() => onPick(one)}>
            {one}
          </button>
        ))}
      </div>
      <Input
        aria-labelledby={id}
        placeholder="In your own words"
        value={own}
        maxLength={4_000}
        onChange={(event) => onWrite(event.target.value)}
      />
    </fieldset>
  );
}
