import type { AppSpec } from "../../spec/types";

const known = new WeakMap<AppSpec, ReadonlySet<string>>();

/** The ids of all that a spec has; looked through once for each spec. */
export function knownIds(spec: AppSpec): ReadonlySet<string> {
  const found = known.get(spec);
  if (found) return found;
  const ids = new Set<string>();
  collect(spec, ids);
  known.set(spec, ids);
  return ids;
}

function collect(value: unknown, ids: Set<string>): void {
  if (typeof value !== "object" || value === null) return;
  for (const [key, part] of Object.entries(value)) {
    if (key === "id" && typeof part === "string") ids.add(part);
    else collect(part, ids);
  }
}
