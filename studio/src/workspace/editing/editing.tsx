import { createContext, type ReactNode, useCallback, useContext, useMemo, useRef, useState } from "react";
import { useMay } from "../../api/me";
import { type Reason, reasonsOf } from "../../spec/diagnostics";
import type { Edit } from "../../spec/types";
import { useWorkspace } from "../state/context";
import { useEdit } from "../state/use-steps";

interface Editing {
  readonly mayEdit: boolean;
  /** Takes edits to the server; the reasons why they were refused, or null when they are done. */
  readonly send: (edits: readonly Edit[]) => Promise<readonly Reason[] | null>;
}

const EditingContext = createContext<Editing | null>(null);

/** Lets everything inside change the spec, and show a refusal where it was caused. */
export function EditingProvider({ children }: { readonly children: ReactNode }): ReactNode {
  const { mayEdit } = useWorkspace();
  const { mutateAsync } = useEdit({ tellsRefusals: false });
  const latest = useRef(mutateAsync);
  latest.current = mutateAsync;
  const send = useCallback(async (edits: readonly Edit[]) => {
    try {
      await latest.current({ edits });
      return null;
    } catch (error) {
      return reasonsOf(error);
    }
  }, []);
  const editing = useMemo(() => ({ mayEdit, send }), [mayEdit, send]);
  return <EditingContext value={editing}>{children}</EditingContext>;
}

/** Whether, and how, the spec is changed from here. */
export function useEditing(): Editing {
  const editing = useContext(EditingContext);
  if (!editing) throw new Error("This is not inside an EditingProvider.");
  return editing;
}

export interface Change {
  readonly mayEdit: boolean;
  readonly isBusy: boolean;
  /** Why the last change was refused; empty when it was not. */
  readonly reasons: readonly Reason[];
  /** Whether the change was done. Nothing to change counts as done. */
  readonly change: (edits: readonly Edit[]) => Promise<boolean>;
  readonly forget: () => void;
}

const NONE: readonly Reason[] = [];

/** What one control needs to change the spec: it knows when it is waiting and why it was refused. */
export function useChange(): Change {
  const { mayEdit, send } = useEditing();
  const [isBusy, setBusy] = useState(false);
  const [reasons, setReasons] = useState(NONE);
  const change = useCallback(
    async (edits: readonly Edit[]) => {
      if (edits.length === 0) return true;
      setBusy(true);
      const refused = await send(edits);
      setReasons(refused ?? NONE);
      setBusy(false);
      return refused === null;
    },
    [send],
  );
  const forget = useCallback(() => setReasons(NONE), []);
  return { mayEdit, isBusy, reasons, change, forget };
}

/** Why nothing can be changed here at the moment; null when it can. */
export function useWhyNot(): string | null {
  const { session, live, mayEdit } = useWorkspace();
  const mayWrite = useMay("modules:write");
  if (mayEdit) return null;
  if (session.status === "cancelled") return "This session was ended. It can be read, not changed.";
  if (!mayWrite) return "You may read this, not change it. Somebody who may change modules can.";
  if (session.turn !== null || live !== null)
    return "A message is being worked on. You can change things here once it is done.";
  return "This cannot be changed at the moment.";
}
