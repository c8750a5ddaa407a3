import { Icon } from "@sayso/app-kit";
import { Handle, type Node, type NodeProps, Position } from "@xyflow/react";
import { GitBranch, KeyRound } from "lucide-react";
import { memo, type ReactNode } from "react";
import { typeIcon, typeLabel } from "../../../spec/field-types";
import type { Field } from "../../../spec/types";
import { DropZone } from "../../diagram/DropZone";
import type { CardData } from "./cards";
import { usePick } from "./picking";

type Props = NodeProps<Node<CardData>>;

/** An entity with its fields; drawn again only when it, or what is chosen of it, changed. */
export const EntityCard = memo(Card, (before, next) => before.data === next.data && before.id === next.id);

function Card({ data: { entity, fields, more, flow, chosen } }: Props): ReactNode {
  return (
    <>
      <div className="entity-card">
        <div className="entity-card-head">
          <Icon name={entity.icon ?? "box"} />
          <span className="truncate" dir="auto">
            {entity.display_name}
          </span>
        </div>
        <div className="entity-card-rows py-1">
          {fields.map((field) => (
            <Row key={field.id} field={field} isChosen={field.id === chosen} />
          ))}
          {flow && (
            <div className="entity-card-row">
              <GitBranch aria-hidden />
              <span className="truncate">State</span>
              <span className="entity-card-type">{flow.states.length} states</span>
            </div>
          )}
          {more > 0 && <div className="entity-card-row text-muted">and {more} more</div>}
        </div>
        <DropZone />
      </div>
      <Handle
        type="source"
        position={Position.Right}
        className="diagram-handle"
        title="Drag to another entity to relate them"
      />
    </>
  );
}

function Row({ field, isChosen }: { readonly field: Field; readonly isChosen: boolean }): ReactNode {
  const pick = usePick();
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: a shortcut for the pointer; the panel lists the fields for all
    // biome-ignore lint/a11y/useKeyWithClickEvents: as above
    <div
      className="entity-card-row"
      data-chosen={isChosen || undefined}
      onClick={(event) => {
        event.stopPropagation();
        pick(field.id);
      }}
    >
      {field.unique ? <KeyRound aria-hidden /> : <Icon name={typeIcon(field.type)} />}
      <span className="truncate" dir="auto">
        {field.label}
        {field.required && <span className="entity-card-star"> *</span>}
      </span>
      <span className="entity-card-type">{typeLabel(field.type)}</span>
    </div>
  );
}
