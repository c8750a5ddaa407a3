import { Button } from "@sayso/app-kit";
import { Redo2, Undo2 } from "lucide-react";
import type { ReactNode } from "react";
import { useWorkspace } from "../state/context";
import { useRedo, useUndo } from "../state/use-steps";

/** One step back or forth along the line. */
export function LineSteps(): ReactNode {
  const { session, mayEdit } = useWorkspace();
  const undo = useUndo();
  const redo = useRedo();
  const isBusy = undo.isPending || redo.isPending;
  return (
    <>
      <Button
        size="small"
        icon={<Undo2 aria-hidden />}
        busy={undo.isPending}
        disabled={!mayEdit || !session.can_undo || isBusy}
        onClick={() => undo.mutate()}
      >
        Undo
      </Button>
      <Button
        size="small"
        icon={<Redo2 aria-hidden />}
        busy={redo.isPending}
        disabled={!mayEdit || !session.can_redo || isBusy}
        onClick={() => redo.mutate()}
      >
        Redo
      </Button>
    </>
  );
}
