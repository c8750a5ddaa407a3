import { type ReactNode, useEffect, useRef } from "react";
import { addState, moveState } from "../../spec/edits/flows";
import { noteWords, stateNotes } from "../../spec/flows";
import { entityLabel } from "../../spec/lookup";
import type { AppSpec, Flow, State, Transition } from "../../spec/types";
import { AddButton } from "../data/parts/AddButton";
import { AddLine } from "../editing/AddLine";
import { useEditing } from "../editing/editing";
import { focusElement } from "../editing/focus";
import { Sortable, useSortableRow } from "../editing/Sortable";
import type { Selection } from "../editing/selection";
import { Findings } from "./FlowPanel";
import { RemoveState, StateColor, StateLabel } from "./parts/StateForm";
import { Guard, RemoveStep, Roles, StepEnd, StepLabel } from "./parts/StepForm";

export interface FlowTableProps {
  readonly spec: AppSpec;
  readonly flow: Flow;
  readonly selection: Selection;
  readonly onAddStep: () => void;
}

/** A flow in words: its states and its steps as two tables. */
export function FlowTable({ spec, flow, selection, onAddStep }: FlowTableProps): ReactNode {
  const { mayEdit } = useEditing();
  const { goal } = selection;
  const frame = useRef<HTMLDivElement>(null);
  const asked = goal ? `${goal.id} ${goal.turn}` : null;
  useEffect(() => {
    if (asked !== null && goal) focusElement(frame.current, goal.id);
  }, [asked, goal]);
  const name = entityLabel(spec, flow.entity);
  return (
    <div ref={frame} className="data-tables" data-element={flow.id}>
      <section className="data-section flow-section" aria-label={`States of ${name}`}>
        <h2>States</h2>
        <Findings flow={flow} />
        <Sortable items={flow.states} nameOf={({ label }) => label} edits={moveState}>
          {(states) => (
            <ul className="grid gap-1">
              {states.map((state) => (
                <StateRow key={state.id} flow={flow} state={state} />
              ))}
            </ul>
          )}
        </Sortable>
        <AddLine
          label="New state"
          placeholder="Add a state, such as On hold"
          button="Add state"
          edits={(text) => addState(flow, text)}
        />
      </section>
      <section className="data-section flow-section" aria-label={`Steps of ${name}`}>
        <h2>Steps</h2>
        {flow.transitions.length === 0 && (
          <p className="text-muted">No steps yet: records stay in the state they begin in.</p>
        )}
        <ul className="grid gap-2">
          {flow.transitions.map((move) => (
            <StepRow key={move.id} spec={spec} flow={flow} move={move} />
          ))}
        </ul>
        {mayEdit && <AddButton onClick={onAddStep}>Add step</AddButton>}
      </section>
    </div>
  );
}

function StateRow({ flow, state }: { readonly flow: Flow; readonly state: State }): ReactNode {
  const { mayEdit } = useEditing();
  const { ref, style, grip } = useSortableRow(state.id, state.label, !mayEdit);
  const note = stateNotes(flow).get(state.name);
  const isInitial = state.name === flow.initial;
  return (
    <li ref={ref} style={style} className="flow-state-row" data-element={state.id}>
      {grip}
      <StateLabel flow={flow} state={state} />
      <StateColor state={state} />
      <span className="text-sm text-muted">
        {[isInitial ? "Begins here." : "", note ? noteWords(note) : ""].filter(Boolean).join(" ")}
      </span>
      <RemoveState bare flow={flow} state={state} />
    </li>
  );
}

interface StepRowProps {
  readonly spec: AppSpec;
  readonly flow: Flow;
  readonly move: Transition;
}

function StepRow({ spec, flow, move }: StepRowProps): ReactNode {
  return (
    <li className="data-part" data-element={move.id}>
      <div className="flow-step-row">
        <StepLabel flow={flow} move={move} />
        <StepEnd flow={flow} move={move} end="from" />
        <StepEnd flow={flow} move={move} end="to" />
        <RemoveStep bare move={move} />
      </div>
      <div className="flow-step-more">
        <div className="edit-labelled">
          <span className="edit-label">Who may</span>
          <Roles spec={spec} move={move} />
        </div>
        <div className="edit-labelled">
          <span className="edit-label">Only if</span>
          <Guard move={move} />
        </div>
      </div>
    </li>
  );
}
