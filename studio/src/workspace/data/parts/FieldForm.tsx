import type { ReactNode } from "react";
import { relabelled, removeField, renameField, setField } from "../../../spec/edits/fields";
import { isChoice } from "../../../spec/field-types";
import { membersOf } from "../../../spec/lookup";
import type { Entity, Field } from "../../../spec/types";
import { Labelled } from "../../editing/Labelled";
import { Provenance, Remove, TalkAbout } from "../../editing/Small";
import { TextEdit } from "../../editing/TextEdit";
import { TickEdit } from "../../editing/TickEdit";
import { useWorkspace } from "../../state/context";
import { DefaultEdit, mayBegin } from "./DefaultEdit";
import { LimitsEdit } from "./LimitsEdit";
import { OptionList } from "./OptionList";
import { Reshape } from "./Reshape";
import { TypeEdit } from "./TypeEdit";

export interface FieldFormProps {
  readonly entity: Entity;
  readonly field: Field;
  /** Without what the row above it shows already. */
  readonly isBelowRow?: boolean;
  readonly onRemoved?: () => void;
}

/** Everything about a field, each part changed in place. */
export function FieldForm({ entity, field, isBelowRow = false, onRemoved }: FieldFormProps): ReactNode {
  const { spec } = useWorkspace();
  const taken = membersOf(spec, entity);
  return (
    <div className="data-form">
      {!isBelowRow && <Basics entity={entity} field={field} taken={taken} />}
      {isChoice(field.type) && (
        <div className="edit-labelled">
          <span className="edit-label">Choices</span>
          <OptionList field={field} />
        </div>
      )}
      {!isBelowRow && mayBegin(field) && (
        <Labelled label="Begins as" help="What a new record has here until somebody changes it.">
          {(id) => <DefaultEdit field={field} id={id} />}
        </Labelled>
      )}
      <LimitsEdit field={field} />
      <Labelled label="Help" help="Shown beside the field in forms.">
        {(id) => (
          <TextEdit
            id={id}
            lines
            label={`Help of ${field.label}`}
            value={field.help ?? ""}
            edits={(text) => setField(field, { help: text || null })}
          />
        )}
      </Labelled>
      <Labelled
        label="Name in data and code"
        help="Renaming it keeps the data; everything that mentions it goes along."
      >
        {(id) => (
          <TextEdit
            id={id}
            mono
            label={`Name of ${field.label} in data and code`}
            value={field.name}
            needed="A field needs a name."
            edits={(text) => renameField(field, text, field.label)}
          />
        )}
      </Labelled>
      <Provenance source={field.source} assumed={field.assumed} />
      <div className="flex flex-wrap gap-2">
        <TalkAbout id={field.id} name={field.label} />
        <Reshape entity={entity} field={field} taken={taken} />
        <Remove
          name={field.label}
          meaning="It goes from forms, lists and rules. What is stored in it is archived, and comes back on undo."
          edits={() => removeField(field)}
          {...(onRemoved ? { onRemoved } : {})}
        />
      </div>
    </div>
  );
}

interface BasicsProps {
  readonly entity: Entity;
  readonly field: Field;
  readonly taken: readonly string[];
}

function Basics({ field, taken }: BasicsProps): ReactNode {
  return (
    <>
      <Labelled label="Label" help="Renaming keeps the data.">
        {(id) => <LabelEdit id={id} field={field} taken={taken} />}
      </Labelled>
      <Labelled label="Type">{(id) => <TypeEdit id={id} field={field} />}</Labelled>
      <div>
        <TickEdit
          label="Required"
          help="No record can be without it."
          checked={field.required}
          edits={(required) => setField(field, { required })}
        />
        <TickEdit
          label="Unique"
          help="No two records have the same."
          checked={field.unique}
          edits={(unique) => setField(field, { unique })}
        />
        <TickEdit
          label="Searchable"
          help="The search finds records by it."
          checked={field.searchable}
          edits={(searchable) => setField(field, { searchable })}
        />
        <TickEdit
          label="Indexed"
          help="Filtering and sorting by it stays quick with many records."
          checked={field.indexed}
          edits={(indexed) => setField(field, { indexed })}
        />
      </div>
    </>
  );
}

export interface LabelEditProps {
  readonly id?: string;
  readonly field: Field;
  readonly taken: readonly string[];
}

/** The label of a field; its name follows where it said the same. */
export function LabelEdit({ id, field, taken }: LabelEditProps): ReactNode {
  return (
    <TextEdit
      {...(id ? { id } : {})}
      label={`Label of ${field.label}`}
      value={field.label}
      needed="A field needs a label."
      edits={(text) => {
        const { name, label } = relabelled(field, text, "field", taken);
        return renameField(field, name, label);
      }}
    />
  );
}
