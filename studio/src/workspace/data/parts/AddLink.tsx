import { type ReactNode, useId, useState } from "react";
import { addLink, type LinkDraft, linkNames } from "../../../spec/edits/relations";
import { KINDS, linkSentence, ON_DELETE } from "../../../spec/links";
import { entityLabel } from "../../../spec/lookup";
import { snake } from "../../../spec/names";
import type { AppSpec, OnDelete, RelationshipKind } from "../../../spec/types";
import { Ask } from "../../editing/Ask";
import { useWorkspace } from "../../state/context";

export interface AddLinkProps {
  /** Names of the entities that are chosen to begin with. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly onClose: () => void;
}

/** Asks how two entities go together, and relates them. */
export function AddLink({ from, to, onClose }: AddLinkProps): ReactNode {
  const { spec } = useWorkspace();
  const [draft, setDraft] = useState(() => drafted(spec, from, to));
  const entities = spec.entities.map(({ name, display_name }) => ({ value: name, label: display_name }));
  const [one, other] = [entityLabel(spec, draft.from), entityLabel(spec, draft.to)];
  const set = (changes: Partial<LinkDraft>) => setDraft((before) => ({ ...before, ...changes }));
  /** Another kind or end makes other names likely; those typed by hand stay. */
  const reshape = (changes: Partial<LinkDraft>) =>
    setDraft((before) => {
      const next = { ...before, ...changes };
      const [old, fresh] = [
        linkNames(spec, before.kind, before.from, before.to),
        linkNames(spec, next.kind, next.from, next.to),
      ];
      return {
        ...next,
        name: before.name === old.name ? fresh.name : before.name,
        inverse: before.inverse === old.inverse ? fresh.inverse : before.inverse,
      };
    });
  return (
    <Ask
      title="Add a relation"
      meaning={linkSentence(spec, { id: "", ...draft })}
      button="Add relation"
      isReady={draft.name !== "" && draft.inverse !== ""}
      edits={() => addLink({ ...draft, name: snake(draft.name), inverse: snake(draft.inverse) })}
      onClose={onClose}
    >
      <div className="data-pair">
        <Pick label="From" value={draft.from} options={entities} onValue={(value) => reshape({ from: value })} />
        <Pick label="To" value={draft.to} options={entities} onValue={(value) => reshape({ to: value })} />
      </div>
      <Pick<RelationshipKind>
        label="How they go together"
        value={draft.kind}
        options={KINDS.map(({ value, label }) => ({ value, label: `${one} ${label} ${other}` }))}
        onValue={(kind) => reshape({ kind })}
      />
      <div className="data-pair">
        <Name label={`In ${one} it is called`} value={draft.name} onValue={(name) => set({ name })} />
        <Name label={`In ${other} it is called`} value={draft.inverse} onValue={(inverse) => set({ inverse })} />
      </div>
      {draft.kind !== "many_to_many" && (
        <>
          <label className="edit-tick">
            <input
              type="checkbox"
              checked={draft.required}
              onChange={(event) => set({ required: event.target.checked })}
            />
            Required: no record can be without {draft.kind === "belongs_to" ? other : one}
          </label>
          <Pick<OnDelete>
            label={`When a record of ${draft.kind === "belongs_to" ? other : one} is deleted`}
            value={draft.on_delete}
            options={ON_DELETE}
            onValue={(on_delete) => set({ on_delete })}
          />
        </>
      )}
    </Ask>
  );
}

function drafted(spec: AppSpec, from?: string, to?: string): LinkDraft {
  const first = from ?? spec.entities[0]?.name ?? "";
  const second = to ?? spec.entities.find(({ name }) => name !== first)?.name ?? first;
  const ends = { kind: "belongs_to", from: first, to: second } as const;
  return { ...ends, ...linkNames(spec, "belongs_to", first, second), required: false, on_delete: "restrict" };
}

interface PickProps<Value extends string> {
  readonly label: string;
  readonly value: Value;
  readonly options: readonly { readonly value: Value; readonly label: string }[];
  readonly onValue: (value: Value) => void;
}

function Pick<Value extends string>({ label, value, options, onValue }: PickProps<Value>): ReactNode {
  const id = useId();
  return (
    <div className="edit-labelled">
      <label htmlFor={id}>{label}</label>
      <select id={id} className="input" value={value} onChange={(event) => onValue(event.target.value as Value)}>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </div>
  );
}

interface NameProps {
  readonly label: string;
  readonly value: string;
  readonly onValue: (value: string) => void;
}

function Name({ label, value, onValue }: NameProps): ReactNode {
  const id = useId();
  return (
    <div className="edit-labelled">
      <label htmlFor={id}>{label}</label>
      <input id={id} className="input edit-mono" value={value} onChange={(event) => onValue(event.target.value)} />
    </div>
  );
}
