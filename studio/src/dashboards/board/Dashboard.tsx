import "@sayso/app-kit/cards.css";
import "../dashboards.css";
import { EmptyState, LoadProblem } from "@sayso/app-kit";
import { Link, useParams } from "@tanstack/react-router";
import { LayoutDashboard } from "lucide-react";
import { lazy, type ReactNode, Suspense, useState } from "react";
import { RowsSkeleton } from "../../shell/PagedRows";
import { Screen } from "../../shell/Screen";
import { useTitle } from "../../shell/use-title";
import { AskBox } from "../ask/AskBox";
import { TalkDialog } from "../ask/TalkDialog";
import { useDashboard } from "../queries";
import type { DashboardView } from "../types";
import { useFollowDashboard } from "../use-follow";
import { Board } from "./Board";
import { Head } from "./Head";
import { useDetail } from "./use-detail";
import { useWall } from "./use-wall";

const Detail = lazy(() => import("../detail/Detail"));

/** A dashboard: its blocks, live, and everything that can be done with them. */
export function Dashboard(): ReactNode {
  const { dashboard: id } = useParams({ strict: false }) as { readonly dashboard: string };
  const { data, error, refetch } = useDashboard(id);
  if (error && !data) {
    return (
      <Screen title="Dashboard">
        {error.status === 404 ? (
          <EmptyState
            title={error.message}
            actions={
              <Link to="/dashboards" className="link">
                All dashboards
              </Link>
            }
          />
        ) : (
          <LoadProblem error={error} onRetry={refetch} />
        )}
      </Screen>
    );
  }
  if (!data) {
    return (
      <Screen title="Dashboard" width="full">
        <RowsSkeleton label="the dashboard" />
      </Screen>
    );
  }
  return <Loaded key={id} dashboard={data} />;
}

function Loaded({ dashboard }: { readonly dashboard: DashboardView }): ReactNode {
  const { id, name, blocks, may_edit: mayEdit } = dashboard;
  useTitle(name, "Dashboards");
  const { progress, link } = useFollowDashboard(id, dashboard.follow_after);
  const [talkingTo, talkTo] = useState<string | null>(null);
  const detail = useDetail();
  const wall = useWall();
  const talked = blocks.find((block) => block.id === talkingTo);
  const shown = blocks.find((block) => block.id === detail.block);
  return (
    <div className="screen dash" data-wall={wall.isOn || undefined}>
      <Head dashboard={dashboard} wall={wall} link={link} />
      {blocks.length > 0 ? (
        <Board
          dashboard={dashboard}
          progress={progress}
          onTalk={(block) => talkTo(block.id)}
          onDetails={(block) => detail.open(block.id)}
        />
      ) : (
        <Nothing dashboard={id} mayEdit={mayEdit} />
      )}
      {talked && <TalkDialog block={talked} onClose={() => talkTo(null)} />}
      {shown && (
        <Suspense>
          <Detail block={shown} dashboard={dashboard} onTalk={() => talkTo(shown.id)} />
        </Suspense>
      )}
    </div>
  );
}

function Nothing({ dashboard, mayEdit }: { readonly dashboard: string; readonly mayEdit: boolean }): ReactNode {
  if (!mayEdit) {
    return (
      <EmptyState icon={<LayoutDashboard aria-hidden />} title="Nothing on it yet">
        Its owner has not added a block.
      </EmptyState>
    );
  }
  return (
    <section className="ask-first" aria-labelledby="ask-first">
      <h2 id="ask-first">What do you want to see?</h2>
      <p className="text-muted">Say it in a sentence. It becomes a block that keeps itself up to date.</p>
      <AskBox dashboard={dashboard} onAsked={() => undefined} />
    </section>
  );
}
