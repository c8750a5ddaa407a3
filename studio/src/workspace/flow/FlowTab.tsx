import { Button, EmptyState, Menu, MenuItem, useUrlState } from "@sayso/app-kit";
import { ArrowRight, GitBranch, Plus, Table2, Workflow } from "lucide-react";
import { type ReactNode, useState } from "react";
import { entityLabel, findElement, flowOf } from "../../spec/lookup";
import type { AppSpec, Entity, Flow } from "../../spec/types";
import { EditingProvider } from "../editing/editing";
import { ReadOnlyNotice } from "../editing/Small";
import { useSelection } from "../editing/selection";
import { Views } from "../editing/Views";
import { useIsNarrow } from "../editing/width";
import { useWorkspace } from "../state/context";
import { FlowDiagram } from "./diagram/FlowDiagram";
import { FlowPanel } from "./FlowPanel";
import { FlowTable } from "./FlowTable";
import { AddStep } from "./parts/AddStep";
import { GiveFlow } from "./parts/GiveFlow";

type View = "diagram" | "table";

const VIEWS = [
  { value: "diagram", label: "Diagram", icon: Workflow },
  { value: "table", label: "Table", icon: Table2 },
] as const;

/** The states that records go through, and who may take which step. */
export default function FlowTab(): ReactNode {
  return (
    <EditingProvider>
      <Flows />
    </EditingProvider>
  );
}

function Flows(): ReactNode {
  const { spec, session, mayEdit } = useWorkspace();
  const selection = useSelection();
  const isNarrow = useIsNarrow();
  const [wanted, setWanted] = useUrlState("view");
  const [chosen, setChosen] = useUrlState("flow");
  const [giving, setGiving] = useState<Entity | null>(null);
  const [step, setStep] = useState<{ readonly from?: string; readonly to?: string } | null>(null);
  const flow = flowAt(spec, selection.at, chosen);
  const view: View = wanted === "table" || wanted === "diagram" ? wanted : isNarrow ? "table" : "diagram";
  const stateName = (id: string | undefined) => flow?.states.find((state) => state.id === id)?.name;
  return (
    <div className="flow-tab">
      <div className="data-bar">
        {flow && <Views label="How to show the flow" views={VIEWS} value={view} onValue={setWanted} />}
        {flow && (
          <select
            className="input flow-choice"
            aria-label="Flow"
            value={flow.id}
            onChange={(event) => {
              selection.select(null, { flow: event.target.value });
              setChosen(event.target.value);
            }}
          >
            {spec.flows.map((one) => (
              <option key={one.id} value={one.id}>
                Flow of {entityLabel(spec, one.entity)}
              </option>
            ))}
          </select>
        )}
        {mayEdit && (
          <div className="data-bar-end">
            <Give spec={spec} onGive={setGiving} />
            {flow && (
              <Button size="small" icon={<ArrowRight aria-hidden />} onClick={() => setStep({})}>
                Add step
              </Button>
            )}
          </div>
        )}
      </div>
      <ReadOnlyNotice />
      {!flow ? (
        <NoFlow spec={spec} />
      ) : view === "table" ? (
        <FlowTable spec={spec} flow={flow} selection={selection} onAddStep={() => setStep({})} />
      ) : (
        <div className="data-split">
          <FlowDiagram
            spec={spec}
            flow={flow}
            session={session.id}
            selection={selection}
            {...(mayEdit ? { onConnect: (from: string, to: string) => setStep({ from, to }) } : {})}
          />
          <FlowPanel spec={spec} flow={flow} selection={selection} />
        </div>
      )}
      {giving && (
        <GiveFlow entity={giving} onClose={() => setGiving(null)} onGiven={() => selection.select(giving.id)} />
      )}
      {step && flow && (
        <AddStep flow={flow} from={stateName(step.from)} to={stateName(step.to)} onClose={() => setStep(null)} />
      )}
    </div>
  );
}

/** The flow that shows what is selected, else the chosen one, else the first. */
function flowAt(spec: AppSpec, at: string | null, chosen: string | null): Flow | undefined {
  const owner = findElement(spec, at)?.owner;
  const entity = spec.entities.find(({ id }) => id === owner);
  return (
    spec.flows.find(({ id }) => id === owner) ??
    (entity && flowOf(spec, entity.name)) ??
    spec.flows.find(({ id }) => id === chosen) ??
    spec.flows[0]
  );
}

function Give({ spec, onGive }: { readonly spec: AppSpec; readonly onGive: (entity: Entity) => void }): ReactNode {
  const without = spec.entities.filter(({ name }) => !flowOf(spec, name));
  if (without.length === 0) return null;
  return (
    <Menu
      trigger={
        <Button size="small" icon={<Plus aria-hidden />}>
          Add flow
        </Button>
      }
    >
      {without.map((entity) => (
        <MenuItem key={entity.id} onSelect={() => onGive(entity)}>
          Give {entity.display_name} a flow…
        </MenuItem>
      ))}
    </Menu>
  );
}

function NoFlow({ spec }: { readonly spec: AppSpec }): ReactNode {
  return (
    <EmptyState icon={<GitBranch aria-hidden />} title="Nothing goes through states yet">
      {spec.entities.length === 0
        ? "Once something is kept, its records can go through states, such as booked, confirmed and done."
        : "Give an entity a flow with “Add flow”, or say it: “an appointment is booked, then confirmed, then done”."}
    </EmptyState>
  );
}
