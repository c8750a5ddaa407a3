import { IconButton, Menu, MenuItem, MenuSeparator, toastError } from "@sayso/app-kit";
import {
  Ellipsis,
  FileSpreadsheet,
  Image,
  LayoutDashboard,
  MessageSquareText,
  Move,
  PanelRight,
  Pause,
  Play,
  RefreshCw,
  Trash2,
} from "lucide-react";
import type { ReactNode } from "react";
import { changeBlock, refreshBlock } from "../calls";
import { useBlockAct } from "../queries";
import type { BlockView } from "../types";
import { saveImage } from "./image";
import { useRemoveBlock } from "./use-remove";

export interface BlockMenuProps {
  readonly block: BlockView;
  readonly onTalk: () => void;
  readonly onDetails: () => void;
  readonly onMove: () => void;
  /** Takes it to another dashboard. */
  readonly onTakeAway: () => void;
  /** The element that an image is made of. */
  readonly picture: () => HTMLElement | null;
}

/** What can be done with a block. */
export function BlockMenu({ block, onTalk, onDetails, onMove, onTakeAway, picture }: BlockMenuProps): ReactNode {
  const { id, dashboard_id: dashboard, title, state, data, may_edit: mayEdit } = block;
  const refresh = useBlockAct(dashboard, () => refreshBlock(id));
  const pause = useBlockAct<boolean>(dashboard, (is_paused) => changeBlock(id, { is_paused, confirm: false }));
  const remove = useRemoveBlock(block);
  const draw = () => {
    const element = picture();
    if (element) saveImage(element, title).catch(toastError);
  };
  const isMade = block.version !== null;
  return (
    <Menu
      trigger={
        <IconButton label={`${title || "New block"}, actions`} size="small" className="tile-menu" data-no-export>
          <Ellipsis aria-hidden />
        </IconButton>
      }
    >
      {mayEdit && isMade && state !== "paused" && (
        <MenuItem icon={<RefreshCw aria-hidden />} disabled={block.is_refreshing} onSelect={() => refresh.mutate()}>
          Refresh now
        </MenuItem>
      )}
      {mayEdit && (
        <MenuItem icon={<MessageSquareText aria-hidden />} onSelect={onTalk}>
          Change it in words…
        </MenuItem>
      )}
      <MenuItem icon={<PanelRight aria-hidden />} onSelect={onDetails}>
        Show details
      </MenuItem>
      {mayEdit && (
        <MenuItem icon={<Move aria-hidden />} onSelect={onMove}>
          Move or resize
        </MenuItem>
      )}
      {mayEdit && (
        <MenuItem icon={<LayoutDashboard aria-hidden />} onSelect={onTakeAway}>
          Move to another dashboard…
        </MenuItem>
      )}
      {data && (
        <>
          <MenuSeparator />
          <MenuItem
            icon={<FileSpreadsheet aria-hidden />}
            onSelect={() => location.assign(`/api/v1/blocks/${id}/data.csv`)}
          >
            Download as CSV
          </MenuItem>
          <MenuItem icon={<Image aria-hidden />} onSelect={draw}>
            Download as image
          </MenuItem>
        </>
      )}
      {mayEdit && (
        <>
          <MenuSeparator />
          {isMade && state === "paused" && (
            <MenuItem icon={<Play aria-hidden />} onSelect={() => pause.mutate(false)}>
              Resume
            </MenuItem>
          )}
          {isMade && state !== "paused" && (
            <MenuItem icon={<Pause aria-hidden />} onSelect={() => pause.mutate(true)}>
              Pause
            </MenuItem>
          )}
          <MenuItem icon={<Trash2 aria-hidden />} danger onSelect={() => remove.mutate()}>
            Remove
          </MenuItem>
        </>
      )}
    </Menu>
  );
}
