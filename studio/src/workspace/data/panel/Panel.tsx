import { IconButton } from "@sayso/app-kit";
import { ChevronLeft, X } from "lucide-react";
import { type ReactNode, useEffect, useRef } from "react";
import { entityLabel, type Found } from "../../../spec/lookup";
import type { AppSpec } from "../../../spec/types";
import { focusDrawn, focusElement } from "../../editing/focus";
import type { Selection } from "../../editing/selection";
import { FieldForm } from "../parts/FieldForm";
import { LinkForm } from "../parts/LinkForm";
import { EntityPanel } from "./EntityPanel";

export interface PanelProps {
  readonly spec: AppSpec;
  readonly found: Found;
  readonly selection: Selection;
}

/** Everything about what is selected in the diagram, beside it. */
export function Panel({ spec, found, selection }: PanelProps): ReactNode {
  const { select, goal } = selection;
  const frame = useRef<HTMLElement>(null);
  const asked = goal ? `${goal.id} ${goal.turn}` : null;
  useEffect(() => {
    if (asked !== null && goal?.focus && goal.id !== found.owner) focusElement(frame.current, goal.id);
  }, [asked, goal, found.owner]);
  const { title, content, back } = shown(spec, found, select);
  const close = () => {
    focusDrawn(found.owner);
    select(null);
  };
  return (
    <section
      ref={frame}
      key={found.owner}
      className="data-panel"
      aria-label={title}
      tabIndex={-1}
      data-about={found.id}
      onKeyDown={(event) => event.key === "Escape" && event.currentTarget.contains(event.target as Node) && close()}
    >
      <div className="data-panel-head">
        {back && (
          <IconButton label={`Back to ${back.label}`} onClick={() => select(back.id)}>
            <ChevronLeft aria-hidden />
          </IconButton>
        )}
        <h2 className="truncate" dir="auto">
          {title}
        </h2>
        <IconButton label="Close" onClick={close}>
          <X aria-hidden />
        </IconButton>
      </div>
      <div className="data-panel-body">{content}</div>
    </section>
  );
}

interface Shown {
  readonly title: string;
  readonly content: ReactNode;
  readonly back?: { readonly id: string; readonly label: string };
}

function shown(spec: AppSpec, found: Found, select: (id: string | null) => void): Shown {
  const link = spec.relationships.find(({ id }) => id === found.id);
  if (link) {
    const title = `${entityLabel(spec, link.from)} and ${entityLabel(spec, link.to)}`;
    return { title, content: <LinkForm key={link.id} link={link} onRemoved={() => select(null)} /> };
  }
  const entity = spec.entities.find(({ id }) => id === found.owner);
  if (!entity) return { title: "", content: null };
  const field = entity.fields.find(({ id }) => id === (found.field ?? found.id));
  if (field) {
    const content = <FieldForm key={field.id} entity={entity} field={field} onRemoved={() => select(entity.id)} />;
    return { title: field.label, content, back: { id: entity.id, label: entity.display_name } };
  }
  return { title: entity.display_name, content: <EntityPanel entity={entity} select={select} /> };
}
