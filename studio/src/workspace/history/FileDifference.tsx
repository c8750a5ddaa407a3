import { Badge } from "@sayso/app-kit";
import { type ReactNode, useMemo, useState } from "react";
import type { Schemas } from "../../api/client";
import { DiffLines } from "../../programs/DiffLines";
import { type DiffLine, linesOf } from "./diff";

const TONES = { added: "success", removed: "danger", changed: "info" } as const;

/** How a file differs, as a unified diff that is folded away until it is asked for. */
export function FileDifference({
  file,
  isOpen,
}: {
  readonly file: Schemas["FileDifferenceView"];
  readonly isOpen: boolean;
}): ReactNode {
  const [isShown, setShown] = useState(isOpen);
  const lines = useMemo(() => linesOf(file.diff), [file.diff]);
  const count = (kind: DiffLine["kind"]) => lines.filter((line) => line.kind === kind).length;
  const tone = TONES[file.status as keyof typeof TONES] ?? "neutral";
  return (
    <details className="diff" open={isOpen} onToggle={(event) => setShown(event.currentTarget.open)}>
      <summary>
        <span className="diff-path" title={file.path}>
          {file.path}
        </span>
        <Badge tone={tone}>{file.status}</Badge>
        <span className="diff-count">
          <span className="text-success-ink">+{count("added")}</span>{" "}
          <span className="text-danger-ink">−{count("removed")}</span>
        </span>
      </summary>
      {isShown && <DiffLines lines={lines} label={`Differences of ${file.path}`} />}
    </details>
  );
}
