import { IconButton } from "@sayso/app-kit";
import { Redo2, Undo2 } from "lucide-react";
import { type ReactNode, useEffect, useRef } from "react";
import type { BuildSession } from "../state/context";
import { useRedo, useUndo } from "../state/use-steps";

interface LineButtonsProps {
  readonly session: BuildSession;
  readonly mayEdit: boolean;
}

/** One step back and forth along the line of the session, by button or `Ctrl Z` and `Ctrl Shift Z`. */
export function LineButtons({ session, mayEdit }: LineButtonsProps): ReactNode {
  const undo = useUndo();
  const redo = useRedo();
  const isBusy = undo.isPending || redo.isPending;
  const mayUndo = mayEdit && session.can_undo && !isBusy;
  const mayRedo = mayEdit && session.can_redo && !isBusy;
  useLineKeys(
    () => mayUndo && undo.mutate(),
    () => mayRedo && redo.mutate(),
  );
  return (
    <>
      <IconButton
        label="Undo"
        title="Undo (Ctrl Z)"
        aria-keyshortcuts="Control+Z"
        disabled={!mayUndo}
        onClick={() => undo.mutate()}
      >
        <Undo2 aria-hidden />
      </IconButton>
      <IconButton
        label="Redo"
        title="Redo (Ctrl Shift Z)"
        aria-keyshortcuts="Control+Shift+Z"
        disabled={!mayRedo}
        onClick={() => redo.mutate()}
      >
        <Redo2 aria-hidden />
      </IconButton>
    </>
  );
}

/** Hears the keys of undo and redo, but where they belong to a text that is being written. */
function useLineKeys(undo: () => unknown, redo: () => unknown): void {
  const act = useRef({ undo, redo });
  act.current = { undo, redo };
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey || event.defaultPrevented) return;
      if (event.key.toLowerCase() !== "z" || isWriting(event.target)) return;
      event.preventDefault();
      if (event.shiftKey) act.current.redo();
      else act.current.undo();
    };
    addEventListener("keydown", onKeyDown);
    return () => removeEventListener("keydown", onKeyDown);
  }, []);
}

function isWriting(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.closest("[role='dialog'], [role='alertdialog']")) return true;
  if (target instanceof HTMLInputElement) return !["checkbox", "radio", "range", "button"].includes(target.type);
  return target.isContentEditable || /^(TEXTAREA|SELECT)$/.test(target.tagName);
}
