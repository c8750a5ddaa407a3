import { type ReactNode, useId, useState } from "react";
import { addRule, removePart, setRule } from "../../../spec/edits/entities";
import type { Entity, Rule } from "../../../spec/types";
import { Ask } from "../../editing/Ask";
import { useEditing } from "../../editing/editing";
import { Provenance, Remove } from "../../editing/Small";
import { TextEdit } from "../../editing/TextEdit";
import { AddButton } from "./AddButton";
import { ExpressionBox } from "./ExpressionBox";

/** Conditions that every record meets. */
export function RuleList({ entity }: { readonly entity: Entity }): ReactNode {
  const { mayEdit } = useEditing();
  const [isAdding, setAdding] = useState(false);
  return (
    <div className="grid gap-2">
      {entity.rules.map((rule) => (
        <RuleRow key={rule.id} rule={rule} />
      ))}
      {entity.rules.length === 0 && (
        <p className="text-sm text-muted">No rules yet, such as “The end is after the start”.</p>
      )}
      {mayEdit && <AddButton onClick={() => setAdding(true)}>Add rule</AddButton>}
      {isAdding && <AddRule entity={entity} onClose={() => setAdding(false)} />}
    </div>
  );
}

function RuleRow({ rule }: { readonly rule: Rule }): ReactNode {
  return (
    <div className="data-part" data-element={rule.id}>
      <div className="data-part-line">
        <TextEdit
          label={`What is said when “${rule.message}” is not met`}
          value={rule.message}
          needed="A rule needs words for people who do not keep to it."
          edits={(message) => setRule(rule, { message })}
        />
        <Remove
          bare
          name="this rule"
          meaning="Records need not meet it any more. Undo brings it back."
          edits={() => removePart("rule", rule.id)}
        />
      </div>
      <TextEdit
        mono
        lines
        label={`Condition of “${rule.message}”`}
        value={rule.expression}
        needed="A rule needs a condition."
        edits={(expression) => setRule(rule, { expression })}
      />
      <Provenance source={rule.source} assumed={rule.assumed} />
    </div>
  );
}

function AddRule({ entity, onClose }: { readonly entity: Entity; readonly onClose: () => void }): ReactNode {
  const [message, setMessage] = useState("");
  const [expression, setExpression] = useState("");
  const id = useId();
  return (
    <Ask
      title={`Add a rule to ${entity.display_name}`}
      meaning="Records that do not meet it are not saved, whoever saves them."
      button="Add it"
      isReady={message.trim() !== "" && expression.trim() !== ""}
      edits={() => addRule(entity, expression.trim(), message.trim())}
      onClose={onClose}
    >
      <ExpressionBox
        entity={entity}
        label="Condition"
        placeholder="ends_at > starts_at"
        value={expression}
        onValue={setExpression}
      />
      <div className="edit-labelled">
        <label htmlFor={id}>What people are told</label>
        <input
          id={id}
          className="input"
          dir="auto"
          placeholder="The end must be after the start."
          value={message}
          onChange={(event) => setMessage(event.target.value)}
        />
      </div>
    </Ask>
  );
}
