import { Button } from "@sayso/app-kit";
import { ArrowLeft, ArrowRight } from "lucide-react";
import type { ComponentType, ReactNode } from "react";
import { Describe } from "./Describe";
import type { ChangeDraft, Draft } from "./draft";
import { ObjectModelForm } from "./forms/ObjectModelForm";
import { PagesForm } from "./forms/PagesForm";
import { PermissionsForm } from "./forms/PermissionsForm";
import { RelationshipsForm } from "./forms/RelationshipsForm";
import { ReportsForm } from "./forms/ReportsForm";
import { StateFlowForm } from "./forms/StateFlowForm";
import { Nothing } from "./Nothing";
import type { StepId } from "./shapes";
import { PLACES, type Place, wordsOf } from "./steps";
import type { Reading } from "./use-reading";

const FORMS: Readonly<Record<StepId, ComponentType>> = {
  "object-model": ObjectModelForm,
  relationships: RelationshipsForm,
  "state-flow": StateFlowForm,
  pages: PagesForm,
  permissions: PermissionsForm,
  reports: ReportsForm,
};

interface StepScreenProps {
  readonly step: StepId;
  readonly draft: Draft;
  readonly change: ChangeDraft;
  readonly reading: Reading;
  readonly onGo: (place: Place) => void;
}

/** One step: its words on one side, its form on the other, and the way back and on. */
export function StepScreen({ step, draft, change, reading, onGo }: StepScreenProps): ReactNode {
  const { question, lead } = wordsOf(step);
  const Form = FORMS[step];
  const at = PLACES.indexOf(step);
  const back = PLACES[at - 1];
  const next = PLACES[at + 1] ?? "summary";
  return (
    <div className="wizard-screen">
      <header className="wizard-question">
        <h2>{question}</h2>
        <p className="text-muted">{lead}</p>
      </header>
      <div className="wizard-sides">
        <Describe step={step} draft={draft} change={change} reading={reading} onGo={onGo} />
        <section className="wizard-form" aria-label={wordsOf(step).label}>
          <Nothing step={step} />
          <Form />
        </section>
      </div>
      <footer className="wizard-foot">
        {back && (
          <Button icon={<ArrowLeft aria-hidden />} onClick={() => onGo(back)}>
            Back
          </Button>
        )}
        <Button variant="primary" className="ms-auto" onClick={() => onGo(next)}>
          {next === "summary" ? "Look at all of it" : `Next: ${wordsOf(next).label}`}
          <ArrowRight aria-hidden />
        </Button>
      </footer>
    </div>
  );
}
