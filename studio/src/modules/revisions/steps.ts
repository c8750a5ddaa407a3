import { api, dataOf, type Schemas } from "../../api/client";
import type { Choices } from "../../workspace/review/choices";
import type { Preliminary } from "../queries";

/** A step of a module's timeline, or what takes over a preview. */
export interface Step {
  readonly kind: "undo" | "redo" | "jump" | "promote";
  /** The number of the revision that a jump leads to. */
  readonly to?: number;
}

interface Settling {
  readonly confirmed: boolean;
  readonly choices: Choices;
}

/** What a step would do with these decisions; nothing is touched. */
export function planOf(slug: string, { kind, to }: Step, choices: Choices): Promise<Preliminary> {
  const params = { path: { slug } };
  const body = { confirmed: false, choices };
  if (kind === "promote") return dataOf(api.POST("/api/v1/modules/{slug}/promote/plan", { params, body }));
  const way = kind === "jump" ? String(to) : kind;
  return dataOf(api.POST("/api/v1/modules/{slug}/plan", { params, body: { ...body, to: way } }));
}

/** Takes a step. */
export function go(slug: string, { kind, to = 0 }: Step, settling: Settling): Promise<Schemas["PublishedView"]> {
  const params = { path: { slug } };
  switch (kind) {
    case "undo":
      return dataOf(api.POST("/api/v1/modules/{slug}/undo", { params, body: settling }));
    case "redo":
      return dataOf(api.POST("/api/v1/modules/{slug}/redo", { params, body: settling }));
    case "jump":
      return dataOf(api.POST("/api/v1/modules/{slug}/jump", { params, body: { ...settling, to } }));
    case "promote":
      return dataOf(api.POST("/api/v1/modules/{slug}/promote", { params, body: settling }));
  }
}
