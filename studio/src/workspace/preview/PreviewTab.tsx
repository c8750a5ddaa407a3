import { LoadProblem, Skeleton, type Theme, useStored, useTheme } from "@sayso/app-kit";
import { type ReactNode, useEffect, useState } from "react";
import { useWorkspace } from "../state/context";
import type { Device } from "./devices";
import { EmptyPreview } from "./EmptyPreview";
import { LiveBar } from "./LiveBar";
import { PreviewFrame } from "./PreviewFrame";
import { PreviewProblem, problemOf } from "./PreviewProblem";
import { Toolbar } from "./Toolbar";
import { type Preview, type Sample, useFollowTurn, usePreview } from "./use-preview";
import { type Stage, useStage } from "./use-stage";

/** The application as it is now, to click through, and to say something about any part of it. */
export default function PreviewTab(): ReactNode {
  const { session, live } = useWorkspace();
  const [device, setDevice] = useStored<Device>("sayso.preview.device", "desktop");
  const [sample, setSample] = useState<Sample>(session.template?.with_rows === false ? "none" : "many");
  const [theme, setTheme] = useState<Theme | null>(null);
  const { shown } = useTheme();
  const { data: preview, error, refetch } = usePreview(sample);
  const stage = useStage(preview, theme ?? shown);
  useFollowTurn();
  useCommentKey(() => stage.comment(!stage.isCommenting));

  if (!preview && error && error.code !== "preview_broken")
    return <LoadProblem error={error} onRetry={() => void refetch()} />;
  if (!preview && !error) return <Skeleton className="m-4 h-72" />;
  if (!preview?.script && !error) return <EmptyPreview live={live} />;
  return (
    <div className="preview">
      {preview && (
        <Toolbar
          preview={preview}
          path={stage.path}
          onPage={stage.goTo}
          role={stage.role}
          onRole={stage.lookAs}
          device={device}
          onDevice={setDevice}
          theme={theme ?? shown}
          onTheme={setTheme}
          sample={sample}
          onSample={setSample}
          isCommenting={stage.isCommenting}
          onComment={() => stage.comment(!stage.isCommenting)}
          onReload={stage.reload}
        />
      )}
      {live && <LiveBar live={live} preview={preview} waiting={stage.waiting} />}
      {error && <PreviewProblem {...problemOf(error)} onRetry={() => void refetch()} />}
      {!error && <FrameProblem stage={stage} preview={preview} />}
      <p className="sr-only" role="status">
        {stage.isCommenting ? "Commenting: choose a part of the application, or press Escape." : ""}
      </p>
      <PreviewFrame
        link={stage.link}
        device={device}
        title={preview?.title ?? session.name}
        round={stage.round}
        isDrawn={stage.isDrawn}
      />
    </div>
  );
}

/** What the application in the frame did that it should not. */
function FrameProblem({ stage, preview }: { readonly stage: Stage; readonly preview: Preview | undefined }): ReactNode {
  if (stage.isFlooded)
    return (
      <PreviewProblem
        title="The preview was stopped"
        detail="Its code sent messages without end. Nothing of your session is lost."
        onRetry={stage.reload}
      />
    );
  if (stage.broken && stage.broken.digest === preview?.digest)
    return (
      <PreviewProblem
        title="This is the last preview that works"
        detail={`The application could not be started: ${stage.broken.message}`}
        isBrokenFile
        onRetry={stage.reload}
      />
    );
  return null;
}

/** The key C begins and ends pointing at a part, unless somebody is writing. */
function useCommentKey(toggle: () => void): void {
  useEffect(() => {
    const hear = (event: KeyboardEvent) => {
      const target = event.target as Element | null;
      const isTaken = event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented;
      const isTyping = target?.closest?.("input, textarea, select, [contenteditable], [role=dialog], [role=menu]");
      if (event.key === "c" && !isTaken && !isTyping) toggle();
    };
    addEventListener("keydown", hear);
    return () => removeEventListener("keydown", hear);
  }, [toggle]);
}
