import type { ReactNode } from "react";
import { useTiming } from "../../api/timing";
import type { TriggerSpec } from "../types";
import { specWords } from "./specs";

/** What sets a bot off, in words; of times the server says them. */
export function SpecWords({ spec }: { readonly spec: TriggerSpec }): ReactNode {
  const { data } = useTiming(spec.kind === "cron" || spec.kind === "interval" ? spec : null);
  return (
    <span className="inline-block first-letter:uppercase" dir="auto">
      {data?.words ?? specWords(spec)}
    </span>
  );
}
