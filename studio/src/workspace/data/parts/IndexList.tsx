import { TagSelect } from "@sayso/app-kit";
import { type ReactNode, useState } from "react";
import { addIndex, removePart, setIndex } from "../../../spec/edits/entities";
import { flowOf } from "../../../spec/lookup";
import { listed, sentence } from "../../../spec/names";
import type { AppSpec, Entity, Index } from "../../../spec/types";
import { Ask } from "../../editing/Ask";
import { useChange, useEditing } from "../../editing/editing";
import { Refusal } from "../../editing/Refusal";
import { Remove } from "../../editing/Small";
import { TickEdit } from "../../editing/TickEdit";
import { useWorkspace } from "../../state/context";
import { AddButton } from "./AddButton";

/** What is stored of a record and can be indexed. */
function stored(spec: AppSpec, entity: Entity) {
  const parents = spec.relationships.flatMap(({ kind, from, to, name, inverse }) => {
    if (kind === "belongs_to" && from === entity.name) return [name];
    return kind === "has_many" && to === entity.name ? [inverse] : [];
  });
  const flow = flowOf(spec, entity.name);
  const names = [...entity.fields.map(({ name }) => name), ...parents, ...(flow ? [flow.field] : []), "created_at"];
  return names.map((name) => ({
    value: name,
    label: entity.fields.find((field) => field.name === name)?.label ?? sentence(name),
  }));
}

/** Indexes over several fields: for speed, or so that a combination is there only once. */
export function IndexList({ entity }: { readonly entity: Entity }): ReactNode {
  const { spec } = useWorkspace();
  const { mayEdit } = useEditing();
  const [isAdding, setAdding] = useState(false);
  const options = stored(spec, entity);
  return (
    <div className="grid gap-2">
      {entity.indexes.map((index) => (
        <IndexRow key={index.id} index={index} options={options} />
      ))}
      {entity.indexes.length === 0 && (
        <p className="text-sm text-muted">No indexes over several fields. A single field is indexed by its own tick.</p>
      )}
      {mayEdit && <AddButton onClick={() => setAdding(true)}>Add index</AddButton>}
      {isAdding && <Adding entity={entity} options={options} onClose={() => setAdding(false)} />}
    </div>
  );
}

type Options = ReturnType<typeof stored>;

function IndexRow({ index, options }: { readonly index: Index; readonly options: Options }): ReactNode {
  const { mayEdit, reasons, change } = useChange();
  const name = listed(index.fields.map((field) => options.find(({ value }) => value === field)?.label ?? field));
  return (
    <div className="data-part" data-element={index.id}>
      <div className="data-part-line">
        <div>
          <TagSelect
            aria-label={`Fields of the index over ${name}`}
            values={index.fields}
            options={options}
            disabled={!mayEdit}
            onValues={(fields) => fields.length > 0 && void change(setIndex(index, { fields: [...fields] }))}
          />
          <Refusal reasons={reasons} />
        </div>
        <Remove
          bare
          name={`the index over ${name}`}
          meaning="Records stay as they are. Undo brings it back."
          edits={() => removePart("index", index.id)}
        />
      </div>
      <TickEdit
        label="Unique"
        help="No two records have the same combination."
        checked={index.unique}
        edits={(unique) => setIndex(index, { unique })}
      />
    </div>
  );
}

interface AddingProps {
  readonly entity: Entity;
  readonly options: Options;
  readonly onClose: () => void;
}

function Adding({ entity, options, onClose }: AddingProps): ReactNode {
  const [fields, setFields] = useState<readonly string[]>([]);
  const [isUnique, setUnique] = useState(false);
  return (
    <Ask
      title={`Add an index to ${entity.display_name}`}
      meaning="Filtering and sorting by these fields together stays quick with many records."
      button="Add it"
      isReady={fields.length > 0}
      edits={() => addIndex(entity, fields, isUnique)}
      onClose={onClose}
    >
      <TagSelect
        aria-label="Fields of the index"
        values={fields}
        options={options}
        onValues={setFields}
        placeholder="Choose fields…"
      />
      <label className="edit-tick">
        <input type="checkbox" checked={isUnique} onChange={(event) => setUnique(event.target.checked)} />
        No two records have the same combination
      </label>
    </Ask>
  );
}
