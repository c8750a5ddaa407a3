import { NotFound, Skeleton, Toaster } from "@sayso/app-kit";
import { useNavigate, useParams } from "@tanstack/react-router";
import { type ReactNode, useCallback, useMemo, useState } from "react";
import { useMay } from "../api/me";
import { useTitle } from "../shell/use-title";
import { focusComposer } from "./conversation/Composer";
import { Head } from "./head/Head";
import { NotThere } from "./head/NotThere";
import { Panes, WIDE } from "./panes/Panes";
import { type Workspace as Shared, ToldContext, WorkspaceContext } from "./state/context";
import { useEarlyMessages } from "./state/messages";
import { useBuildSession, useSpec } from "./state/queries";
import { useFollow } from "./state/use-follow";
import { tabOf } from "./tabs";

/** A build session: the conversation beside what comes of it. */
export function Workspace(): ReactNode {
  const { session: id } = useParams({ from: "/sessions/$session/{-$tab}" });
  // another session is another page: nothing of this one may linger
  return <OpenSession key={id} id={id} />;
}

function OpenSession({ id }: { readonly id: string }): ReactNode {
  const { tab } = useParams({ from: "/sessions/$session/{-$tab}" });
  const session = useBuildSession(id);
  useTitle(tab && tabOf(tab).label, session.data?.name ?? "Session");
  const spec = useSpec(id);
  useEarlyMessages(id);
  const told = useFollow(id, session.data?.follow_after);
  const live = told.followed.turns[0] ?? null;
  const isFollowing = told.link === "open";
  const mayBuild = useMay("modules:write");
  const mayWrite = mayBuild && session.data?.access !== "viewer";
  const [about, pointAt] = usePointing(id);
  const shared = useMemo<Shared | null>(() => {
    if (!session.data || !spec.data) return null;
    const mayEdit = mayWrite && session.data.turn === null && live === null && session.data.status !== "cancelled";
    return { session: session.data, spec: spec.data, live, isFollowing, mayEdit, about, pointAt };
  }, [session.data, spec.data, live, isFollowing, mayWrite, about, pointAt]);

  const error = session.error ?? spec.error;
  if (error && (!shared || error instanceof NotFound)) {
    const retry = () => Promise.all([session.refetch(), spec.refetch()]);
    return <NotThere error={error} onRetry={() => void retry()} />;
  }
  if (!shared) return <Outline />;
  return (
    <WorkspaceContext value={shared}>
      <ToldContext value={told}>
        <div className="workspace">
          <a href="#content" className="skip-link">
            Skip to the content
          </a>
          <Head session={shared.session} mayEdit={shared.mayEdit} mayWrite={mayWrite} />
          <Panes shared={shared} />
        </div>
        <Toaster />
      </ToldContext>
    </WorkspaceContext>
  );
}

/** What the next message is about. Pointing at something leads to where that message is written. */
function usePointing(session: string): readonly [string | null, (element: string | null) => void] {
  const [about, setAbout] = useState<string | null>(null);
  const navigate = useNavigate();
  const pointAt = useCallback(
    (element: string | null) => {
      setAbout(element);
      if (element === null) return;
      if (!matchMedia(WIDE).matches) {
        void navigate({ to: "/sessions/$session/{-$tab}", params: { session, tab: undefined } });
      }
      focusComposer();
    },
    [session, navigate],
  );
  return [about, pointAt];
}

/** The outline of a session that is still loading. */
function Outline(): ReactNode {
  return (
    <div className="workspace" role="status">
      <span className="sr-only">Loading the session</span>
      <div className="workspace-head">
        <Skeleton className="h-6 w-64" />
      </div>
      <div className="workspace-outline">
        <div className="grid content-end gap-4 p-4">
          <Skeleton className="h-14 w-4/5 justify-self-end rounded-lg" />
          <Skeleton className="h-24 w-11/12 rounded-lg" />
          <Skeleton className="h-20 w-full rounded-lg" />
        </div>
        <Skeleton className="m-4 h-auto rounded-lg max-lg:hidden" />
      </div>
    </div>
  );
}
