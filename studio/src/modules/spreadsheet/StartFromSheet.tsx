import { classes, Dialog } from "@sayso/app-kit";
import { FileSpreadsheet } from "lucide-react";
import { type ReactNode, useState } from "react";
import { DropZone } from "./DropZone";
import { useSheetUpload } from "./use-sheet-upload";

export interface StartFromSheetProps {
  /** How the button looks; as a way among others on the home screen when unset. */
  readonly className?: string;
}

/** Makes an application of a spreadsheet: a file is chosen or dropped, what was understood is a session. */
export function StartFromSheet({ className = "describe-way" }: StartFromSheetProps): ReactNode {
  const [open, setOpen] = useState(false);
  return (
    <>
      <button type="button" className={className} onClick={() => setOpen(true)}>
        <FileSpreadsheet aria-hidden className={classes("size-4")} />
        Start from a spreadsheet
      </button>
      {open && <SheetDialog onClose={() => setOpen(false)} />}
    </>
  );
}

function SheetDialog({ onClose }: { readonly onClose: () => void }): ReactNode {
  const upload = useSheetUpload();
  const close = () => {
    upload.stop();
    onClose();
  };
  return (
    <Dialog
      open
      onClose={close}
      title="Start from a spreadsheet"
      description="Every sheet becomes a kind of record, every column a field. You look at what was understood before anything is published; the rows come along."
    >
      <DropZone upload={upload} />
    </Dialog>
  );
}
