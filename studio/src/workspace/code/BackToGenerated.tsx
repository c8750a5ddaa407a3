import { Button, Dialog, Notice } from "@sayso/app-kit";
import type { ReactNode } from "react";
import { type BuildFile, nameIn, useReset } from "./files";

/** Asks before what was written by hand is taken out of a file. */
export function BackToGenerated({
  file,
  onClose,
}: {
  readonly file: BuildFile | null;
  readonly onClose: () => void;
}): ReactNode {
  const reset = useReset();
  const goes = file !== null && (file.generated === null || file.marks.includes("orphan"));
  const name = nameIn(file?.path ?? "");
  const close = () => {
    reset.reset();
    onClose();
  };
  const footer = (
    <>
      <Button onClick={close}>Keep it</Button>
      <Button
        variant="danger"
        busy={reset.isPending}
        onClick={() => file && reset.mutate(file.path, { onSuccess: close })}
      >
        {goes ? "Remove the file" : "Go back to generated"}
      </Button>
    </>
  );
  return (
    <Dialog
      open={file !== null}
      onClose={close}
      title={goes ? `Remove ${name}?` : `Back to generated ${name}?`}
      footer={footer}
    >
      <p>
        {goes
          ? "Nothing generates this file, so it goes as a whole."
          : "What was written by hand goes, and the file is as it is generated."}{" "}
        This is a step like any other: undo brings it back.
      </p>
      {reset.error && (
        <Notice tone="danger" title="That did not work. Nothing was changed.">
          {reset.error.message} {reset.error.hint}
        </Notice>
      )}
    </Dialog>
  );
}
