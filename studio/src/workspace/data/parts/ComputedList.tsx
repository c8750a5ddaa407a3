import { type ReactNode, useId, useState } from "react";
import { addComputed, removePart, renameComputed, setComputed } from "../../../spec/edits/entities";
import { FIELD_TYPES } from "../../../spec/field-types";
import { membersOf } from "../../../spec/lookup";
import type { Computed, Entity, FieldType } from "../../../spec/types";
import { Ask } from "../../editing/Ask";
import { ChoiceEdit } from "../../editing/ChoiceEdit";
import { useEditing } from "../../editing/editing";
import { Provenance, Remove } from "../../editing/Small";
import { TextEdit } from "../../editing/TextEdit";
import { useWorkspace } from "../../state/context";
import { AddButton } from "./AddButton";
import { ExpressionBox } from "./ExpressionBox";

const TYPES = FIELD_TYPES.filter(({ type }) => !["image", "file", "json", "uuid", "multi_enum", "enum"].includes(type));
const OPTIONS = TYPES.map(({ type, label }) => ({ value: type, label }));

/** Values that are worked out from others. */
export function ComputedList({ entity }: { readonly entity: Entity }): ReactNode {
  const { mayEdit } = useEditing();
  const [isAdding, setAdding] = useState(false);
  return (
    <div className="grid gap-2">
      {entity.computed.map((value) => (
        <ComputedRow key={value.id} entity={entity} value={value} />
      ))}
      {entity.computed.length === 0 && (
        <p className="text-sm text-muted">Nothing is worked out yet, such as a total or an age.</p>
      )}
      {mayEdit && <AddButton onClick={() => setAdding(true)}>Add computed value</AddButton>}
      {isAdding && <AddComputed entity={entity} onClose={() => setAdding(false)} />}
    </div>
  );
}

function ComputedRow({ entity, value }: { readonly entity: Entity; readonly value: Computed }): ReactNode {
  const { spec } = useWorkspace();
  return (
    <div className="data-part" data-element={value.id}>
      <div className="data-part-line">
        <TextEdit
          label={`Label of ${value.label}`}
          value={value.label}
          needed="A value needs a label."
          edits={(text) => renameComputed(value, text, membersOf(spec, entity))}
        />
        <ChoiceEdit<FieldType>
          label={`Type of ${value.label}`}
          value={value.type}
          options={OPTIONS}
          edits={(type) => setComputed(value, { type })}
        />
        <Remove
          bare
          name={value.label}
          meaning="It goes from lists and forms, and what is worked out from it goes too. Undo brings it back."
          edits={() => removePart("computed", value.id)}
        />
      </div>
      <TextEdit
        mono
        lines
        label={`How ${value.label} is worked out`}
        value={value.expression}
        needed="It needs an expression."
        edits={(expression) => setComputed(value, { expression })}
      />
      <Provenance source={value.source} assumed={value.assumed} />
    </div>
  );
}

function AddComputed({ entity, onClose }: { readonly entity: Entity; readonly onClose: () => void }): ReactNode {
  const { spec } = useWorkspace();
  const [label, setLabel] = useState("");
  const [type, setType] = useState<FieldType>("decimal");
  const [expression, setExpression] = useState("");
  const id = useId();
  return (
    <Ask
      title={`Add a computed value to ${entity.display_name}`}
      button="Add it"
      isReady={label.trim() !== "" && expression.trim() !== ""}
      edits={() => addComputed(entity, label.trim(), type, expression.trim(), membersOf(spec, entity))}
      onClose={onClose}
    >
      <div className="edit-labelled">
        <label htmlFor={`${id}-label`}>Label</label>
        <input
          id={`${id}-label`}
          className="input"
          dir="auto"
          placeholder="Total"
          value={label}
          onChange={(event) => setLabel(event.target.value)}
        />
      </div>
      <div className="edit-labelled">
        <label htmlFor={`${id}-type`}>Type</label>
        <select
          id={`${id}-type`}
          className="input"
          value={type}
          onChange={(event) => setType(event.target.value as FieldType)}
        >
          {TYPES.map((each) => (
            <option key={each.type} value={each.type}>
              {each.label}
            </option>
          ))}
        </select>
      </div>
      <ExpressionBox
        entity={entity}
        label="How it is worked out"
        placeholder="price * quantity"
        value={expression}
        onValue={setExpression}
      />
    </Ask>
  );
}
