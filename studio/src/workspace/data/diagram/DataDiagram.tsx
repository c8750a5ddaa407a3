import { type ReactNode, useMemo } from "react";
import { findElement } from "../../../spec/lookup";
import type { AppSpec } from "../../../spec/types";
import { Canvas } from "../../diagram/Canvas";
import { usePositions } from "../../diagram/positions";
import type { Selection } from "../../editing/selection";
import { cardsOf, linesOf } from "./cards";
import { EntityCard } from "./EntityCard";
import { LinkLine } from "./LinkLine";
import { PickContext } from "./picking";

const BOXES = { entity: EntityCard };
const LINES = { link: LinkLine };

export interface DataDiagramProps {
  readonly spec: AppSpec;
  /** The session whose positions these are. */
  readonly session: string;
  readonly selection: Selection;
  readonly onConnect?: ((from: string, to: string) => void) | undefined;
}

/** All entities and their relations in one picture. */
export function DataDiagram({ spec, session, selection, onConnect }: DataDiagramProps): ReactNode {
  const { at, select, goal } = selection;
  const found = useMemo(() => findElement(spec, at), [spec, at]);
  const chosen = found?.field ?? (found?.kind === "field" ? found.id : null);
  const boxes = useMemo(() => cardsOf(spec, chosen), [spec, chosen]);
  const lines = useMemo(() => linesOf(spec), [spec]);
  const positions = usePositions(`${session}.data`);
  const owner = goal && findElement(spec, goal.id)?.owner;
  const aim = goal && owner ? { ...goal, id: owner } : null;
  return (
    <PickContext value={select}>
      <Canvas
        label="Diagram of entities and relations"
        boxes={boxes}
        lines={lines}
        boxTypes={BOXES}
        lineTypes={LINES}
        positions={positions}
        selected={found?.owner ?? null}
        onSelect={select}
        goal={aim}
        onConnect={onConnect}
      />
    </PickContext>
  );
}
