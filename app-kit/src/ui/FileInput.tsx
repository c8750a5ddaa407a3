import { FileText, Upload, X } from "lucide-react";
import { type ReactNode, useId, useState } from "react";
import { asApiError } from "../data/errors";
import { fileUrl, uploadFile } from "../data/files";
import { Button, IconButton } from "./Button";
import type { InputIdentity } from "./Combobox";
import { classes } from "./classes";

export interface FileInputProps extends InputIdentity {
  /** Id of the stored file. */
  readonly value: string | null;
  readonly onValue: (value: string | null) => void;
  /** Name of the stored file, when it is known. */
  readonly fileName?: string;
  /** Shows a picture and takes only pictures. */
  readonly image?: boolean;
  readonly name?: string;
}

/** A file, chosen or dropped; it is stored at once and the form keeps its id. */
export function FileInput({ value, onValue, fileName, image = false, name, ...identity }: FileInputProps): ReactNode {
  const fallbackId = useId();
  const id = identity.id ?? fallbackId;
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const [stored, setStored] = useState<string | undefined>(fileName);
  const [over, setOver] = useState(false);

  const store = async (file: File | undefined) => {
    if (!file) return;
    setBusy(true);
    setProblem(null);
    try {
      const kept = await uploadFile(file);
      setStored(kept.name);
      onValue(kept.id);
    } catch (error) {
      setProblem(asApiError(error).message);
    } finally {
      setBusy(false);
    }
  };

  return (
    <div>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is a shortcut; the button inside does the same */}
      <div
        className={classes(
          "flex items-center gap-3 rounded-md border border-dashed border-line-strong p-2",
          over && "bg-hover",
        )}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          event.preventDefault();
          setOver(false);
          void store(event.dataTransfer.files[0]);
        }}
      >
        {value && image && <img src={fileUrl(value)} alt="" className="size-12 rounded-md object-cover" />}
        {value && !image && (
          <a href={fileUrl(value)} className="link flex min-w-0 items-center gap-1.5" target="_blank" rel="noreferrer">
            <FileText className="size-4 flex-none" aria-hidden />
            <span className="truncate">{stored ?? "Open the file"}</span>
          </a>
        )}
        <input
          {...identity}
          id={id}
          name={name}
          type="file"
          accept={image ? "image/*" : undefined}
          className="sr-only"
          onChange={(event) => void store(event.target.files?.[0])}
        />
        <Button
          size="small"
          busy={busy}
          icon={<Upload aria-hidden />}
          onClick={() => document.getElementById(id)?.click()}
          tabIndex={-1}
          aria-hidden
        >
          {busy ? "Storing…" : value ? "Replace" : image ? "Choose a picture" : "Choose a file"}
        </Button>
        {value && (
          <IconButton label="Remove" className="ms-auto" onClick={() => onValue(null)}>
            <X aria-hidden />
          </IconButton>
        )}
      </div>
      {problem && (
        <p role="alert" className="mt-1 text-sm text-danger-ink">
          {problem}
        </p>
      )}
    </div>
  );
}
