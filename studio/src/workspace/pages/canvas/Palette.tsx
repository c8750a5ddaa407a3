import { useDraggable } from "@dnd-kit/core";
import { Icon, Menu, MenuItem, MenuLabel } from "@sayso/app-kit";
import { ChevronDown } from "lucide-react";
import type { ReactNode } from "react";
import { componentTitle, KINDS, type KindWords, kindWords, notShownOn } from "../../../spec/components";
import { inDrawers } from "../../../spec/layout/of-page";
import { useDesigner } from "../designer";

export interface PaletteProps {
  readonly onAdd: (kind: KindWords["kind"]) => void;
  readonly onPlace: (name: string, label: string) => void;
}

const AT_MOST = 40;

/** What can be put on the page, to drag or to press. */
export function Palette({ onAdd, onPlace }: PaletteProps): ReactNode {
  const { spec, page, layout } = useDesigner();
  const others = notShownOn(spec, page).slice(0, AT_MOST);
  const drawers = new Set(inDrawers(page, layout));
  return (
    <fieldset className="pages-palette">
      <legend className="sr-only">Add</legend>
      {KINDS.map((words) => (
        <Piece key={words.kind} words={words} onAdd={() => onAdd(words.kind)} />
      ))}
      {others.length > 0 && (
        <Menu
          align="start"
          trigger={
            <button type="button" className="pages-piece">
              Existing
              <ChevronDown aria-hidden />
            </button>
          }
        >
          <MenuLabel>Not laid out on {page.title} yet</MenuLabel>
          {others.map(({ name, type }) => (
            <MenuItem
              key={name}
              icon={<Icon name={kindWords(type).icon} />}
              onSelect={() => onPlace(name, componentTitle(name))}
            >
              <span className="truncate">{componentTitle(name)}</span>
              {drawers.has(name) && <span className="pages-note">opens in a drawer</span>}
            </MenuItem>
          ))}
        </Menu>
      )}
    </fieldset>
  );
}

function Piece({ words, onAdd }: { readonly words: KindWords; readonly onAdd: () => void }): ReactNode {
  const { setNodeRef, listeners } = useDraggable({
    id: `kind:${words.kind}`,
    data: { dragged: { what: "kind", kind: words.kind, label: words.label } },
  });
  const { onKeyDown: _byKeyboard, ...byPointer } = listeners ?? {};
  return (
    <button
      type="button"
      ref={setNodeRef}
      className="pages-piece"
      title={words.says}
      aria-label={`Add ${words.label.toLowerCase()}`}
      onClick={onAdd}
      {...byPointer}
    >
      <Icon name={words.icon} />
      {words.label}
    </button>
  );
}
