import { type ApiError, Button, Checkbox, Dialog, LoadProblem, Notice, Skeleton, toast } from "@sayso/app-kit";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { type ReactNode, useId, useState } from "react";
import { api, dataOf } from "../../api/client";
import { keys, type ModuleLine, useModuleChange } from "../../modules/queries";
import { Findings, Losses } from "../../modules/revisions/PlanDialog";
import { Refusal } from "../../shell/Asking";
import { type Choices, wholeOnes } from "../../workspace/review/choices";
import type { Answers, NewerVersion } from "./queries";

interface TakeOverProps {
  readonly module: ModuleLine;
  readonly mayTake: boolean;
  readonly onClose: () => void;
}

/** What is new in a template, what that does here, whose is taken where both changed the same; and taking it over. */
export function TakeOver({ module: { slug, name }, mayTake, onClose }: TakeOverProps): ReactNode {
  const id = useId();
  const [answers, setAnswers] = useState<Answers>({});
  const [choices, setChoices] = useState<Choices>({});
  const [confirmed, setConfirmed] = useState(false);
  const params = { path: { slug } };
  const whole = wholeOnes(choices);
  const { data, error, refetch } = useQuery<NewerVersion, ApiError>({
    queryKey: keys.of(slug, "newer", JSON.stringify([answers, whole])),
    queryFn: () =>
      dataOf(
        api.POST("/api/v1/modules/{slug}/origin/plan", { params, body: { answers, choices: whole, confirmed: false } }),
      ),
    placeholderData: keepPreviousData,
    retry: false,
    gcTime: 0,
  });
  const take = useModuleChange(
    () =>
      dataOf(
        api.POST("/api/v1/modules/{slug}/origin/take-over", { params, body: { answers, choices: whole, confirmed } }),
      ),
    ({ module }) => {
      toast(`Published: ${module.name} ${module.version} is live.`);
      onClose();
    },
  );
  const plan = data?.plan;
  const waits =
    !data || data.clashes.some(({ key }) => !answers[key]) || plan?.blocked || (plan?.loses && !confirmed) || false;
  return (
    <Dialog
      open
      onClose={onClose}
      title={data ? `What changed from version ${data.version} to ${data.newest}` : "What changed in the template"}
      width="38rem"
      footer={
        <>
          <Button onClick={onClose}>{mayTake ? "Cancel" : "Close"}</Button>
          {mayTake && (
            <Button
              variant={plan?.loses ? "danger" : "primary"}
              busy={take.isPending}
              disabled={waits}
              onClick={() => take.mutate()}
            >
              {take.isPending ? "Taking over…" : "Take over"}
            </Button>
          )}
        </>
      }
    >
      <div className="grid gap-4">
        {error && !data && <LoadProblem error={error} onRetry={refetch} />}
        {!data && !error && <Skeleton className="h-24" />}
        {data && (
          <>
            <Sentences sentences={data.changed} none="The template was published again, without a change." />
            {data.clashes.map((clash) => (
              <Clash
                key={clash.key}
                clash={clash}
                answer={answers[clash.key]}
                onAnswer={(side) => setAnswers({ ...answers, [clash.key]: side })}
              />
            ))}
            {data.left_out.length > 0 && (
              <Notice title={`Not taken over: ${data.left_out.join(", ")}.`}>
                {name} has something else of that name, which stays.
              </Notice>
            )}
            <section className="grid gap-1.5">
              <h3 className="font-medium">What taking it over does to {name}</h3>
              <Sentences sentences={data.sentences} none="Nothing: all of it is here already." />
              {plan && (
                <p className="text-muted">
                  It becomes version {data.becomes}. {plan.steps.length === 0 && "The rows stay as they are."} Undo
                  brings it back as it is now.
                </p>
              )}
            </section>
            {data.widens.length > 0 && (
              <Notice tone="warning" title="It lets somebody do or see more than now.">
                {data.widens.join(" ")}
              </Notice>
            )}
            {plan && (
              <>
                <Losses plan={plan} />
                <Findings
                  slug={slug}
                  data={{ plan }}
                  choices={choices}
                  onChoose={(key, choice) => setChoices({ ...choices, [key]: choice })}
                />
              </>
            )}
          </>
        )}
        {plan?.loses && (
          <div className="flex items-start gap-2">
            <Checkbox id={id} checked={confirmed} onCheckedChange={(checked) => setConfirmed(checked === true)} />
            <label htmlFor={id}>I have read what is lost, and mean it</label>
          </div>
        )}
        <Refusal error={take.error} />
      </div>
    </Dialog>
  );
}

function Sentences({ sentences, none }: { readonly sentences: readonly string[]; readonly none: string }): ReactNode {
  if (sentences.length === 0) return <p className="text-muted">{none}</p>;
  return (
    <ul className="modules-list">
      {sentences.map((sentence) => (
        <li key={sentence} dir="auto">
          {sentence}
        </li>
      ))}
    </ul>
  );
}

interface ClashProps {
  readonly clash: NewerVersion["clashes"][number];
  readonly answer: Answers[string] | undefined;
  readonly onAnswer: (side: Answers[string]) => void;
}

function Clash({ clash: { key, label, what, mine, theirs }, answer, onAnswer }: ClashProps): ReactNode {
  return (
    <fieldset className="template-clash">
      <legend dir="auto">
        {label}: both changed the {what}
      </legend>
      {(
        [
          ["mine", "Keep yours", mine],
          ["theirs", "Take the template’s", theirs],
        ] as const
      ).map(([side, verb, value]) => (
        <label key={side}>
          <input type="radio" name={key} checked={answer === side} onChange={() => onAnswer(side)} />
          <span>
            {verb}: <span dir="auto">{value}</span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}
