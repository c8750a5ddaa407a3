import type { ReactNode } from "react";
import { removeEntity, renameEntity, setEntity } from "../../../spec/edits/entities";
import { linksOf } from "../../../spec/lookup";
import type { AppSpec, Entity } from "../../../spec/types";
import { Labelled } from "../../editing/Labelled";
import { Provenance, Remove, TalkAbout } from "../../editing/Small";
import { TextEdit } from "../../editing/TextEdit";
import { useWorkspace } from "../../state/context";
import { IconEdit } from "./IconEdit";
import { MergeFields } from "./MergeFields";

/** What an entity is called, how it looks and what it is for. */
export function EntityHead({
  entity,
  onRemoved,
}: {
  readonly entity: Entity;
  readonly onRemoved?: () => void;
}): ReactNode {
  const { spec } = useWorkspace();
  return (
    <div className="data-form" data-element={entity.id}>
      <div className="data-entity-name">
        <IconEdit entity={entity} />
        <Labelled label="Name" help="Renaming keeps the data; pages and relations go along.">
          {(id) => (
            <TextEdit
              id={id}
              label={`Name of ${entity.display_name}`}
              value={entity.display_name}
              needed="An entity needs a name."
              edits={(text) => renameEntity(spec, entity, text)}
            />
          )}
        </Labelled>
      </div>
      <Labelled label="Description">
        {(id) => (
          <TextEdit
            id={id}
            lines
            label={`Description of ${entity.display_name}`}
            value={entity.description}
            placeholder="What it is for"
            edits={(description) => setEntity(entity, { description })}
          />
        )}
      </Labelled>
      <Provenance source={entity.source} assumed={entity.assumed} />
      <div className="flex flex-wrap gap-2">
        <TalkAbout id={entity.id} name={entity.display_name} />
        <MergeFields entity={entity} />
        <Remove
          name={entity.display_name}
          meaning={removalMeaning(spec, entity)}
          edits={() => removeEntity(entity)}
          {...(onRemoved ? { onRemoved } : {})}
        />
      </div>
    </div>
  );
}

function removalMeaning(spec: AppSpec, entity: Entity): string {
  const links = linksOf(spec, entity.name).length;
  const along = links === 0 ? "" : links === 1 ? ", its relation" : `, its ${links} relations`;
  return `Its pages${along} and what is computed from it go too. Records are archived, and come back on undo.`;
}
