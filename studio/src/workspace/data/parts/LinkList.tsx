import { ChevronRight } from "lucide-react";
import type { ReactNode } from "react";
import { manyWords, seenFrom } from "../../../spec/links";
import { entityLabel, linksOf } from "../../../spec/lookup";
import { sentence } from "../../../spec/names";
import type { Entity } from "../../../spec/types";
import { useWorkspace } from "../../state/context";
import { LinkForm } from "./LinkForm";

export interface LinkListProps {
  readonly entity: Entity;
  readonly open: string | null;
  readonly onOpen: (id: string | null) => void;
}

/** What an entity goes with; each opens to be changed. */
export function LinkList({ entity, open, onOpen }: LinkListProps): ReactNode {
  const { spec } = useWorkspace();
  const links = linksOf(spec, entity.name);
  if (links.length === 0)
    return <p className="text-sm text-muted">It stands alone: nothing belongs to it, and it belongs to nothing.</p>;
  return (
    <ul className="grid gap-1">
      {links.map((link) => {
        const { name, many } = seenFrom(entity, link);
        const other = link.from === entity.name ? link.to : link.from;
        return (
          <li key={link.id} className="data-link">
            <button
              type="button"
              className="data-row-button"
              aria-expanded={open === link.id}
              onClick={() => onOpen(open === link.id ? null : link.id)}
            >
              <ChevronRight aria-hidden className="data-chevron" />
              <span className="truncate" dir="auto">
                {sentence(name)}
              </span>
              <span className="ms-auto truncate text-sm text-muted">
                {manyWords(many)} of {entityLabel(spec, other)}
              </span>
            </button>
            {open === link.id && <LinkForm link={link} />}
          </li>
        );
      })}
    </ul>
  );
}
