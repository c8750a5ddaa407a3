import { api, dataOf, type Schemas } from "../../api/client";
import { type Paged, usePages } from "../../api/pages";

export type Key = Schemas["KeyView"];

export const keysKey = ["keys"] as const;

/** The keys for programs, page by page. */
export function useKeys(): Paged<Key> {
  return usePages<Key>({
    key: keysKey,
    ask: (query, signal) => dataOf(api.GET("/api/v1/keys", { params: { query }, signal })),
  });
}
