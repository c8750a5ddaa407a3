import { Button, Dialog } from "@sayso/app-kit";
import { useBlocker } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { useWorkspace } from "../state/context";
import { drafts, useDrafts } from "./drafts";
import { nameIn, useWrite } from "./files";

/** Asks about unsaved texts when the person goes elsewhere; a reload keeps them without a question. */
export function Leaving({ maySave }: { readonly maySave: boolean }): ReactNode {
  const { session } = useWorkspace();
  const unsaved = useDrafts(session.id);
  const write = useWrite();
  const [isSaving, setSaving] = useState(false);
  const here = `/sessions/${session.id}/code`;
  const { status, proceed, reset } = useBlocker({
    shouldBlockFn: ({ next }) => unsaved.length > 0 && next.pathname !== here,
    enableBeforeUnload: false,
    withResolver: true,
  });
  if (status !== "blocked") return null;

  const saveAll = async () => {
    setSaving(true);
    try {
      for (const path of unsaved) {
        const draft = drafts.read(session.id, path);
        if (draft) await write.mutateAsync({ path, text: draft.text });
      }
      proceed();
    } catch {
      reset(); // the file says what kept it from being saved
    } finally {
      setSaving(false);
    }
  };
  const footer = (
    <>
      <Button onClick={reset}>Stay here</Button>
      <Button onClick={proceed}>Keep for later</Button>
      {maySave && (
        <Button variant="primary" busy={isSaving} onClick={() => void saveAll()}>
          Save and go on
        </Button>
      )}
    </>
  );
  const names = unsaved.map(nameIn).join(", ");
  return (
    <Dialog
      open
      onClose={reset}
      title={unsaved.length === 1 ? "One file is not saved" : `${unsaved.length} files are not saved`}
      footer={footer}
    >
      <p className="break-words">{names}</p>
      <p className="mt-2 text-muted">Kept for later, the text stays in this browser until you save it.</p>
    </Dialog>
  );
}
