import { useBlocker } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { Button } from "../../ui/Button";
import { Dialog } from "../../ui/Dialog";

export interface LeaveGuardProps {
  readonly active: boolean;
  /** Whether closing the drawer would lose what was typed; leaving the page always would. */
  readonly inDrawer: boolean;
}

const OWN_PARAMS = ["record", "new", "edit"];

/** Asks before an address that would lose what was typed. */
export function LeaveGuard({ active, inDrawer }: LeaveGuardProps): ReactNode {
  const blocker = useBlocker({
    withResolver: true,
    enableBeforeUnload: () => active,
    shouldBlockFn: ({ current, next }) => {
      if (!active) return false;
      if (current.pathname !== next.pathname) return true;
      const [from, to] = [current.search as Record<string, unknown>, next.search as Record<string, unknown>];
      return inDrawer && OWN_PARAMS.some((key) => from[key] !== to[key]);
    },
  });
  if (blocker.status !== "blocked") return null;
  return (
    <Dialog
      open
      onClose={blocker.reset}
      title="Leave without saving?"
      description="What you have typed is not saved yet."
      footer={
        <>
          <Button onClick={blocker.reset}>Keep editing</Button>
          <Button variant="danger" onClick={blocker.proceed}>
            Discard
          </Button>
        </>
      }
    >
      {null}
    </Dialog>
  );
}
