import { Notice } from "@sayso/app-kit";
import { FileSpreadsheet } from "lucide-react";
import { type DragEvent, type ReactNode, useId, useState } from "react";
import type { SheetUpload } from "./use-sheet-upload";

const ACCEPTED = ".csv,.xlsx,.tsv,text/csv";

/** Takes a spreadsheet that is dropped or chosen, and says how far it is and what is wrong with it. */
export function DropZone({ upload }: { readonly upload: SheetUpload }): ReactNode {
  const id = useId();
  const [over, setOver] = useState(false);
  const { file, sent, problem, send } = upload;
  const busy = sent !== null;
  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const dropped = event.dataTransfer.files[0];
    if (dropped && !busy) send(dropped);
  };
  return (
    <div className="grid gap-3">
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is a short cut; the input inside is for everybody */}
      <div
        className="modules-drop"
        data-over={over || undefined}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={onDrop}
      >
        <FileSpreadsheet aria-hidden />
        <label htmlFor={id} className="font-medium" dir="auto">
          {file ? file.name : "Drop a CSV or Excel file here, or choose one"}
        </label>
        <input
          id={id}
          type="file"
          accept={ACCEPTED}
          disabled={busy}
          aria-describedby={`${id}-hint`}
          onChange={({ target }) => {
            const chosen = target.files?.[0];
            if (chosen) send(chosen);
            target.value = "";
          }}
        />
        <p id={`${id}-hint`} className="text-sm text-muted">
          .xlsx or .csv, up to 25 MB and 50,000 rows a sheet. The first row names the columns.
        </p>
      </div>
      <div aria-live="polite">{busy && <Progress sent={sent} />}</div>
      {problem && (
        <Notice tone="danger" title={problem.message}>
          {problem.hint || "Choose another file, or mend this one and try again."}
        </Notice>
      )}
    </div>
  );
}

function Progress({ sent }: { readonly sent: number }): ReactNode {
  const percent = Math.round(sent * 100);
  return (
    <div className="grid gap-1.5">
      <progress
        className="modules-progress"
        max={100}
        value={percent < 100 ? percent : undefined}
        aria-label="Upload"
      />
      <p className="text-sm text-muted">
        {percent < 100 ? `Sending the file: ${percent} %` : "Reading sheets, columns and types…"}
      </p>
    </div>
  );
}
