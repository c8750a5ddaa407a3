import { asApiError, Button, LoadProblem, Notice, Skeleton, toastError } from "@sayso/app-kit";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { ArrowLeft, Rocket } from "lucide-react";
import type { ReactNode } from "react";
import type { Schemas } from "../api/client";
import { assemble, begin } from "./calls";
import { useForms } from "./context";
import type { ChangeDraft, Draft } from "./draft";
import { entitiesIn, pagesIn, reportsIn, rolesIn } from "./known";
import { failureOf, type Problem, stepOf } from "./problems";
import { type Shapes, type StepId, sizeOf } from "./shapes";
import { type Place, STEPS, wordsOf } from "./steps";

interface SummaryProps {
  readonly draft: Draft;
  readonly change: ChangeDraft;
  readonly onGo: (place: Place) => void;
}

/** All steps at a glance, what of them does not fit, and what makes an application of them. */
export function Summary({ draft, change, onGo }: SummaryProps): ReactNode {
  const { problems } = useForms();
  const navigate = useNavigate();
  const client = useQueryClient();
  const hasModel = sizeOf("object-model", draft.shapes) > 0;
  const made = useQuery({
    queryKey: ["wizard", "assembled", draft.shapes],
    queryFn: ({ signal }) => assemble(draft.shapes, signal),
    enabled: hasModel,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
  const create = useMutation({
    mutationFn: async (spec: Schemas["StepsAssembled"]["spec"]) => {
      const text = draft.texts["object-model"] ?? "";
      return { id: await begin(spec, text), name: spec.name };
    },
    onSuccess: async (created) => {
      change((known) => ({ ...known, created }));
      void client.invalidateQueries({ queryKey: ["sessions"] });
      await navigate({ to: "/sessions/$session/{-$tab}", params: { session: created.id, tab: "preview" } });
    },
    onError: toastError,
  });
  return (
    <div className="wizard-screen wizard-summary">
      <header className="wizard-question">
        <h2>Is this what you need?</h2>
        <p className="text-muted">
          Create it to see it running with sample data. You can change everything there, in words or by hand.
        </p>
      </header>
      <dl className="panel wizard-overview">
        {STEPS.map(({ id, label }) => (
          <div key={id}>
            <dt>{label}</dt>
            <dd>{saidOf(id, draft.shapes) || <span className="text-muted">{USUAL[id]}</span>}</dd>
            <Button variant="ghost" size="small" aria-label={`Change ${label}`} onClick={() => onGo(id)}>
              Change
            </Button>
          </div>
        ))}
      </dl>
      {!hasModel && (
        <Notice tone="warning" title="There are no records yet">
          <p>An application needs at least one kind of record.</p>
          <Button size="small" className="mt-1" onClick={() => onGo("object-model")}>
            Go to “Object model”
          </Button>
        </Notice>
      )}
      <Faults problems={problems} made={made.data} onGo={onGo} />
      {made.isFetching && (
        <div role="status" className="grid gap-2 text-muted">
          <p>Putting the steps together…</p>
          <Skeleton className="w-2/3" />
        </div>
      )}
      {made.error && <Refused error={made.error} onGo={onGo} onRetry={() => void made.refetch()} />}
      <footer className="wizard-foot">
        <Button icon={<ArrowLeft aria-hidden />} onClick={() => onGo("reports")}>
          Back
        </Button>
        <Button
          variant="primary"
          className="ms-auto"
          icon={<Rocket aria-hidden />}
          busy={create.isPending}
          disabled={!made.data || made.isFetching}
          onClick={() => made.data && create.mutate(made.data.spec)}
        >
          {create.isPending ? "Creating…" : "Create"}
        </Button>
      </footer>
    </div>
  );
}

const USUAL: Readonly<Record<StepId, string>> = {
  "object-model": "Nothing yet",
  relationships: "No links",
  "state-flow": "No states",
  pages: "The usual pages for these records",
  permissions: "The usual roles and rights",
  reports: "No reports",
};

function saidOf(step: StepId, shapes: Shapes): string {
  const listed = (items: readonly { readonly label: string }[]) => items.map(({ label }) => label).join(", ");
  const count = sizeOf(step, shapes);
  switch (step) {
    case "object-model":
      return listed(entitiesIn(shapes));
    case "relationships":
      return count ? `${count} ${count === 1 ? "link" : "links"} between records` : "";
    case "state-flow":
      return (shapes["state-flow"]?.flows ?? [])
        .map(
          ({ entity, states }) => `${entity.replaceAll("_", " ")}: ${states.map((s) => s.label ?? s.name).join(" → ")}`,
        )
        .join("; ");
    case "pages":
      return listed(pagesIn(shapes));
    case "permissions":
      return count ? listed(rolesIn(shapes)) : "";
    case "reports":
      return listed(reportsIn(shapes));
  }
}

interface FaultsProps {
  readonly problems: readonly Problem[];
  readonly made: Schemas["StepsAssembled"] | undefined;
  readonly onGo: (place: Place) => void;
}

/** What does not fit and would be left out, each with the way to its step. */
function Faults({ problems, made, onGo }: FaultsProps): ReactNode {
  const told = (made?.diagnostics ?? []).map((one) => ({
    step: stepOf(one),
    message: [one.message, one.hint].filter(Boolean).join(" "),
  }));
  const all = told.length > 0 ? told : problems;
  return (
    <>
      {all.length > 0 && (
        <Notice tone="warning" title="This does not fit together, and is left out as it is">
          <ul className="mt-1 grid gap-1.5">
            {all.map(({ step, message }) => (
              <li key={`${step} ${message}`} className="flex flex-wrap items-baseline gap-x-2">
                <span>{message}</span>
                <button type="button" className="link" onClick={() => onGo(step)}>
                  Go to “{wordsOf(step).label}”
                </button>
              </li>
            ))}
          </ul>
        </Notice>
      )}
      {made?.notices.map((notice) => (
        <p key={notice} className="text-muted">
          {notice}
        </p>
      ))}
    </>
  );
}

interface RefusedProps {
  readonly error: Error;
  readonly onGo: (place: Place) => void;
  readonly onRetry: () => void;
}

function Refused({ error, onGo, onRetry }: RefusedProps): ReactNode {
  const { problems } = failureOf(error);
  if (problems.length === 0) return <LoadProblem error={asApiError(error)} onRetry={onRetry} />;
  return (
    <Notice tone="danger" title="Something cannot be used as it is">
      <ul className="mt-1 grid gap-1.5">
        {problems.map(({ step, path, message }) => (
          <li key={`${step} ${path}`}>
            {message} ({path}){" "}
            <button type="button" className="link" onClick={() => onGo(step)}>
              Go to “{wordsOf(step).label}”
            </button>
          </li>
        ))}
      </ul>
    </Notice>
  );
}
