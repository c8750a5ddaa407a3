import { lazy, type ReactNode, Suspense, useState } from "react";
import { RowsSkeleton } from "../../shell/PagedRows";
import { ReportList } from "../review/ReportList";
import { readJson } from "../shared/json";
import type { Case, Report } from "../types";

const Editor = lazy(() => import("../../workspace/code/Editor"));

export interface CasesProps {
  /** The cases as JSON. */
  readonly text: string;
  readonly report: Report | null;
  readonly isEditable: boolean;
  readonly onText: (text: string) => void;
}

/** The cases of a bot, to be read or to be written. */
export function Cases({ text, report, isEditable, onText }: CasesProps): ReactNode {
  const [isWritten, write] = useState(false);
  const read = readJson(text);
  const cases = "value" in read && Array.isArray(read.value) ? (read.value as Case[]) : null;
  return (
    <>
      <fieldset className="bot-switch">
        <legend className="sr-only">How the cases are shown</legend>
        <button type="button" aria-pressed={!isWritten} disabled={!cases} onClick={() => write(false)}>
          In words
        </button>
        <button type="button" aria-pressed={isWritten} onClick={() => write(true)}>
          As JSON
        </button>
      </fieldset>
      {!isWritten && cases && <ReportList cases={cases} report={report} />}
      {(isWritten || !cases) && (
        <div className="bot-pad">
          {!cases && (
            <p className="text-sm text-danger-ink" role="alert">
              {read.problem || "The cases are a list: begin with [ and end with ]."}
            </p>
          )}
          <div className="bot-editor bot-editor-low">
            <Suspense fallback={<RowsSkeleton label="the editor" />}>
              <Editor
                path="cases.json"
                text={text}
                isEditable={isEditable}
                label="Cases as JSON"
                {...(isEditable ? { onChange: onText } : {})}
              />
            </Suspense>
          </div>
        </div>
      )}
    </>
  );
}
