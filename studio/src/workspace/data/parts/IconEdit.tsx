import { ICONS, Icon, Popover } from "@sayso/app-kit";
import { type ReactNode, useState } from "react";
import { setEntity } from "../../../spec/edits/entities";
import type { Entity } from "../../../spec/types";
import { useChange } from "../../editing/editing";
import { Refusal } from "../../editing/Refusal";

const NAMES = Object.keys(ICONS);

/** The icon of an entity, chosen from those at hand. */
export function IconEdit({ entity }: { readonly entity: Entity }): ReactNode {
  const { mayEdit, reasons, change } = useChange();
  const [open, setOpen] = useState(false);
  const [query, setQuery] = useState("");
  const [chosen, setChosen] = useState<string | null>(null);
  const found = NAMES.filter((name) => name.includes(query.trim().toLowerCase().replaceAll(" ", "-")));
  const choose = async (name: string) => {
    setOpen(false);
    setChosen(name);
    await change(setEntity(entity, { icon: name }));
    setChosen(null);
  };
  const icon = chosen ?? entity.icon ?? "box";
  return (
    <div>
      <Popover
        open={open}
        onOpenChange={setOpen}
        label="Choose an icon"
        className="data-icons"
        trigger={
          <button
            type="button"
            className="input data-icon"
            disabled={!mayEdit}
            aria-label={`Icon of ${entity.display_name}: ${icon}`}
            title="Change the icon"
          >
            <Icon name={icon} />
          </button>
        }
      >
        <input
          className="menu-search"
          aria-label="Find an icon"
          placeholder="Find an icon…"
          value={query}
          onChange={(event) => setQuery(event.target.value)}
          data-autofocus
        />
        <div className="data-icon-grid">
          {found.map((name) => (
            <button key={name} type="button" aria-label={name} title={name} onClick={() => void choose(name)}>
              <Icon name={name} />
            </button>
          ))}
        </div>
        {found.length === 0 && <p className="p-3 text-muted">No icon is called that.</p>}
      </Popover>
      <Refusal reasons={reasons} />
    </div>
  );
}
