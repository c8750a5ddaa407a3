import { Badge, IconButton, Menu, MenuItem } from "@sayso/app-kit";
import { Link } from "@tanstack/react-router";
import { Ellipsis, Pencil, Trash2 } from "lucide-react";
import { type ReactNode, useState } from "react";
import { Moment } from "../../shell/Moment";
import type { DashboardLine } from "../types";
import { Rename } from "./Rename";
import { useRemoveDashboard } from "./use-remove";

/** A dashboard in the list: how much is on it, who sees it, and when it was changed last. */
export function DashboardRow({ dashboard }: { readonly dashboard: DashboardLine }): ReactNode {
  const { id, name, blocks, visibility, owner, may_edit: mayEdit, updated_at: at } = dashboard;
  const [isRenaming, rename] = useState(false);
  const remove = useRemoveDashboard(dashboard);
  return (
    <li className="row">
      <Link to="/dashboards/$dashboard" params={{ dashboard: id }} className="row-link" data-row>
        <span className="grid min-w-0">
          <span className="truncate" dir="auto">
            {name}
          </span>
          <span className="row-note">
            {blocks === 1 ? "1 block" : `${blocks} blocks`}
            {owner?.name && <span dir="auto"> · {owner.name}</span>}
          </span>
        </span>
      </Link>
      <Visibility visibility={visibility} />
      <Moment at={at} className="row-moment" />
      {mayEdit && (
        <Menu
          trigger={
            <IconButton label={`${name}, actions`}>
              <Ellipsis aria-hidden />
            </IconButton>
          }
        >
          <MenuItem icon={<Pencil aria-hidden />} onSelect={() => rename(true)}>
            Rename
          </MenuItem>
          <MenuItem icon={<Trash2 aria-hidden />} danger onSelect={() => remove.mutate()}>
            Remove
          </MenuItem>
        </Menu>
      )}
      {isRenaming && <Rename dashboard={dashboard} onClose={() => rename(false)} />}
    </li>
  );
}

/** Who sees a dashboard. */
export function Visibility({ visibility }: Pick<DashboardLine, "visibility">): ReactNode {
  const isShared = visibility === "agency";
  return <Badge tone={isShared ? "info" : "neutral"}>{isShared ? "The agency" : "Only its owner"}</Badge>;
}
