import type { ApiError } from "@sayso/app-kit";
import {
  type QueryClient,
  queryOptions,
  type UseQueryResult,
  useMutation,
  usePrefetchQuery,
  useQuery,
  useQueryClient,
} from "@tanstack/react-query";
import { useCallback } from "react";
import { api, dataOf, type Schemas } from "../../api/client";
import { keys } from "./queries";

export type Message = Schemas["MessageView"];

/** What was said, the oldest first, as far back as it was asked for; `older` leads to what is before that. */
export interface Said {
  readonly items: readonly Message[];
  readonly older: string | null;
}

const PER_PAGE = 40;

/** The newest messages, joined to those that are known: messages never change. */
export function useMessages(session: string): UseQueryResult<Said, ApiError> {
  return useQuery(asked(useQueryClient(), session));
}

/** Asks for the messages before the conversation is drawn, so that nobody waits for one after the other. */
export function useEarlyMessages(session: string): void {
  usePrefetchQuery(asked(useQueryClient(), session));
}

function asked(client: QueryClient, session: string) {
  const queryKey = keys.messages(session);
  return queryOptions<Said, ApiError, Said, readonly string[]>({
    queryKey,
    queryFn: async ({ signal }) => joined(client.getQueryData<Said>(queryKey), await page(session, null, signal)),
    structuralSharing: false,
  });
}

/** Asks for the messages before those that are known. */
export function useOlderMessages(session: string) {
  const client = useQueryClient();
  return useMutation<Said, ApiError, string>({
    mutationFn: (cursor) => page(session, cursor),
    onSuccess: (older) =>
      client.setQueryData<Said>(keys.messages(session), (known) => known && { ...before(known, older) }),
  });
}

/** Puts a message that was just kept where it belongs, before it is heard of. */
export function useAddMessage(session: string): (message: Message) => void {
  const client = useQueryClient();
  return useCallback(
    (message) =>
      client.setQueryData<Said>(keys.messages(session), (known) =>
        known ? joined(known, { items: [message], older: known.older }, true) : known,
      ),
    [client, session],
  );
}

async function page(session: string, cursor: string | null, signal?: AbortSignal): Promise<Said> {
  const found = await dataOf(
    api.GET("/api/v1/sessions/{build_session_id}/messages", {
      params: {
        path: { build_session_id: session },
        query: { limit: PER_PAGE, ...(cursor ? { cursor } : {}) },
      },
      ...(signal ? { signal } : {}),
    }),
  );
  return { items: found.items.toReversed(), older: found.next_cursor };
}

/** What is known with the newest page; where messages between them are not known, the newest page alone. */
export function joined(known: Said | undefined, newest: Said, isLoose = false): Said {
  const first = newest.items[0]?.number;
  const last = known?.items.at(-1)?.number;
  if (!known || first === undefined || last === undefined || (first > last + 1 && !isLoose)) return newest;
  const numbers = new Set(known.items.map(({ number }) => number));
  const fresh = newest.items.filter(({ number }) => !numbers.has(number));
  if (fresh.length === 0) return known;
  const items = [...known.items, ...fresh].sort((one, other) => one.number - other.number);
  return { items, older: known.older };
}

function before(known: Said, older: Said): Said {
  const first = known.items[0]?.number ?? Number.POSITIVE_INFINITY;
  return { items: [...older.items.filter(({ number }) => number < first), ...known.items], older: older.older };
}
