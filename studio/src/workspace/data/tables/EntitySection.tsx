import { Icon } from "@sayso/app-kit";
import { ChevronRight } from "lucide-react";
import { memo, type ReactNode } from "react";
import { flowOf, linksOf } from "../../../spec/lookup";
import type { AppSpec, Entity } from "../../../spec/types";
import { ProvenanceSign } from "../../editing/Small";
import { useWorkspace } from "../../state/context";
import { Part } from "../panel/EntityPanel";
import { AddField } from "../parts/AddField";
import { ComputedList } from "../parts/ComputedList";
import { EntityHead } from "../parts/EntityHead";
import { IndexList } from "../parts/IndexList";
import { LinkList } from "../parts/LinkList";
import { RuleList } from "../parts/RuleList";
import { FieldGrid } from "./FieldGrid";

export interface EntitySectionProps {
  readonly entity: Entity;
  readonly isOpen: boolean;
  readonly at: string | null;
  readonly onToggle: () => void;
  readonly select: (id: string | null) => void;
}

/** An entity as a table of its fields, with everything else about it below. */
export function EntitySection({ entity, isOpen, at, onToggle, select }: EntitySectionProps): ReactNode {
  const { spec } = useWorkspace();
  return (
    <section className="data-section" aria-label={entity.display_name}>
      <h2>
        <button
          type="button"
          className="data-section-head"
          aria-expanded={isOpen}
          onClick={onToggle}
          data-element={isOpen ? undefined : entity.id}
        >
          <ChevronRight aria-hidden className="data-chevron" />
          <Icon name={entity.icon ?? "box"} />
          <span className="truncate" dir="auto">
            {entity.display_name}
          </span>
          <ProvenanceSign source={entity.source} assumed={entity.assumed} />
          <span className="data-section-counts">{counts(spec, entity)}</span>
        </button>
      </h2>
      {isOpen && <Content entity={entity} at={at} select={select} />}
    </section>
  );
}

/** Drawn again only when the entity, or what is selected, changed. */
const Content = memo(function Content(props: Omit<EntitySectionProps, "isOpen" | "onToggle">): ReactNode {
  const { entity, at, select } = props;
  const { spec } = useWorkspace();
  const open = linksOf(spec, entity.name).find(({ id }) => id === at)?.id ?? null;
  return (
    <div className="data-section-body">
      <FieldGrid entity={entity} at={at} select={select} />
      <AddField entity={entity} />
      <div className="data-columns">
        <Part title="About it">
          <EntityHead entity={entity} onRemoved={() => select(null)} />
        </Part>
        <Part title="Relations">
          <LinkList entity={entity} open={open} onOpen={select} />
        </Part>
        <Part title="Computed values">
          <ComputedList entity={entity} />
        </Part>
        <Part title="Rules">
          <RuleList entity={entity} />
        </Part>
        <Part title="Indexes">
          <IndexList entity={entity} />
        </Part>
      </div>
    </div>
  );
});

function counts(spec: AppSpec, entity: Entity): string {
  const said = (count: number, word: string) => (count === 0 ? [] : [`${count} ${word}${count === 1 ? "" : "s"}`]);
  return [
    ...said(entity.fields.length, "field"),
    ...said(linksOf(spec, entity.name).length, "relation"),
    ...said(entity.computed.length, "computed value"),
    ...said(entity.rules.length, "rule"),
    ...(flowOf(spec, entity.name) ? ["a flow"] : []),
  ].join(", ");
}
