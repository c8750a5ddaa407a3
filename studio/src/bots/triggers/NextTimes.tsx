import type { ReactNode } from "react";
import { type Recurring, useTiming } from "../../api/timing";
import { plannedText } from "../shared/figures";

/** What a timing means in words, and the next times that it is due. */
export function NextTimes({ timing }: { readonly timing: Recurring | null }): ReactNode {
  const { data, error } = useTiming(timing);
  if (!timing) return null;
  if (error) {
    return (
      <p className="text-sm text-danger-ink" role="alert">
        {error.message} {error.hint}
      </p>
    );
  }
  if (!data) return <p className="text-sm text-muted">Working out the next times…</p>;
  const zone = timing.kind === "cron" ? timing.time_zone : undefined;
  return (
    <div className="bot-next" role="status">
      <p className="font-medium first-letter:uppercase">{data.words}</p>
      <p className="text-sm text-muted">The next times{zone ? `, in ${zone}` : ""}:</p>
      <ol>
        {data.next.map((moment) => (
          <li key={moment}>
            <time dateTime={moment}>{plannedText(moment, zone)}</time>
          </li>
        ))}
      </ol>
    </div>
  );
}
