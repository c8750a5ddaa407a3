import { Badge, Button } from "@sayso/app-kit";
import { MessageSquareText, Pencil, RefreshCw } from "lucide-react";
import { type ReactNode, useState } from "react";
import { Moment } from "../../shell/Moment";
import { NameDialog } from "../../shell/NameDialog";
import { STATES } from "../block/states";
import { changeBlock, refreshBlock } from "../calls";
import { useBlockAct } from "../queries";
import type { BlockView, DashboardView } from "../types";
import { HealingEdit } from "./HealingEdit";
import { ReadsPart } from "./ReadsPart";
import { ScheduleEdit } from "./ScheduleEdit";
import { Walls } from "./Walls";

export interface OverviewProps {
  readonly block: BlockView;
  readonly dashboard: DashboardView;
  readonly onTalk: () => void;
}

/** What a block shows, where that comes from, with whose rights, and when. */
export function Overview({ block, dashboard, onTalk }: OverviewProps): ReactNode {
  const { card, state, notice, asked, data, version, author, may_edit: mayEdit } = block;
  const [isRenaming, rename] = useState(false);
  const refresh = useBlockAct(block.dashboard_id, () => refreshBlock(block.id));
  const { word, tone } = STATES[state];
  return (
    <div className="grid gap-6">
      <section className="grid gap-2">
        <p className="flex flex-wrap items-center gap-2">
          <Badge tone={tone}>{word}</Badge>
          {data && (
            <span className="text-sm text-muted">
              Data of <Moment at={data.at} />
            </span>
          )}
        </p>
        {notice && (
          <p className="detail-notice" dir="auto">
            {notice}
          </p>
        )}
        {card?.explanation && <p dir="auto">{card.explanation}</p>}
        <p className="text-sm text-muted" dir="auto">
          Asked for: “{asked}”
        </p>
        {mayEdit && (
          <div className="flex flex-wrap gap-2">
            <Button size="small" icon={<MessageSquareText aria-hidden />} onClick={onTalk}>
              Change it in words
            </Button>
            <Button size="small" icon={<Pencil aria-hidden />} onClick={() => rename(true)}>
              Rename
            </Button>
            {version !== null && state !== "paused" && (
              <Button
                size="small"
                icon={<RefreshCw aria-hidden />}
                busy={refresh.isPending || block.is_refreshing}
                onClick={() => refresh.mutate()}
              >
                Refresh now
              </Button>
            )}
          </div>
        )}
      </section>
      <Part title="Where it comes from">
        <ReadsPart block={block} owner={dashboard.owner?.name ?? ""} />
      </Part>
      <Part title="When it is refreshed">
        <ScheduleEdit key={JSON.stringify(block.refresh)} block={block} />
      </Part>
      {mayEdit && (
        <Part title="When it fails">
          <HealingEdit key={`${block.heals} ${block.heal_after} ${block.cache_seconds}`} block={block} />
        </Part>
      )}
      <p className="text-sm text-muted">
        {version !== null && (
          <>
            Version {version}, {authorWords(author)}.{" "}
          </>
        )}
        <Walls />
      </p>
      {isRenaming && <Rename block={block} onClose={() => rename(false)} />}
    </div>
  );
}

/** Who wrote a version. */
export function authorWords(author: string | null): string {
  if (author === "offline" || author === null) return "written by rules";
  return author === "hand" ? "written by hand" : `written by ${author}`;
}

function Part({ title, children }: { readonly title: string; readonly children: ReactNode }): ReactNode {
  return (
    <section className="grid gap-2">
      <h3 className="font-medium">{title}</h3>
      {children}
    </section>
  );
}

function Rename({ block, onClose }: { readonly block: BlockView; readonly onClose: () => void }): ReactNode {
  const rename = useBlockAct<string>(
    block.dashboard_id,
    (title) => changeBlock(block.id, { title: title.slice(0, 80), confirm: false }),
    { done: onClose, isQuiet: true },
  );
  return <NameDialog title="Rename block" initial={block.title} verb="Rename" change={rename} onClose={onClose} />;
}
