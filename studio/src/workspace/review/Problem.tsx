import type { ApiError } from "@sayso/app-kit";
import { CircleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { placeOfFile } from "../../spec/places";
import type { Diagnostic } from "../../spec/types";
import { DiagnosticList } from "./Checks";
import { PlaceLink } from "./PlaceLink";

/** Why it was not published, as the API's codes say it. */
const REASONS: Readonly<Record<string, string>> = {
  proof_failed: "What was made does not hold",
  does_not_fit: "The application went on elsewhere, and this does not fit it any more",
  merge_conflict: "Files need a decision",
  confirmation_needed: "Values would leave the live rows",
  choice_needed: "Rows need a decision",
  approval_needed: "It waits to be approved",
  turn_running: "A message is being worked on",
  outdated: "Somebody else published meanwhile",
  nothing_there: "There is nothing to publish",
  session_ended: "This session was ended",
};

/** What to do about it, where the API's own hint does not say it for this page. */
const WAYS_OUT: Readonly<Record<string, string>> = {
  confirmation_needed: "Look at the plan above, and confirm what is lost.",
  choice_needed: "Decide above what becomes of these rows, then publish again.",
  turn_running: "Wait until it is done, then publish again.",
  outdated: "Look at the plan again: it was made anew.",
};

interface ProblemProps {
  readonly code: string;
  readonly text: string;
  readonly error: ApiError | null;
}

/** Why publishing was refused, with the places that it is about. Nothing was changed by it. */
export function Problem({ code, text, error }: ProblemProps): ReactNode {
  const diagnostics = (error?.problem.diagnostics ?? []) as readonly Diagnostic[];
  const files = (error?.problem.files ?? []) as readonly string[];
  const way = WAYS_OUT[code] ?? error?.hint;
  return (
    <div role="alert" className="review-problem">
      <p className="review-problem-title">
        <CircleAlert aria-hidden />
        {REASONS[code] ?? "It was not published"}
      </p>
      <p dir="auto">{text}</p>
      {way && <p>{way}</p>}
      {diagnostics.length > 0 && <DiagnosticList diagnostics={diagnostics} />}
      {files.length > 0 && (
        <ul className="review-findings">
          {files.map((path) => (
            <li key={path}>
              <PlaceLink place={placeOfFile(path)} />
            </li>
          ))}
        </ul>
      )}
      <p className="text-sm">Nothing was changed: what runs, runs on.</p>
    </div>
  );
}
