import { Button, Menu, MenuItem } from "@sayso/app-kit";
import { ChevronDown, Columns2, GitBranch, SplitSquareHorizontal } from "lucide-react";
import { type ReactNode, useId, useState } from "react";
import { splitField, splitOff } from "../../../spec/edits/fields";
import { labelsIn, makeFlow } from "../../../spec/edits/flows";
import { isPlainText } from "../../../spec/field-types";
import { flowOf } from "../../../spec/lookup";
import { sentence } from "../../../spec/names";
import type { Entity, Field } from "../../../spec/types";
import { Ask } from "../../editing/Ask";
import { useWorkspace } from "../../state/context";

export interface ReshapeProps {
  readonly entity: Entity;
  readonly field: Field;
  readonly taken: readonly string[];
}

type Way = "records" | "fields" | "flow";

/** What a field can carry on as: records of their own, several fields, or the state of a flow. */
export function Reshape({ entity, field, taken }: ReshapeProps): ReactNode {
  const { spec, mayEdit } = useWorkspace();
  const [way, setWay] = useState<Way | null>(null);
  if (!mayEdit) return null;
  const maySplit = isPlainText(field.type);
  const mayFlow = field.type === "enum" && field.options.length > 0 && !flowOf(spec, entity.name);
  return (
    <>
      <Menu
        align="start"
        trigger={
          <Button size="small">
            Turn into <ChevronDown aria-hidden />
          </Button>
        }
      >
        <MenuItem icon={<SplitSquareHorizontal aria-hidden />} onSelect={() => setWay("records")}>
          Records of their own…
        </MenuItem>
        {maySplit && (
          <MenuItem icon={<Columns2 aria-hidden />} onSelect={() => setWay("fields")}>
            Several fields…
          </MenuItem>
        )}
        {mayFlow && (
          <MenuItem icon={<GitBranch aria-hidden />} onSelect={() => setWay("flow")}>
            A state flow…
          </MenuItem>
        )}
      </Menu>
      {way === "records" && <IntoRecords field={field} onClose={() => setWay(null)} />}
      {way === "fields" && <IntoFields field={field} taken={taken} onClose={() => setWay(null)} />}
      {way === "flow" && (
        <Ask
          title={`Make ${field.label} a state flow`}
          meaning={`Its choices become states, one leading to the next. Records stay in the state they have. The steps are then yours to draw in Flow.`}
          button="Make it a flow"
          edits={() => makeFlow(entity, field)}
          onClose={() => setWay(null)}
        />
      )}
    </>
  );
}

function IntoRecords({ field, onClose }: { readonly field: Field; readonly onClose: () => void }): ReactNode {
  const [label, setLabel] = useState(sentence(field.name));
  const [isMultiple, setMultiple] = useState(field.type === "multi_enum");
  const id = useId();
  return (
    <Ask
      title={`Turn ${field.label} into records of their own`}
      meaning="Each different value becomes a record with that name, and what had the value is linked to it. No value is lost."
      button="Split it off"
      edits={() => splitOff(field, label.trim() || field.label, isMultiple)}
      onClose={onClose}
    >
      <div className="edit-labelled">
        <label htmlFor={id}>What one of them is called</label>
        <input id={id} className="input" dir="auto" value={label} onChange={(event) => setLabel(event.target.value)} />
      </div>
      <label className="edit-tick">
        <input type="checkbox" checked={isMultiple} onChange={(event) => setMultiple(event.target.checked)} />
        Several of them may go with one record
      </label>
    </Ask>
  );
}

interface IntoFieldsProps {
  readonly field: Field;
  readonly taken: readonly string[];
  readonly onClose: () => void;
}

function IntoFields({ field, taken, onClose }: IntoFieldsProps): ReactNode {
  const [text, setText] = useState("");
  const id = useId();
  const labels = labelsIn(text);
  return (
    <Ask
      title={`Split ${field.label} into several fields`}
      meaning="The first word of what is stored goes into the first field, the rest into the last one."
      button="Split it"
      isReady={labels.length >= 2}
      edits={() => splitField(field, labels, taken)}
      onClose={onClose}
    >
      <div className="edit-labelled">
        <label htmlFor={id}>The new fields, with commas</label>
        <input
          id={id}
          className="input"
          dir="auto"
          placeholder="First name, Last name"
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      </div>
    </Ask>
  );
}
