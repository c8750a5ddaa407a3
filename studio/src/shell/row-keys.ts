import type { KeyboardEvent } from "react";

/** Moves between the links of a list's rows with the arrow keys; each such link has `data-row`. */
export function rowKeys(event: KeyboardEvent<HTMLElement>): void {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const rows = [...event.currentTarget.querySelectorAll<HTMLElement>("[data-row]")];
  const here = rows.findIndex((row) => row.closest("li")?.contains(event.target as Node));
  const next = here < 0 ? undefined : rows[here + step];
  if (!next) return;
  event.preventDefault();
  next.focus();
}
