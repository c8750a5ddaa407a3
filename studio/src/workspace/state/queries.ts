import type { ApiError } from "@sayso/app-kit";
import { keepPreviousData, type UseQueryResult, useQuery } from "@tanstack/react-query";
import { api, dataOf, type Schemas } from "../../api/client";
import type { AppSpec } from "../../spec/types";
import type { BuildSession } from "./context";

/** Keys of what is kept of a session. What depends on its content is below `content`, which each step makes anew. */
export const keys = {
  all: (id: string) => ["session", id] as const,
  session: (id: string) => ["session", id, "session"] as const,
  messages: (id: string) => ["session", id, "messages"] as const,
  content: (id: string) => ["session", id, "content"] as const,
  spec: (id: string) => ["session", id, "content", "spec"] as const,
  diagnostics: (id: string) => ["session", id, "content", "diagnostics"] as const,
  revisions: (id: string) => ["session", id, "content", "revisions"] as const,
  files: (id: string) => ["session", id, "content", "files"] as const,
  file: (id: string, path: string) => ["session", id, "content", "files", path] as const,
  plan: (id: string) => ["session", id, "content", "plan"] as const,
  preview: (id: string) => ["session", id, "content", "preview"] as const,
};

const path = (id: string) => ({ path: { build_session_id: id } });

export function useBuildSession(id: string): UseQueryResult<BuildSession, ApiError> {
  return useQuery({
    queryKey: keys.session(id),
    queryFn: ({ signal }) =>
      dataOf(api.GET("/api/v1/sessions/{build_session_id}", { params: { ...path(id) }, signal })),
  });
}

export function useSpec(id: string): UseQueryResult<AppSpec, ApiError> {
  return useQuery({
    queryKey: keys.spec(id),
    queryFn: async ({ signal }) =>
      (await dataOf(
        api.GET("/api/v1/sessions/{build_session_id}/spec", { params: { ...path(id) }, signal }),
      )) as unknown as AppSpec,
    placeholderData: keepPreviousData,
  });
}

/** What the checks say of the present spec. */
export function useDiagnostics(id: string): UseQueryResult<Schemas["DiagnosticsView"], ApiError> {
  return useQuery({
    queryKey: keys.diagnostics(id),
    queryFn: ({ signal }) =>
      dataOf(api.GET("/api/v1/sessions/{build_session_id}/diagnostics", { params: { ...path(id) }, signal })),
    placeholderData: keepPreviousData,
  });
}
