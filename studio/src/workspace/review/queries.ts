import { type ApiError, toast } from "@sayso/app-kit";
import { keepPreviousData, type UseQueryResult, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api, dataOf, type Schemas } from "../../api/client";
import type { AppSpec } from "../../spec/types";
import { useWorkspace } from "../state/context";
import { keys } from "../state/queries";
import type { Choices } from "./choices";

export type Prospect = Schemas["ProspectView"];
export type Plan = Schemas["PlanView"];
export type Finding = Schemas["FindingView"];
export type Finished = Schemas["FinishedView"];
export type PublicAccess = Schemas["PublicAccessView"];

/** What publishing would do with these choices; nothing is touched by asking. */
export function useProspect(choices: Choices): UseQueryResult<Prospect, ApiError> {
  const { session } = useWorkspace();
  return useQuery({
    queryKey: [...keys.plan(session.id), choices],
    enabled: session.revision > 0,
    queryFn: ({ signal }) =>
      dataOf(
        api.POST("/api/v1/sessions/{build_session_id}/plan", {
          params: { path: { build_session_id: session.id } },
          body: { confirmed: false, choices },
          signal,
        }),
      ),
    placeholderData: keepPreviousData,
    retry: false,
  });
}

/** Places that the application could go to; asked the first time only. */
export function useSites(isWanted: boolean): readonly Schemas["SiteView"][] {
  const { data } = useQuery({
    queryKey: ["sites"],
    enabled: isWanted,
    queryFn: ({ signal }) => dataOf(api.GET("/api/v1/agency/sites", { params: { query: { limit: 200 } }, signal })),
  });
  return data?.items ?? [];
}

/** The spec that runs now; what a plan takes away is named from it. */
export function useRunningSpec(slug: string | null): AppSpec | null {
  const { session } = useWorkspace();
  const { data } = useQuery({
    queryKey: [...keys.content(session.id), "running", slug],
    enabled: slug !== null,
    queryFn: async ({ signal }) =>
      (await dataOf(
        api.GET("/api/v1/modules/{slug}/spec", { params: { path: { slug: slug ?? "" } }, signal }),
      )) as unknown as AppSpec,
  });
  return data ?? null;
}

/** What was proved of the running revision. */
export interface Proof {
  readonly holds: boolean;
  readonly proved: readonly string[];
  readonly carried: readonly string[];
  readonly seconds: number;
  readonly tried: Readonly<Record<string, { readonly permitted: number; readonly refused: number }>>;
  readonly open: Readonly<Record<string, string>>;
  readonly sentences: readonly string[];
}

export function useProof(slug: string): UseQueryResult<Proof, ApiError> {
  const { session } = useWorkspace();
  return useQuery({
    queryKey: [...keys.content(session.id), "proof", slug],
    queryFn: async ({ signal }) =>
      (await dataOf(
        api.GET("/api/v1/modules/{slug}/proof", { params: { path: { slug } }, signal }),
      )) as unknown as Proof,
  });
}

/** What the newest revision of the running module changed. */
export function useNews(slug: string): readonly string[] {
  const { session } = useWorkspace();
  const { data } = useQuery({
    queryKey: [...keys.content(session.id), "news", slug],
    queryFn: ({ signal }) =>
      dataOf(api.GET("/api/v1/modules/{slug}/revisions", { params: { path: { slug }, query: { limit: 1 } }, signal })),
  });
  return data?.items[0]?.sentences ?? [];
}

const publicKey = (id: string, slug: string) => [...keys.content(id), "public", slug] as const;

/** What of the running module is open to anybody, and what waits for a person to confirm it. */
export function usePublicAccess(slug: string | null): UseQueryResult<PublicAccess, ApiError> {
  const { session } = useWorkspace();
  return useQuery({
    queryKey: publicKey(session.id, slug ?? ""),
    enabled: slug !== null,
    queryFn: ({ signal }) =>
      dataOf(api.GET("/api/v1/modules/{slug}/public-access", { params: { path: { slug: slug ?? "" } }, signal })),
  });
}

/** Opens what the keys name, or closes all of it where none are given. */
export function useOpenToPublic(slug: string) {
  const { session } = useWorkspace();
  const client = useQueryClient();
  return useMutation<PublicAccess | null, ApiError, readonly string[] | null>({
    mutationFn: async (confirm) => {
      const params = { path: { slug } };
      if (confirm)
        return dataOf(api.PUT("/api/v1/modules/{slug}/public-access", { params, body: { confirm: [...confirm] } }));
      await dataOf(api.DELETE("/api/v1/modules/{slug}/public-access", { params }));
      return null;
    },
    onSuccess: async (_, confirmed) => {
      await client.invalidateQueries({ queryKey: publicKey(session.id, slug) });
      toast(confirmed ? "It is open to anybody now." : "It is closed to people who are not signed in.");
    },
  });
}

export interface Publishing {
  readonly choices: Choices;
  readonly confirmed: boolean;
  readonly sample: boolean;
  readonly site: string | null;
}

/** Publishes the session. It goes on when the page is left; the session's events tell how far it is. */
export function usePublish() {
  const { session } = useWorkspace();
  const client = useQueryClient();
  return useMutation<Finished, ApiError, Publishing>({
    mutationKey: ["publish", session.id],
    mutationFn: ({ site, ...body }) =>
      dataOf(
        api.POST("/api/v1/sessions/{build_session_id}/publish", {
          params: { path: { build_session_id: session.id } },
          body: { ...body, site },
        }),
      ),
    onSuccess: ({ module }) => toast(`${module.name} ${module.version} is live.`),
    onSettled: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: keys.content(session.id) }),
        client.invalidateQueries({ queryKey: keys.session(session.id) }),
        client.invalidateQueries({ queryKey: ["modules"] }),
      ]),
  });
}
