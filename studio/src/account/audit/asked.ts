/** What of the log is asked for; days are those of the person who looks. */
export interface Asked {
  readonly actor?: string;
  readonly action?: string;
  readonly resource?: string;
  readonly text?: string;
  readonly since?: string;
  readonly until?: string;
}

export const PARAMS = ["actor", "action", "resource", "text", "from", "to"] as const;

/** What an address asks of the log. The day it asks up to counts in. */
export function askedIn(params: Readonly<Record<string, string>>): Asked {
  const { actor, action, resource, text, from, to } = params;
  const since = startOf(from, 0);
  const until = startOf(to, 1);
  return {
    ...(actor ? { actor } : {}),
    ...(action ? { action } : {}),
    ...(resource ? { resource } : {}),
    ...(text ? { text } : {}),
    ...(since ? { since } : {}),
    ...(until ? { until } : {}),
  };
}

function startOf(day: string | undefined, later: number): string | null {
  if (!day || !/^\d{4}-\d{2}-\d{2}$/.test(day)) return null;
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  return new Date(year, month - 1, date + later).toISOString();
}

/** Where the same comes as a file. */
export function exportUrl(asked: Asked, format: "csv" | "jsonl"): string {
  return `/api/v1/audit/export?${new URLSearchParams({ ...asked, format })}`;
}
