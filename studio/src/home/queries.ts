import type { ApiError } from "@sayso/app-kit";
import { keepPreviousData, type UseQueryResult, useQuery } from "@tanstack/react-query";
import { api, dataOf, type Schemas } from "../api/client";
import { useMay } from "../api/me";
import { type Paged, usePages } from "../api/pages";
import { useRested } from "../shell/use-rested";
import type { SessionStatus } from "./status";

export type SessionLine = Schemas["SessionLine"];
export type ModuleLine = Schemas["ModuleView"];
export type GivenModule = Schemas["GivenModuleView"];

const WORKING = 3_000;
const CALM = 30_000;
const FOUND = 8;

/** How soon a list of sessions is asked for again: soon while something in it is being worked on. */
const rhythm = (sessions: readonly SessionLine[]) =>
  sessions.some(({ status }) => status === "generating") ? WORKING : CALM;

/** The newest sessions of the agency. */
export function useRecentSessions(limit: number): UseQueryResult<readonly SessionLine[], ApiError> {
  return useQuery({
    queryKey: ["sessions", "recent", limit],
    queryFn: async ({ signal }) =>
      (await dataOf(api.GET("/api/v1/sessions", { params: { query: { limit } }, signal }))).items,
    enabled: useMay("modules:read"),
    refetchInterval: ({ state }) => rhythm(state.data ?? []),
  });
}

export interface SessionFilter {
  readonly status: SessionStatus | null;
  readonly q: string;
}

/** Sessions of the agency, the newest first, page by page. */
export function useSessions(filter: SessionFilter): Paged<SessionLine> {
  const wanted = { ...(filter.status ? { status: filter.status } : {}), ...(filter.q ? { q: filter.q } : {}) };
  return usePages<SessionLine>({
    key: ["sessions", "list", filter],
    ask: (query, signal) => dataOf(api.GET("/api/v1/sessions", { params: { query: { ...query, ...wanted } }, signal })),
    limit: 30,
    rhythm,
  });
}

/** The sessions that are named like this, the newest without a name. */
export function useFoundSessions(text: string): readonly SessionLine[] {
  const q = useRested(text.trim());
  const query = { limit: FOUND, ...(q ? { q } : {}) };
  const found = useQuery({
    queryKey: ["sessions", "found", q],
    queryFn: async ({ signal }) => (await dataOf(api.GET("/api/v1/sessions", { params: { query }, signal }))).items,
    enabled: useMay("modules:read"),
    placeholderData: keepPreviousData,
  });
  return found.data ?? [];
}

/** The agency's modules, the newest first, without previews of others. */
export function useNewestModules(): UseQueryResult<readonly ModuleLine[], ApiError> {
  return useQuery({
    queryKey: ["modules", "newest"],
    queryFn: async ({ signal }) => {
      const { items } = await dataOf(api.GET("/api/v1/modules", { params: { query: { limit: 100 } }, signal }));
      return items.filter(({ is_preview }) => !is_preview);
    },
    enabled: useMay("modules:read"),
  });
}

/** Applications of agencies that the person does not belong to, which they may use. */
export function useGivenModules(): UseQueryResult<readonly GivenModule[], ApiError> {
  return useQuery({
    queryKey: ["modules", "given"],
    queryFn: async ({ signal }) =>
      (await dataOf(api.GET("/api/v1/auth/modules", { params: { query: { limit: 200 } }, signal }))).items,
  });
}
