import type { ApiError } from "@sayso/app-kit";
import {
  type UseMutationResult,
  type UseQueryResult,
  useMutation,
  useQuery,
  useQueryClient,
} from "@tanstack/react-query";
import { api, dataOf, type Schemas } from "../api/client";
import { type Paged, usePages } from "../api/pages";

export type ModuleLine = Schemas["ModuleView"];
export type Member = Schemas["MemberView"];
export type RoleLine = Schemas["RoleView"];
export type Timeline = Schemas["Timeline"];
export type RevisionLine = Schemas["RevisionLine"];
export type PublicAccess = Schemas["PublicAccessView"];
export type Preliminary = Schemas["Preliminary"];

/** What is known of a module, below its own key, so that a change of it asks for all of it again. */
export const keys = {
  list: ["modules", "all"] as const,
  module: (slug: string) => ["modules", "one", slug] as const,
  of: (slug: string, ...what: readonly string[]) => ["modules", "one", slug, ...what] as const,
};

const MOST = 200;

/** Every module of the agency; there are as many as people made. */
export function useModules(): UseQueryResult<readonly ModuleLine[], ApiError> {
  return useQuery({
    queryKey: keys.list,
    queryFn: async ({ signal }) => {
      const found: ModuleLine[] = [];
      let cursor: string | null = null;
      do {
        const query: { limit: number; cursor?: string } = { limit: MOST, ...(cursor ? { cursor } : {}) };
        const page: Schemas["Page_ModuleView_"] = await dataOf(
          api.GET("/api/v1/modules", { params: { query }, signal }),
        );
        found.push(...page.items);
        cursor = page.next_cursor ?? null;
      } while (cursor);
      return found;
    },
  });
}

/** One module. */
export function useModule(slug: string): UseQueryResult<ModuleLine, ApiError> {
  return useQuery({
    queryKey: keys.module(slug),
    queryFn: ({ signal }) => dataOf(api.GET("/api/v1/modules/{slug}", { params: { path: { slug } }, signal })),
  });
}

/** The spec of what runs. */
export function useModuleSpec(slug: string): UseQueryResult<Schemas["AppSpec-Output"], ApiError> {
  return useQuery({
    queryKey: keys.of(slug, "spec"),
    queryFn: async ({ signal }) => {
      const found = await dataOf(api.GET("/api/v1/modules/{slug}/spec", { params: { path: { slug } }, signal }));
      return found as unknown as Schemas["AppSpec-Output"];
    },
  });
}

/** The timeline of a module, the newest first; it says too whether there is a way back and on. */
export function useTimeline(slug: string): UseQueryResult<Timeline, ApiError> {
  return useQuery({
    queryKey: keys.of(slug, "revisions"),
    queryFn: ({ signal }) =>
      dataOf(
        api.GET("/api/v1/modules/{slug}/revisions", { params: { path: { slug }, query: { limit: MOST } }, signal }),
      ),
  });
}

/** What of a module is open to people who are not signed in. */
export function usePublicAccess(slug: string): UseQueryResult<PublicAccess, ApiError> {
  return useQuery({
    queryKey: keys.of(slug, "public"),
    queryFn: ({ signal }) =>
      dataOf(api.GET("/api/v1/modules/{slug}/public-access", { params: { path: { slug } }, signal })),
  });
}

/** Everybody who may enter a module. */
export function useMembers(slug: string, enabled: boolean): Paged<Member> {
  return usePages<Member>({
    key: keys.of(slug, "members"),
    ask: (query, signal) =>
      dataOf(api.GET("/api/v1/modules/{slug}/members", { params: { path: { slug }, query }, signal })),
    enabled,
  });
}

/** The roles of a module. */
export function useRoles(slug: string): UseQueryResult<readonly RoleLine[], ApiError> {
  return useQuery({
    queryKey: keys.of(slug, "roles"),
    queryFn: async ({ signal }) => {
      const query = { limit: MOST };
      const found = await dataOf(
        api.GET("/api/v1/modules/{slug}/roles", { params: { path: { slug }, query }, signal }),
      );
      return found.items;
    },
  });
}

/** A change of a module; afterwards all that is known of modules is asked for again. */
export function useModuleChange<Given = void, Answer = unknown>(
  change: (given: Given) => Promise<Answer>,
  done?: (answer: Answer, given: Given) => void,
): UseMutationResult<Answer, ApiError, Given> {
  const client = useQueryClient();
  return useMutation<Answer, ApiError, Given>({
    mutationFn: change,
    onSuccess: async (answer, given) => {
      done?.(answer, given);
      await client.invalidateQueries({ queryKey: ["modules"] });
    },
  });
}
