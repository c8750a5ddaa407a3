import { Icon } from "@sayso/app-kit";
import { GitBranch, KeyRound } from "lucide-react";
import { type ReactNode, useState } from "react";
import { moveField } from "../../../spec/edits/fields";
import { typeIcon, typeLabel } from "../../../spec/field-types";
import { flowOf } from "../../../spec/lookup";
import type { Entity, Field } from "../../../spec/types";
import { useEditing } from "../../editing/editing";
import { ProvenanceSign } from "../../editing/Small";
import { Sortable, useSortableRow } from "../../editing/Sortable";
import { useWorkspace } from "../../state/context";
import { useOpenTab } from "../../state/place";
import { AddField } from "../parts/AddField";
import { ComputedList } from "../parts/ComputedList";
import { EntityHead } from "../parts/EntityHead";
import { IndexList } from "../parts/IndexList";
import { LinkList } from "../parts/LinkList";
import { RuleList } from "../parts/RuleList";

interface EntityPanelProps {
  readonly entity: Entity;
  readonly select: (id: string | null) => void;
}

/** An entity and everything it consists of. */
export function EntityPanel({ entity, select }: EntityPanelProps): ReactNode {
  const { spec } = useWorkspace();
  const openTab = useOpenTab();
  const [link, setLink] = useState<string | null>(null);
  const flow = flowOf(spec, entity.name);
  return (
    <>
      <EntityHead entity={entity} onRemoved={() => select(null)} />
      <Part title="Fields">
        <Sortable items={entity.fields} nameOf={({ label }) => label} edits={moveField}>
          {(fields) => (
            <ul>
              {fields.map((field) => (
                <FieldLine key={field.id} field={field} onOpen={() => select(field.id)} />
              ))}
            </ul>
          )}
        </Sortable>
        {flow && (
          <button type="button" className="data-row-button" onClick={() => openTab("flow", flow.id)}>
            <GitBranch aria-hidden />
            State
            <span className="ms-auto text-sm text-muted">{flow.states.length} states, in Flow</span>
          </button>
        )}
        <AddField entity={entity} />
      </Part>
      <Part title="Relations">
        <LinkList entity={entity} open={link} onOpen={setLink} />
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
    </>
  );
}

/** A titled part of the panel. */
export function Part({ title, children }: { readonly title: string; readonly children: ReactNode }): ReactNode {
  return (
    <div className="data-panel-part">
      <h3>{title}</h3>
      {children}
    </div>
  );
}

function FieldLine({ field, onOpen }: { readonly field: Field; readonly onOpen: () => void }): ReactNode {
  const { mayEdit } = useEditing();
  const { ref, style, grip } = useSortableRow(field.id, field.label, !mayEdit);
  return (
    <li ref={ref} style={style} className="data-field-line" data-element={field.id}>
      {grip}
      <button type="button" className="data-row-button" onClick={onOpen}>
        {field.unique ? <KeyRound aria-hidden /> : <Icon name={typeIcon(field.type)} />}
        <span className="truncate" dir="auto">
          {field.label}
        </span>
        {field.required && <span className="sr-only">required</span>}
        {field.required && (
          <span className="entity-card-star" aria-hidden>
            *
          </span>
        )}
        <ProvenanceSign source={field.source} assumed={field.assumed} />
        <span className="ms-auto text-sm text-muted">{typeLabel(field.type)}</span>
      </button>
    </li>
  );
}
