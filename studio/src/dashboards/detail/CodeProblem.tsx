import type { ApiError } from "@sayso/app-kit";
import type { ReactNode } from "react";

interface Found {
  readonly message?: unknown;
  readonly hint?: unknown;
  readonly path?: unknown;
  readonly line?: unknown;
}

/** Why code was not taken: what the check found, or what happened when it ran. */
export function CodeProblem({ error }: { readonly error: ApiError }): ReactNode {
  const { diagnostics, outcome } = (error.problem ?? {}) as {
    readonly diagnostics?: readonly Found[];
    readonly outcome?: { readonly error?: unknown; readonly output?: unknown };
  };
  return (
    <div className="grid gap-1">
      {error.hint && <p>{error.hint}</p>}
      {Array.isArray(diagnostics) && diagnostics.length > 0 && (
        <ul className="list-disc ps-4">
          {diagnostics.map((one) => (
            <li key={`${String(one.path ?? one.line ?? "")} ${String(one.message)}`}>
              {one.line ? `Line ${String(one.line)}: ` : ""}
              {String(one.message)} {one.hint ? String(one.hint) : ""}
            </li>
          ))}
        </ul>
      )}
      {outcome && <pre className="detail-output">{String(outcome.error || outcome.output || "")}</pre>}
      <p>What you wrote is still here.</p>
    </div>
  );
}
