import { spanWords } from "../../api/timing";
import type { RowEvent, SpecOf, TriggerSpec } from "../types";

export const KINDS: Readonly<Record<TriggerSpec["kind"], string>> = {
  manual: "By hand",
  interval: "Again and again",
  cron: "At certain times",
  webhook: "When another system calls",
  row: "When a row changes",
  bot: "When another bot has run",
};

export const ROW_EVENTS: Readonly<Record<RowEvent, string>> = {
  created: "is created",
  changed: "is changed",
  deleted: "is deleted",
  transition: "comes into another state",
};

/** What sets a bot off, where the server has not put it into words yet. */
export function specWords(spec: TriggerSpec): string {
  switch (spec.kind) {
    case "interval":
      return `every ${spanWords(spec.seconds)}`;
    case "cron":
      return `at the times of “${spec.cron}” (${spec.time_zone})`;
    case "webhook":
      return spec.signed ? "when another system calls, with a signature" : "when another system calls";
    case "row":
      return rowWords(spec);
    case "bot":
      return `when another bot ${{ success: "succeeds", failure: "fails", any: "has run" }[spec.on]}`;
    default:
      return "when somebody runs it";
  }
}

function rowWords({ module, entity, on, to }: SpecOf<"row">): string {
  const what = on.map((one) =>
    one === "transition" && to.length > 0 ? `becomes ${to.join(" or ")}` : ROW_EVENTS[one],
  );
  return `when a row of ${entity.replaceAll("_", " ")} in ${module} ${what.join(" or ")}`;
}
