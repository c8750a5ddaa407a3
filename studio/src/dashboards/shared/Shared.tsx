import "@sayso/app-kit/cards.css";
import "../dashboards.css";
import { EmptyState, LoadProblem, Skeleton, useTheme } from "@sayso/app-kit";
import { Link2Off } from "lucide-react";
import { type CSSProperties, type ReactNode, useRef } from "react";
import { useTitle } from "../../shell/use-title";
import { BlockCard } from "../block/BlockCard";
import { COLUMNS, complete, inOrder } from "../board/grid";
import { useSize } from "../board/use-size";
import type { SharedBlock, SharedDashboard } from "../types";
import { useFollowShared, useSharedDashboard } from "./queries";

/** A dashboard for whoever has a link to it: what it shows, live, and nothing else. */
export function Shared({ token }: { readonly token: string }): ReactNode {
  useTheme();
  const { data, error, refetch } = useSharedDashboard(token);
  useFollowShared(token, error ? undefined : data?.follow_after);
  useTitle(error ? "Dashboard" : data?.name);
  if (error && (error.status === 404 || !data)) {
    return (
      <main className="shared">
        {error.status === 404 ? (
          <EmptyState icon={<Link2Off aria-hidden />} title="This link does not work any more">
            It has been withdrawn or has run out. Whoever gave it to you can give you another one.
          </EmptyState>
        ) : (
          <LoadProblem error={error} onRetry={refetch} />
        )}
      </main>
    );
  }
  if (!data) {
    return (
      <main className="shared" role="status" aria-label="Loading the dashboard">
        <Skeleton className="h-7 w-48" />
        <Skeleton className="h-64 w-full" />
      </main>
    );
  }
  return (
    <main className="shared">
      <header className="dash-head">
        <h1 dir="auto">{data.name}</h1>
      </header>
      <Tiles dashboard={data} token={token} />
    </main>
  );
}

function Tiles({ dashboard, token }: { readonly dashboard: SharedDashboard; readonly token: string }): ReactNode {
  const grid = useRef<HTMLDivElement>(null);
  const size = useSize(grid);
  const { layouts, blocks } = dashboard;
  const ids = blocks.map(({ id }) => id);
  const tiles = inOrder(complete(layouts[size], ids, size));
  return (
    <div ref={grid} className="board-grid" data-size={size} style={{ "--columns": COLUMNS[size] } as CSSProperties}>
      {blocks.length === 0 && <p className="text-muted">Nothing on it yet.</p>}
      {tiles.map(({ block: id, x, y, w, h }) => {
        const block = blocks.find((one) => one.id === id);
        const style = { gridColumn: `${x + 1} / span ${w}`, gridRow: `${y + 1} / span ${h}` };
        return (
          block && (
            <div key={id} className="board-tile" style={style}>
              <SharedCard block={block} token={token} />
            </div>
          )
        );
      })}
    </div>
  );
}

function SharedCard({ block, token }: { readonly block: SharedBlock; readonly token: string }): ReactNode {
  return (
    <BlockCard
      block={block}
      drawnBy={`/api/v1/shared/${encodeURIComponent(token)}/blocks/${block.id}/card.js?version=${block.version ?? 0}`}
      isOld={block.data !== null && (block.data.is_stale || block.state === "failing")}
      waiting={block.state === "failing" ? "It has no data at the moment" : "Being made"}
    />
  );
}
