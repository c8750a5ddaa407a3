import { Button, Dialog, IconButton, Menu, MenuItem, MenuSeparator } from "@sayso/app-kit";
import { Link, useNavigate } from "@tanstack/react-router";
import { ChevronLeft, Ellipsis, Maximize, Minimize, Pencil, Plus, Share2, Trash2 } from "lucide-react";
import { type ReactNode, useEffect, useState } from "react";
import type { Link as StreamLink } from "../../api/following";
import { AskBox } from "../ask/AskBox";
import { Visibility } from "../list/DashboardRow";
import { Rename } from "../list/Rename";
import { useRemoveDashboard } from "../list/use-remove";
import { ShareDialog } from "../share/ShareDialog";
import type { DashboardView } from "../types";
import type { Wall } from "./use-wall";

export interface HeadProps {
  readonly dashboard: DashboardView;
  readonly wall: Wall;
  readonly link: StreamLink;
}

type Asked = "add" | "share" | "rename" | null;

/** The name of a dashboard, who sees it, and what can be done with it. */
export function Head({ dashboard, wall, link }: HeadProps): ReactNode {
  const { name, may_edit: mayEdit, visibility, owner, blocks, id } = dashboard;
  const [asked, ask] = useState<Asked>(null);
  const navigate = useNavigate();
  const remove = useRemoveDashboard(dashboard, () => void navigate({ to: "/dashboards" }));
  const close = () => ask(null);
  const isQuiet = useIsQuiet(link);
  return (
    <header className="dash-head">
      <Link to="/dashboards" className="dash-back" aria-label="All dashboards" title="All dashboards">
        <ChevronLeft aria-hidden />
      </Link>
      <h1 tabIndex={-1} dir="auto" title={name}>
        {name}
      </h1>
      <span className="dash-facts">
        <Visibility visibility={visibility} />
        {!mayEdit && owner?.name && <span dir="auto">{owner.name}</span>}
        {isQuiet && <span role="status">Not live at the moment, trying again</span>}
      </span>
      <span className="dash-actions">
        <IconButton
          label={wall.isOn ? "Leave the whole screen (F)" : "Whole screen (F)"}
          onClick={() => wall.turn(!wall.isOn)}
        >
          {wall.isOn ? <Minimize aria-hidden /> : <Maximize aria-hidden />}
        </IconButton>
        {mayEdit && (
          <>
            <Button icon={<Share2 aria-hidden />} onClick={() => ask("share")}>
              Share
            </Button>
            {blocks.length > 0 && (
              <Button variant="primary" icon={<Plus aria-hidden />} onClick={() => ask("add")}>
                Add a block
              </Button>
            )}
            <Menu
              trigger={
                <IconButton label={`${name}, actions`}>
                  <Ellipsis aria-hidden />
                </IconButton>
              }
            >
              <MenuItem icon={<Pencil aria-hidden />} onSelect={() => ask("rename")}>
                Rename
              </MenuItem>
              <MenuSeparator />
              <MenuItem icon={<Trash2 aria-hidden />} danger onSelect={() => remove.mutate()}>
                Remove
              </MenuItem>
            </Menu>
          </>
        )}
      </span>
      {asked === "rename" && <Rename dashboard={dashboard} onClose={close} />}
      {asked === "share" && <ShareDialog dashboard={dashboard} onClose={close} />}
      {asked === "add" && (
        <Dialog open onClose={close} title="What do you want to see?" width="38rem">
          <AskBox
            dashboard={id}
            onAsked={(block) => {
              close();
              showSoon(block.id);
            }}
          />
        </Dialog>
      )}
    </header>
  );
}

/** Scrolls to a block that has just been asked for. */
function showSoon(block: string): void {
  setTimeout(() => {
    const tile = document.querySelector(`[data-block="${CSS.escape(block)}"]`);
    tile?.scrollIntoView({ block: "nearest" });
  }, 200);
}

const PATIENCE_MS = 4_000;

/** Whether what happens has not been heard for a while; a short break is not worth a word. */
function useIsQuiet(link: StreamLink): boolean {
  const isBroken = link === "lost" || link === "closed";
  const [isQuiet, setQuiet] = useState(false);
  useEffect(() => {
    if (!isBroken) return setQuiet(false);
    const timer = setTimeout(() => setQuiet(true), PATIENCE_MS);
    return () => clearTimeout(timer);
  }, [isBroken]);
  return isQuiet;
}
