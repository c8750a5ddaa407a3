import { type ReactNode, useEffect, useRef } from "react";
import { useDraft } from "../../home/use-draft";
import { SentenceBox } from "../../shell/SentenceBox";
import type { BotView } from "../types";
import type { Saying } from "./Failed";

export interface SayBoxProps {
  readonly bot: BotView;
  readonly say: Saying & { readonly isSuccess: boolean };
  /** A sentence that was started elsewhere, to be finished here. */
  readonly begun: string;
}

/** Says what should be different, or says it again in other words. */
export function SayBox({ bot, say, begun }: SayBoxProps): ReactNode {
  const [text, write] = useDraft(`sayso.bots.${bot.id}`);
  const isSaid = say.isSuccess;
  const box = useRef<HTMLTextAreaElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only what has been taken is cleared
  useEffect(() => {
    if (isSaid) write("");
  }, [isSaid]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a sentence is started once
  useEffect(() => {
    if (!begun) return;
    write(begun);
    box.current?.focus();
  }, [begun]);
  const words = wordsFor(bot);
  return (
    <SentenceBox
      box={box}
      rows={2}
      text={text}
      onWrite={write}
      maxLength={8_000}
      act={{ isPending: say.isPending }}
      onSend={(said) => say.mutate({ text: said })}
      verb={words.verb}
      size="small"
      className="bot-say"
      aria-label={words.label}
      placeholder={words.example}
    />
  );
}

/** What a bot is asked for in words, by how far it is. */
function wordsFor({ version, candidate, stage }: BotView) {
  if (version !== null || candidate !== null) {
    return {
      label: "What should be different?",
      example: "What should be different? An assumption that is wrong, another time, another condition…",
      verb: "Change it",
    };
  }
  if (stage === "asking") {
    return { label: "Say more", example: "Something else to say before it is made", verb: "Say it" };
  }
  return {
    label: "Say it in other words",
    example: "Say it in other words: when, with what, and what comes of it.",
    verb: "Make it",
  };
}
