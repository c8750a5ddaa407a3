import { Dialog, Kbd } from "@sayso/app-kit";
import type { ReactNode } from "react";
import { useMe } from "../api/me";
import { placesFor } from "./places";

/** What the keyboard can do. */
export function ShortcutsDialog({
  open,
  onClose,
}: {
  readonly open: boolean;
  readonly onClose: () => void;
}): ReactNode {
  const places = placesFor(useMe().data?.permissions ?? []);
  const rows = [
    { keys: "Ctrl K", does: "Search and commands" },
    { keys: "/", does: "To the box or the search" },
    ...places.map(({ keys, label }) => ({ keys, does: `Go to ${label}` })),
    { keys: "↑ ↓", does: "Move in a list" },
    { keys: "?", does: "These shortcuts" },
  ];
  return (
    <Dialog open={open} onClose={onClose} title="Keyboard shortcuts" width="24rem">
      <dl className="shortcuts">
        {rows.map(({ keys, does }) => (
          <div key={keys}>
            <dt>{does}</dt>
            <dd>
              {keys.split(" ").map((key) => (
                <Kbd key={key}>{key}</Kbd>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
