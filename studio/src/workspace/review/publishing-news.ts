import { type QueryClient, useQuery } from "@tanstack/react-query";
import { api, dataOf } from "../../api/client";
import type { StreamEvent } from "../../api/following";
import { keys } from "../state/queries";

/** How far a publish of the session is, or why the last one stopped. */
export interface PublishingNews {
  readonly phase: string;
  readonly code: string;
  readonly text: string;
  readonly at: string;
}

/** After this a publish of which nothing was heard is taken for dead, such as by a server that was stopped. */
const SILENT_MS = 10 * 60_000;

const keyOf = (id: string) => [...keys.all(id), "publishing"] as const;

/** Takes down what an event of the session tells of a publish, whoever started it. */
export function hearPublishing(client: QueryClient, id: string, { kind, data, at }: StreamEvent): void {
  if (kind === "published" || kind === "revision") client.setQueryData<PublishingNews | null>(keyOf(id), null);
  if (kind !== "publishing") return;
  const { phase, code = "", text = "" } = data;
  const news: PublishingNews = { phase: String(phase), code: String(code), text: String(text), at };
  client.setQueryData<PublishingNews | null>(keyOf(id), news);
}

/** How far a publish is, or why the last was refused; null where none was begun since the last change. */
export function usePublishingNews(id: string): PublishingNews | null {
  const { data } = useQuery<PublishingNews | null>({
    queryKey: keyOf(id),
    queryFn: async ({ signal }) => {
      const params = { path: { build_session_id: id } };
      const found = await dataOf(api.GET("/api/v1/sessions/{build_session_id}/publishing", { params, signal }));
      const { phase, code, text, at } = found;
      return phase && at ? { phase, code, text, at } : null;
    },
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (!data) return null;
  const isSilent = data.phase !== "stopped" && Date.now() - Date.parse(data.at) > SILENT_MS;
  return isSilent ? null : data;
}
