import { Button, Notice, Textarea, toast } from "@sayso/app-kit";
import { Sparkles } from "lucide-react";
import { type ReactNode, useId, useRef, useState } from "react";
import { Answer } from "./Answer";
import { Ask } from "./Ask";
import { type ChangeDraft, type Draft, isHandmade, textOf, withoutAnswer, withText } from "./draft";
import type { StepId } from "./shapes";
import { type Place, STEPS, wordsOf } from "./steps";
import type { Reading } from "./use-reading";

const LONGEST = 60_000;

interface DescribeProps {
  readonly step: StepId;
  readonly draft: Draft;
  readonly change: ChangeDraft;
  readonly reading: Reading;
  readonly onGo: (place: Place) => void;
}

/** The words of a step, and what fills its form from them. */
export function Describe({ step, draft, change, reading, onGo }: DescribeProps): ReactNode {
  const id = useId();
  const box = useRef<HTMLTextAreaElement>(null);
  const [asking, setAsking] = useState<"one" | "all" | null>(null);
  const words = wordsOf(step);
  const text = textOf(draft, step);
  const failure = reading.failures[step];
  const isFirst = step === "object-model";
  const own = draft.texts[step] !== undefined;

  const fill = async () => {
    if (!(await reading.read(step))) return;
    toast(`“${words.label}” was filled from your description.`, {
      undo: () => change((known) => withoutAnswer(known, step)),
    });
  };
  const ask = (which: "one" | "all") => {
    const steps = which === "one" ? [step] : STEPS.map(({ id }) => id);
    if (!text.trim()) return box.current?.focus();
    if (steps.some((each) => isHandmade(draft, each))) return setAsking(which);
    return which === "one" ? void fill() : void reading.readAll();
  };
  const add = (said: string) => {
    change((known) => withText(known, step, [textOf(known, step).trim(), said].filter(Boolean).join(" ")));
    box.current?.focus();
  };

  return (
    <section className="wizard-describe" aria-label="Description">
      <label htmlFor={id} className="font-medium">
        Describe it
      </label>
      <Textarea
        id={id}
        ref={box}
        value={text}
        maxLength={LONGEST}
        placeholder="In your own words"
        aria-invalid={failure ? true : undefined}
        aria-describedby={`${id}-example${failure ? ` ${id}-failure` : ""}`}
        onChange={(event) => change((known) => withText(known, step, event.target.value))}
        onKeyDown={(event) => {
          if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) ask("one");
        }}
      />
      <p id={`${id}-example`} className="text-sm text-muted">
        For example: {words.example}
      </p>
      {isFirst ? (
        <label className="wizard-tick">
          <input
            type="checkbox"
            checked={draft.isShared}
            onChange={(event) => change((known) => ({ ...known, isShared: event.target.checked }))}
          />
          Use one description for all six steps
        </label>
      ) : (
        draft.isShared && (
          <p className="text-sm text-muted">
            {own ? (
              <>
                These words are for this step alone.{" "}
                <button type="button" className="link" onClick={() => change((known) => shared(known, step))}>
                  Use the one description again
                </button>
              </>
            ) : (
              "This is your one description. What you change here is for this step alone."
            )}
          </p>
        )
      )}
      {reading.now ? (
        <Working reading={reading} />
      ) : (
        <div className="flex flex-wrap gap-2">
          <Button variant="primary" icon={<Sparkles aria-hidden />} onClick={() => ask("one")}>
            Generate from description
          </Button>
          {isFirst && draft.isShared && <Button onClick={() => ask("all")}>Fill all steps</Button>}
        </div>
      )}
      {failure && !reading.now && (
        <div id={`${id}-failure`}>
          <Notice tone="danger" title="This could not be filled from your description">
            <p>{failure.message}</p>
            <p>{failure.hint || "The form is as it was. Change the words and try again, or fill it in yourself."}</p>
            {failure.problems[0] && failure.problems[0].step !== step && (
              <Button size="small" className="mt-1" onClick={() => onGo(failure.problems[0]?.step ?? step)}>
                Go to “{wordsOf(failure.problems[0].step).label}”
              </Button>
            )}
          </Notice>
        </div>
      )}
      <Answer step={step} draft={draft} change={change} onAdd={add} />
      <Ask
        open={asking !== null}
        title={asking === "all" ? "Replace what you changed?" : `Replace “${words.label}”?`}
        text={
          asking === "all"
            ? "You changed some steps by hand. Filling all of them anew replaces that; each step can be undone by itself."
            : "You changed this step by hand. Filling it anew replaces that, and you can undo it afterwards."
        }
        confirm="Replace"
        onClose={() => setAsking(null)}
        onConfirm={() => (asking === "all" ? void reading.readAll() : void fill())}
      />
    </section>
  );
}

/** What is being read now, in words, and the way out. */
function Working({ reading }: { readonly reading: Reading }): ReactNode {
  const now = reading.now;
  if (!now) return null;
  const at = STEPS.findIndex(({ id }) => id === now.step) + 1;
  return (
    <div className="wizard-working">
      <p role="status">
        {wordsOf(now.step).reading}…{now.isAll && ` (${at} of ${STEPS.length})`}
      </p>
      <progress aria-label="Progress" {...(now.isAll ? { value: at - 1, max: STEPS.length } : {})} />
      <Button size="small" onClick={reading.cancel}>
        Cancel
      </Button>
    </div>
  );
}

function shared(draft: Draft, step: StepId): Draft {
  const { [step]: _, ...texts } = draft.texts;
  return { ...draft, texts };
}
