import { Button, EmptyState, useUrlState } from "@sayso/app-kit";
import { Database, Link2, Plus, Table2, Workflow } from "lucide-react";
import { type ReactNode, useMemo, useState } from "react";
import { findElement } from "../../spec/lookup";
import { EditingProvider } from "../editing/editing";
import { ReadOnlyNotice } from "../editing/Small";
import { useSelection } from "../editing/selection";
import { Views } from "../editing/Views";
import { useIsNarrow } from "../editing/width";
import { useWorkspace } from "../state/context";
import { DataDiagram } from "./diagram/DataDiagram";
import { Find } from "./Find";
import { Panel } from "./panel/Panel";
import { AddEntity } from "./parts/AddEntity";
import { AddLink } from "./parts/AddLink";
import { Tables } from "./tables/Tables";

type View = "diagram" | "tables";

const VIEWS = [
  { value: "diagram", label: "Diagram", icon: Workflow },
  { value: "tables", label: "Tables", icon: Table2 },
] as const;

/** What the application keeps: entities, their fields and relations, as a picture or as tables. */
export default function DataTab(): ReactNode {
  return (
    <EditingProvider>
      <Data />
    </EditingProvider>
  );
}

function Data(): ReactNode {
  const { spec, session, mayEdit } = useWorkspace();
  const selection = useSelection();
  const isNarrow = useIsNarrow();
  const [wanted, setWanted] = useUrlState("view");
  const [adding, setAdding] = useState<Adding | null>(null);
  const found = useMemo(() => findElement(spec, selection.at), [spec, selection.at]);
  const view: View = wanted === "tables" || wanted === "diagram" ? wanted : isNarrow ? "tables" : "diagram";
  const isEmpty = spec.entities.length === 0;
  return (
    <div className="data-tab">
      <div className="data-bar">
        <Views label="How to show the data" views={VIEWS} value={view} onValue={setWanted} />
        {!isEmpty && <Find spec={spec} onFound={selection.show} />}
        {mayEdit && (
          <div className="data-bar-end">
            {!isEmpty && (
              <Button size="small" icon={<Link2 aria-hidden />} onClick={() => setAdding({ what: "link" })}>
                Add relation
              </Button>
            )}
            <Button size="small" icon={<Plus aria-hidden />} onClick={() => setAdding({ what: "entity" })}>
              Add entity
            </Button>
          </div>
        )}
      </div>
      <ReadOnlyNotice />
      {isEmpty ? (
        <EmptyState icon={<Database aria-hidden />} title="Nothing is kept yet">
          Say what you need in the conversation, or add the first entity here: a kind of thing that the application
          keeps records of.
        </EmptyState>
      ) : view === "tables" ? (
        <Tables spec={spec} selection={selection} />
      ) : (
        <div className="data-split">
          <DataDiagram
            spec={spec}
            session={session.id}
            selection={selection}
            {...(mayEdit ? { onConnect: (from, to) => setAdding({ what: "link", from, to }) } : {})}
          />
          {found && <Panel spec={spec} found={found} selection={selection} />}
        </div>
      )}
      {view === "diagram" && !isEmpty && (
        <p className="sr-only">Tables shows the same in words, and can do all that the diagram can.</p>
      )}
      {adding?.what === "entity" && <AddEntity onClose={() => setAdding(null)} onAdded={selection.show} />}
      {adding?.what === "link" && (
        <AddLink
          from={spec.entities.find(({ id }) => id === adding.from)?.name}
          to={spec.entities.find(({ id }) => id === adding.to)?.name}
          onClose={() => setAdding(null)}
        />
      )}
    </div>
  );
}

interface Adding {
  readonly what: "entity" | "link";
  readonly from?: string;
  readonly to?: string;
}
