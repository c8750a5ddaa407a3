import { IconButton, Menu, MenuItem, MenuSeparator } from "@sayso/app-kit";
import { useNavigate } from "@tanstack/react-router";
import { Ban, Ellipsis, MessagesSquare, Pencil, Trash2 } from "lucide-react";
import { type ReactNode, useState } from "react";
import type { SessionLine } from "./queries";
import { CancelSession, DeleteSession, RenameSession } from "./session-dialogs";

type Asked = "rename" | "cancel" | "delete" | null;

/** What can be done with a session from a list. */
export function SessionMenu({ session }: { readonly session: SessionLine }): ReactNode {
  const [asked, ask] = useState<Asked>(null);
  const navigate = useNavigate();
  const close = () => ask(null);
  const canEnd = session.status !== "cancelled" && session.status !== "complete";
  return (
    <>
      <Menu
        trigger={
          <IconButton label={`${session.name}, actions`}>
            <Ellipsis aria-hidden />
          </IconButton>
        }
      >
        <MenuItem
          icon={<MessagesSquare aria-hidden />}
          onSelect={() => void navigate({ to: "/sessions/$session/{-$tab}", params: { session: session.id } })}
        >
          Open
        </MenuItem>
        <MenuItem icon={<Pencil aria-hidden />} onSelect={() => ask("rename")}>
          Rename
        </MenuItem>
        {canEnd && (
          <MenuItem icon={<Ban aria-hidden />} onSelect={() => ask("cancel")}>
            Cancel
          </MenuItem>
        )}
        <MenuSeparator />
        <MenuItem icon={<Trash2 aria-hidden />} danger onSelect={() => ask("delete")}>
          Delete
        </MenuItem>
      </Menu>
      {asked === "rename" && <RenameSession session={session} onClose={close} />}
      {asked === "cancel" && <CancelSession session={session} onClose={close} />}
      {asked === "delete" && <DeleteSession session={session} onClose={close} />}
    </>
  );
}
