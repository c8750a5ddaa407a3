import { IconButton } from "@sayso/app-kit";
import { X } from "lucide-react";
import { type ReactNode, useEffect, useRef } from "react";
import { addState, removeFlow } from "../../spec/edits/flows";
import { noteWords, stateLabel, stateNotes } from "../../spec/flows";
import { entityLabel } from "../../spec/lookup";
import type { AppSpec, Flow } from "../../spec/types";
import { AddLine } from "../editing/AddLine";
import { focusDrawn, focusElement } from "../editing/focus";
import { Provenance, Remove, TalkAbout } from "../editing/Small";
import type { Selection } from "../editing/selection";
import { stepLabel } from "./diagram/states";
import { StateForm } from "./parts/StateForm";
import { StepForm } from "./parts/StepForm";

export interface FlowPanelProps {
  readonly spec: AppSpec;
  readonly flow: Flow;
  readonly selection: Selection;
}

/** What is selected in the flow, beside it; the flow itself where nothing is. */
export function FlowPanel({ spec, flow, selection }: FlowPanelProps): ReactNode {
  const { at, select, goal } = selection;
  const frame = useRef<HTMLElement>(null);
  const asked = goal ? `${goal.id} ${goal.turn}` : null;
  useEffect(() => {
    if (asked !== null && goal?.id === flow.id) focusElement(frame.current, goal.id);
  }, [asked, goal, flow.id]);
  const state = flow.states.find(({ id }) => id === at);
  const move = flow.transitions.find(({ id }) => id === at);
  const close = () => {
    if (at) focusDrawn(at);
    select(null, { flow: flow.id });
  };
  const title = state?.label ?? (move ? stepLabel(move) : `Flow of ${entityLabel(spec, flow.entity)}`);
  return (
    <section
      ref={frame}
      className="data-panel"
      aria-label={title}
      tabIndex={-1}
      data-about={state?.id ?? move?.id}
      onKeyDown={(event) => event.key === "Escape" && event.currentTarget.contains(event.target as Node) && close()}
    >
      <div className="data-panel-head">
        <h2 className="truncate" dir="auto">
          {title}
        </h2>
        {(state || move) && (
          <IconButton label="Close" onClick={close}>
            <X aria-hidden />
          </IconButton>
        )}
      </div>
      <div className="data-panel-body">
        {state && <StateForm key={state.id} flow={flow} state={state} onRemoved={close} />}
        {move && <StepForm key={move.id} flow={flow} move={move} onRemoved={close} />}
        {!state && !move && <About spec={spec} flow={flow} />}
      </div>
    </section>
  );
}

/** The flow as a whole: what is worth a look, and what can be added. */
function About({ spec, flow }: { readonly spec: AppSpec; readonly flow: Flow }): ReactNode {
  const name = `the flow of ${entityLabel(spec, flow.entity)}`;
  return (
    <div className="data-form" data-element={flow.id}>
      <p className="text-muted">
        Records begin as {stateLabel(flow, flow.initial)}. Select a state or a step to change it; drag from the dot of a
        state to another one to add a step.
      </p>
      <Findings flow={flow} />
      <AddLine
        label="New state"
        placeholder="Add a state, such as On hold"
        button="Add state"
        edits={(text) => addState(flow, text)}
      />
      <Provenance source={flow.source} assumed={flow.assumed} />
      <div className="flex flex-wrap gap-2">
        <TalkAbout id={flow.id} name={name} />
        <Remove
          name={name}
          meaning="Records lose their state and the buttons for its steps. The states they had are archived, and come back on undo."
          edits={() => removeFlow(flow)}
        />
      </div>
    </div>
  );
}

/** States that nothing leads to, or that nothing leads out of, in words. */
export function Findings({ flow }: { readonly flow: Flow }): ReactNode {
  const notes = [...stateNotes(flow)];
  if (notes.length === 0) return null;
  return (
    <ul className="flow-findings">
      {notes.map(([state, note]) => (
        <li key={state}>
          <strong>{stateLabel(flow, state)}</strong> {noteWords(note)}
        </li>
      ))}
    </ul>
  );
}
