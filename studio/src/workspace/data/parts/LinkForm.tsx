import type { ReactNode } from "react";
import { removeLink, renameLink, setLink } from "../../../spec/edits/relations";
import { KINDS, linkSentence, ON_DELETE } from "../../../spec/links";
import { entityLabel } from "../../../spec/lookup";
import { snake } from "../../../spec/names";
import type { OnDelete, Relationship, RelationshipKind } from "../../../spec/types";
import { ChoiceEdit } from "../../editing/ChoiceEdit";
import { Labelled } from "../../editing/Labelled";
import { Provenance, Remove, TalkAbout } from "../../editing/Small";
import { TextEdit } from "../../editing/TextEdit";
import { TickEdit } from "../../editing/TickEdit";
import { useWorkspace } from "../../state/context";

/** Everything about a relation, each part changed in place. */
export function LinkForm({
  link,
  onRemoved,
}: {
  readonly link: Relationship;
  readonly onRemoved?: () => void;
}): ReactNode {
  const { spec } = useWorkspace();
  const [one, other] = [entityLabel(spec, link.from), entityLabel(spec, link.to)];
  return (
    <div className="data-form" data-element={link.id}>
      <p>{linkSentence(spec, link)}</p>
      <Labelled label={`${one} and ${other}`}>
        {(id) => (
          <ChoiceEdit<RelationshipKind>
            id={id}
            label={`How ${one} goes with ${other}`}
            value={link.kind}
            options={KINDS.map(({ value, label }) => ({ value, label: `${one} ${label} ${other}` }))}
            edits={(kind) => setLink(link, { kind })}
          />
        )}
      </Labelled>
      <div className="data-pair">
        <Labelled label={`In ${one} it is called`}>
          {(id) => (
            <TextEdit
              id={id}
              mono
              label={`What ${one} calls ${other}`}
              value={link.name}
              needed="It needs a name."
              edits={(text) => renameLink(link, { name: snake(text) })}
            />
          )}
        </Labelled>
        <Labelled label={`In ${other} it is called`}>
          {(id) => (
            <TextEdit
              id={id}
              mono
              label={`What ${other} calls ${one}`}
              value={link.inverse}
              needed="It needs a name."
              edits={(text) => renameLink(link, { inverse: snake(text) })}
            />
          )}
        </Labelled>
      </div>
      {link.kind !== "many_to_many" && (
        <>
          <TickEdit
            label="Required"
            help={`No record can be without ${link.kind === "belongs_to" ? other : one}.`}
            checked={link.required}
            edits={(required) => setLink(link, { required })}
          />
          <Labelled label={`When a record of ${link.kind === "belongs_to" ? other : one} is deleted`}>
            {(id) => (
              <ChoiceEdit<OnDelete>
                id={id}
                label="When it is deleted"
                value={link.on_delete}
                options={ON_DELETE}
                edits={(on_delete) => setLink(link, { on_delete })}
              />
            )}
          </Labelled>
        </>
      )}
      <Provenance source={link.source} assumed={link.assumed} />
      <div className="flex flex-wrap gap-2">
        <TalkAbout id={link.id} name="this relation" />
        <Remove
          name={`the relation of ${one} and ${other}`}
          meaning="What is linked to what is archived, and comes back on undo."
          edits={() => removeLink(link)}
          {...(onRemoved ? { onRemoved } : {})}
        />
      </div>
    </div>
  );
}
