import { Badge, toneOf } from "@sayso/app-kit";
import type { ReactNode } from "react";
import { addOptions, colorOption, moveOption, removeOption, renameOption } from "../../../spec/edits/fields";
import { labelsIn } from "../../../spec/edits/flows";
import { STATE_COLORS } from "../../../spec/flows";
import type { Field, Option } from "../../../spec/types";
import { AddLine } from "../../editing/AddLine";
import { ChoiceEdit } from "../../editing/ChoiceEdit";
import { useEditing } from "../../editing/editing";
import { Remove } from "../../editing/Small";
import { Sortable, useSortableRow } from "../../editing/Sortable";
import { TextEdit } from "../../editing/TextEdit";

const COLORS = [{ value: "", label: "No colour" }, ...STATE_COLORS];

/** What can be chosen in a field, in the order in which it is offered. */
export function OptionList({ field }: { readonly field: Field }): ReactNode {
  return (
    <div className="grid gap-2">
      <Sortable items={field.options} nameOf={({ label }) => label} edits={moveOption}>
        {(options) => (
          <ul className="grid gap-1">
            {options.map((option) => (
              <OptionRow key={option.id} field={field} option={option} />
            ))}
          </ul>
        )}
      </Sortable>
      <AddLine
        label={`New choice of ${field.label}`}
        placeholder="Another choice; several with commas"
        button="Add"
        edits={(text) => addOptions(field, labelsIn(text))}
      />
    </div>
  );
}

function OptionRow({ field, option }: { readonly field: Field; readonly option: Option }): ReactNode {
  const { mayEdit } = useEditing();
  const { ref, style, grip } = useSortableRow(option.id, option.label, !mayEdit);
  return (
    <li ref={ref} style={style} className="data-option" data-element={option.id}>
      {grip}
      <TextEdit
        label={`Choice ${option.label}`}
        value={option.label}
        needed="A choice needs a name."
        edits={(text) => renameOption(field, option, text)}
      />
      <ChoiceEdit
        label={`Colour of ${option.label}`}
        value={option.color ?? ""}
        options={known(option.color)}
        edits={(color) => colorOption(option, color || null)}
      />
      <span aria-hidden>
        <Badge tone={toneOf(option.color)}>{option.label}</Badge>
      </span>
      <Remove
        bare
        name={option.label}
        meaning="Records with this choice keep it until they are changed; nobody can choose it any more. Undo brings it back."
        edits={() => removeOption(option)}
      />
    </li>
  );
}

/** Colours on offer, and the one it has where that is another word. */
export function known(color: string | null | undefined): readonly { readonly value: string; readonly label: string }[] {
  return color && !COLORS.some(({ value }) => value === color) ? [...COLORS, { value: color, label: color }] : COLORS;
}
