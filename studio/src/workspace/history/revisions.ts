import { type ApiError, toast, toastError } from "@sayso/app-kit";
import { type UseQueryResult, useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api, dataOf, type Schemas } from "../../api/client";
import { useWorkspace } from "../state/context";
import { keys } from "../state/queries";

export type Revision = Schemas["BuildRevisionLine"];
export type Comparison = Schemas["ComparisonView"];
export type What = "spec" | "code" | "plan";

const PAGE = 30;

/** The reason of an edit by hand that nobody gave one for; its sentences say more. */
const UNSAID = "Edited";

/** The line of the session, the newest step first, a page at a time. */
export function useLine() {
  const { session } = useWorkspace();
  return useInfiniteQuery({
    queryKey: [...keys.revisions(session.id), "line"],
    initialPageParam: "",
    queryFn: ({ pageParam, signal }) =>
      dataOf(
        api.GET("/api/v1/sessions/{build_session_id}/revisions", {
          params: {
            path: { build_session_id: session.id },
            query: { limit: PAGE, ...(pageParam ? { cursor: pageParam } : {}) },
          },
          signal,
        }),
      ),
    getNextPageParam: ({ next_cursor }) => next_cursor,
  });
}

/** What differs between two revisions. Neither ever changes, so what was once asked stands. */
export function useComparison(from: number, to: number, what: What): UseQueryResult<Comparison, ApiError> {
  const { session } = useWorkspace();
  return useQuery({
    queryKey: [...keys.all(session.id), "comparison", from, to, what],
    queryFn: ({ signal }) =>
      dataOf(
        api.GET("/api/v1/sessions/{build_session_id}/revisions/compare", {
          params: { path: { build_session_id: session.id }, query: { from, to, what } },
          signal,
        }),
      ),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** The version that each revision of the session's module has. */
export function useVersions(): ReadonlyMap<number, string> {
  const { session } = useWorkspace();
  const slug = session.module?.slug ?? "";
  const found = useQuery({
    queryKey: [...keys.revisions(session.id), "versions"],
    enabled: slug !== "",
    queryFn: ({ signal }) =>
      dataOf(
        api.GET("/api/v1/modules/{slug}/revisions", { params: { path: { slug }, query: { limit: 200 } }, signal }),
      ),
  });
  return new Map(found.data?.items.map(({ number, version }) => [number, version]));
}

/** Says that a revision is as it should be. */
export function useApprove() {
  const { session } = useWorkspace();
  const client = useQueryClient();
  return useMutation<Schemas["SteppedView"], ApiError, number>({
    mutationFn: (revision) =>
      dataOf(
        api.POST("/api/v1/sessions/{build_session_id}/approve", {
          params: { path: { build_session_id: session.id } },
          body: { revision },
        }),
      ),
    onError: (error) => toastError(error),
    onSuccess: async (_, revision) => {
      await Promise.all([
        client.invalidateQueries({ queryKey: keys.revisions(session.id) }),
        client.invalidateQueries({ queryKey: keys.session(session.id) }),
      ]);
      toast(`Revision ${revision} is approved.`);
    },
  });
}

/** What a step was, in a few words: the wish of a change, or what was taken back, done again or gone back to. */
export function titleOf({ reason, sentences, number }: Revision): string {
  const wish = reason === UNSAID ? "" : reason;
  return wish || sentences[0] || `Revision ${number}`;
}

/** The part that a step was about. */
export function phaseOf({ phase }: Revision): string | null {
  return { schema: "Data", layout: "Layout", code: "Code" }[phase] ?? null;
}
