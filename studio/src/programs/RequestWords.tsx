import { Badge } from "@sayso/app-kit";
import type { ReactNode } from "react";

export interface RequestWordsProps {
  readonly method: string;
  readonly host: string;
  readonly path: string;
  readonly status?: number | null;
  /** Why it was not let through; empty where it was. */
  readonly refusal: string;
  readonly children: ReactNode;
}

/** A request in a line: what became of it, where it went, and what is said of it at the end. */
export function RequestWords({ method, host, path, status, refusal, children }: RequestWordsProps): ReactNode {
  return (
    <p className="flex flex-wrap items-center gap-2">
      <Badge tone={refusal || !status || status >= 400 ? "danger" : "success"}>
        {refusal ? "Refused" : (status ?? "No answer")}
      </Badge>
      <span className="min-w-0 font-mono text-sm break-all">
        {method} {host}
        {path}
      </span>
      <span className="ms-auto text-sm text-muted">{children}</span>
    </p>
  );
}
