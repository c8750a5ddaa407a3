import { Button, Dialog, LoadProblem, Skeleton } from "@sayso/app-kit";
import type { ReactNode } from "react";
import { useWorkspace } from "../state/context";
import { useJump } from "../state/use-steps";
import { type Revision, titleOf, useComparison } from "./revisions";

/** Shows what would be different at a revision, before the session goes back to it. */
export function JumpDialog({
  goal,
  onClose,
}: {
  readonly goal: Revision | null;
  readonly onClose: () => void;
}): ReactNode {
  if (!goal) return null;
  return <Preview goal={goal} onClose={onClose} />;
}

function Preview({ goal, onClose }: { readonly goal: Revision; readonly onClose: () => void }): ReactNode {
  const { mayEdit } = useWorkspace();
  const jump = useJump();
  const footer = (
    <>
      <Button onClick={onClose}>Stay here</Button>
      <Button
        variant="primary"
        busy={jump.isPending}
        disabled={!mayEdit}
        onClick={() => jump.mutate(goal.number, { onSettled: onClose })}
      >
        Go back to revision {goal.number}
      </Button>
    </>
  );
  return (
    <Dialog open onClose={onClose} title={`Go back to revision ${goal.number}?`} footer={footer} width="36rem">
      <p className="text-muted" dir="auto">
        {titleOf(goal)}
      </p>
      <h3 className="mt-4 mb-1 text-sm font-semibold">What would be different</h3>
      <Differences number={goal.number} />
      <p className="mt-4 text-sm text-muted">
        Going back is a step of its own. What came after stays in the history, and nothing is published by it.
      </p>
    </Dialog>
  );
}

function Differences({ number }: { readonly number: number }): ReactNode {
  const { session } = useWorkspace();
  const spec = useComparison(session.revision, number, "spec");
  const code = useComparison(session.revision, number, "code");
  if (spec.error) return <LoadProblem error={spec.error} onRetry={() => void spec.refetch()} />;
  if (!spec.data) {
    return (
      <div role="status" className="grid gap-2">
        <span className="text-sm text-muted">Comparing with the present</span>
        <Skeleton className="w-2/3" />
        <Skeleton className="w-1/2" />
      </div>
    );
  }
  const sentences = spec.data.sentences ?? [];
  const files = code.data?.files?.length ?? 0;
  return (
    <>
      <ul className="history-sentences">
        {sentences.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
      {sentences.length === 0 && <p>{files > 0 ? "The application is described alike." : "Nothing."}</p>}
      {files > 0 && (
        <p className="mt-1 text-sm text-muted">{files === 1 ? "1 file differs." : `${files} files differ.`}</p>
      )}
    </>
  );
}
