import { IconButton } from "@sayso/app-kit";
import { ChevronDown } from "lucide-react";
import { memo, type ReactNode } from "react";
import { moveField, removeField, setField } from "../../../spec/edits/fields";
import { isChoice } from "../../../spec/field-types";
import { membersOf } from "../../../spec/lookup";
import type { Entity, Field } from "../../../spec/types";
import { useEditing } from "../../editing/editing";
import { ProvenanceSign, Remove } from "../../editing/Small";
import { Sortable, useSortableRow } from "../../editing/Sortable";
import { TickEdit } from "../../editing/TickEdit";
import { useWorkspace } from "../../state/context";
import { DefaultEdit, mayBegin } from "../parts/DefaultEdit";
import { FieldForm, LabelEdit } from "../parts/FieldForm";
import { TypeEdit } from "../parts/TypeEdit";

export interface FieldGridProps {
  readonly entity: Entity;
  readonly at: string | null;
  readonly select: (id: string | null) => void;
}

const TICKS = [
  { key: "required", label: "Required", help: "No record can be without it" },
  { key: "unique", label: "Unique", help: "No two records have the same" },
  { key: "searchable", label: "Searchable", help: "The search finds records by it" },
  { key: "indexed", label: "Indexed", help: "Filtering and sorting by it stays quick" },
] as const;

/** The fields of an entity, one row each; more about one opens below it. */
export function FieldGrid({ entity, at, select }: FieldGridProps): ReactNode {
  if (entity.fields.length === 0) {
    return <p className="text-sm text-muted">No fields yet. Name the first one below.</p>;
  }
  return (
    <Sortable items={entity.fields} nameOf={({ label }) => label} edits={moveField}>
      {(fields) => (
        <table className="data-grid">
          <caption className="sr-only">Fields of {entity.display_name}</caption>
          <thead>
            <tr>
              <th>
                <span className="sr-only">Order</span>
              </th>
              <th>Label</th>
              <th>Type</th>
              {TICKS.map(({ key, label, help }) => (
                <th key={key} title={help} className="data-grid-tick">
                  {label}
                </th>
              ))}
              <th className="data-grid-default">Begins as</th>
              <th>
                <span className="sr-only">More</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {fields.map((field) => (
              <FieldRow
                key={field.id}
                entity={entity}
                field={field}
                isOpen={field.id === at || field.options.some(({ id }) => id === at)}
                select={select}
              />
            ))}
          </tbody>
        </table>
      )}
    </Sortable>
  );
}

interface FieldRowProps {
  readonly entity: Entity;
  readonly field: Field;
  readonly isOpen: boolean;
  readonly select: (id: string | null) => void;
}

const FieldRow = memo(function FieldRow({ entity, field, isOpen, select }: FieldRowProps): ReactNode {
  const { spec } = useWorkspace();
  const { mayEdit } = useEditing();
  const { ref, style, grip } = useSortableRow(field.id, field.label, !mayEdit);
  return (
    <>
      <tr ref={ref} style={style} data-element={field.id} data-open={isOpen || undefined}>
        <td className="data-grid-grip">{grip}</td>
        <td className="data-grid-label">
          <LabelEdit field={field} taken={membersOf(spec, entity)} />
        </td>
        <td className="data-grid-type">
          <TypeEdit field={field} />
        </td>
        {TICKS.map(({ key, label }) => (
          <td key={key} className="data-grid-tick" data-word={label}>
            <TickEdit
              bare
              label={`${field.label}: ${label.toLowerCase()}`}
              checked={field[key]}
              edits={(value) => setField(field, { [key]: value })}
            />
          </td>
        ))}
        <td className="data-grid-default">
          {mayBegin(field) && field.type !== "multi_enum" ? <DefaultEdit field={field} /> : null}
        </td>
        <td className="data-grid-more">
          <ProvenanceSign source={field.source} assumed={field.assumed} />
          <IconButton
            label={`More about ${field.label}`}
            aria-expanded={isOpen}
            onClick={() => select(isOpen ? null : field.id)}
          >
            <ChevronDown aria-hidden className="data-turning" />
          </IconButton>
          <Remove
            bare
            name={field.label}
            meaning="It goes from forms, lists and rules. What is stored in it is archived, and comes back on undo."
            edits={() => removeField(field)}
          />
        </td>
      </tr>
      {isChoice(field.type) && !isOpen && (
        <tr className="data-grid-choices">
          <td />
          <td colSpan={8}>{field.options.map(({ label }) => label).join(", ") || "Nothing to choose from yet"}</td>
        </tr>
      )}
      {isOpen && (
        <tr className="data-grid-form">
          <td colSpan={9}>
            <FieldForm entity={entity} field={field} isBelowRow onRemoved={() => select(null)} />
          </td>
        </tr>
      )}
    </>
  );
});
