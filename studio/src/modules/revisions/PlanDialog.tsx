import { type ApiError, Button, Checkbox, Dialog, LoadProblem, Notice, Skeleton, toast } from "@sayso/app-kit";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { type ReactNode, useId, useState } from "react";
import { Refusal } from "../../shell/Asking";
import type { AppSpec } from "../../spec/types";
import { type Choices, wholeOnes } from "../../workspace/review/choices";
import { Decision } from "../../workspace/review/Decision";
import { count } from "../format";
import { keys, type Preliminary, useModuleChange, useModuleSpec } from "../queries";
import { go, planOf, type Step } from "./steps";

export type { Step } from "./steps";

export interface PlanDialogProps {
  readonly title: string;
  readonly text: string;
  readonly verb: string;
  readonly slug: string;
  readonly step: Step;
  readonly onClose: () => void;
}

/** Shows what a step does to the live rows, has decided and confirmed what has to be, and takes it. */
export function PlanDialog({ title, text, verb, slug, step, onClose }: PlanDialogProps): ReactNode {
  const id = useId();
  const [choices, setChoices] = useState<Choices>({});
  const [confirmed, setConfirmed] = useState(false);
  const whole = wholeOnes(choices);
  const { data, error, refetch } = useQuery<Preliminary, ApiError>({
    queryKey: keys.of(slug, "plan", JSON.stringify([step, whole])),
    queryFn: () => planOf(slug, step, whole),
    placeholderData: keepPreviousData,
    retry: false,
    gcTime: 0,
  });
  const take = useModuleChange(
    () => go(slug, step, { confirmed, choices: whole }),
    (done) => {
      toast(`Published: ${done.module.name} ${done.module.version} is live.`);
      onClose();
    },
  );
  const plan = data?.plan;
  const waits = !plan || plan.blocked || (plan.loses && !confirmed);
  return (
    <Dialog
      open
      onClose={onClose}
      title={title}
      description={text}
      width="36rem"
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            variant={plan?.loses ? "danger" : "primary"}
            busy={take.isPending}
            disabled={waits}
            onClick={() => take.mutate()}
          >
            {take.isPending ? "Publishing…" : verb}
          </Button>
        </>
      }
    >
      <div className="grid gap-3">
        {error && !data && <LoadProblem error={error} onRetry={refetch} />}
        {!data && !error && <Skeleton className="h-5 w-3/5" />}
        {data && (
          <>
            <Sentences data={data} />
            <Findings
              slug={slug}
              data={data}
              choices={choices}
              onChoose={(key, choice) => setChoices({ ...choices, [key]: choice })}
            />
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

function Sentences({ data: { sentences, version, plan } }: { readonly data: Preliminary }): ReactNode {
  return (
    <>
      {sentences.length > 0 && (
        <ul className="modules-list">
          {sentences.map((sentence) => (
            <li key={sentence} dir="auto">
              {sentence}
            </li>
          ))}
        </ul>
      )}
      <p className="text-muted">
        It becomes version {version}. {plan.steps.length === 0 && "The rows stay as they are."}
      </p>
      <Losses plan={plan} />
    </>
  );
}

/** What a step does to the rows, as a warning where values leave them. */
export function Losses({ plan }: { readonly plan: Preliminary["plan"] }): ReactNode {
  if (plan.sentences.length === 0 && !plan.loses) return null;
  if (!plan.loses) return <p dir="auto">{plan.sentences.join(" ")}</p>;
  return (
    <Notice tone="warning" title="Values leave the live rows, or there is no way back.">
      {plan.sentences.join(" ")}
    </Notice>
  );
}

interface FindingsProps {
  readonly slug: string;
  readonly data: Pick<Preliminary, "plan">;
  readonly choices: Choices;
  readonly onChoose: (key: string, choice: Choices[string]) => void;
}

/** Rows that do not fit, each with the ways there are. */
export function Findings({ slug, data, choices, onChoose }: FindingsProps): ReactNode {
  const { data: spec } = useModuleSpec(slug);
  const found = data.plan.steps.flatMap(({ findings }) => findings);
  return found.map(({ meaning, count: rows, decision, chosen }) => (
    <div key={decision?.key ?? meaning} className="grid gap-1.5">
      <p>
        {meaning}: {rows === 1 ? "1 row" : `${count(rows)} rows`}
      </p>
      {decision && spec && (
        <Decision
          decision={decision}
          chosen={choices[decision.key] ?? chosen}
          spec={spec as AppSpec}
          running={spec as AppSpec}
          onChoose={(choice) => onChoose(decision.key, choice)}
        />
      )}
    </div>
  ));
}
