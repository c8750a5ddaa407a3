import { type ApiError, Button, Notice } from "@sayso/app-kit";
import { TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { useOpenTab } from "../state/place";

interface PreviewProblemProps {
  readonly title: string;
  readonly detail: string;
  readonly hint?: string | undefined;
  readonly isBrokenFile?: boolean;
  readonly onRetry: () => void;
}

/** Why the newest content is not shown; what could be shown before stays below. */
export function PreviewProblem({ title, detail, hint, isBrokenFile = false, onRetry }: PreviewProblemProps): ReactNode {
  const open = useOpenTab();
  return (
    <div className="preview-problem">
      <Notice tone="warning" icon={<TriangleAlert aria-hidden />} title={title}>
        <p>{detail}</p>
        {hint && <p className="text-muted">{hint}</p>}
        <div className="mt-2 flex gap-2">
          {isBrokenFile && (
            <Button size="small" onClick={() => open("code")}>
              Open the code
            </Button>
          )}
          <Button size="small" onClick={onRetry}>
            Try again
          </Button>
        </div>
      </Notice>
    </div>
  );
}

/** The problem that the server named. */
export function problemOf(error: ApiError): Omit<PreviewProblemProps, "onRetry"> {
  const isBrokenFile = error.code === "preview_broken";
  const title = isBrokenFile ? "This is the last preview that works" : "The preview could not be renewed";
  return { title, detail: error.message, hint: error.hint, isBrokenFile };
}
