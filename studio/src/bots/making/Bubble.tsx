import type { ReactNode } from "react";
import { Moment } from "../../shell/Moment";
import type { Message } from "../types";

export interface BubbleProps {
  readonly message: Message;
  /** Whether its questions are asked below, as a form. */
  readonly isOpen: boolean;
}

/** What was said by a person or back to them, with the questions and what was answered. */
export function Bubble({ message, isOpen }: BubbleProps): ReactNode {
  const { role, text, questions, answers, at } = message;
  const asked = isOpen ? [] : questions;
  return (
    <li className="bot-bubble" data-role={role}>
      <p className="sr-only">{role === "user" ? "You said" : "Sayso said"}</p>
      {text && (
        <p className="whitespace-pre-wrap" dir="auto">
          {text}
        </p>
      )}
      {asked.length > 0 && (
        <dl className="bot-answers">
          {asked.map((question) => (
            <div key={question.id}>
              <dt dir="auto">{question.text}</dt>
              <dd dir="auto">{answers[question.id] || "Left to an assumption"}</dd>
            </div>
          ))}
        </dl>
      )}
      <Moment at={at} className="text-xs text-faint" />
    </li>
  );
}
