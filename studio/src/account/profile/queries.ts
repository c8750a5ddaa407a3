import { type ApiError, toast } from "@sayso/app-kit";
import { type QueryKey, type UseMutationResult, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api, dataOf, type Schemas } from "../../api/client";
import { type Paged, usePages } from "../../api/pages";

export type SignIn = Schemas["SessionView"];
export type Identities = Schemas["IdentitiesView"];

/** Where the person is signed in, page by page. */
export function useSignIns(): Paged<SignIn> {
  return usePages<SignIn>({
    key: ["account", "sign-ins"],
    ask: (query, signal) => dataOf(api.GET("/api/v1/auth/sessions", { params: { query }, signal })),
    limit: 20,
  });
}

/** What the person signs in with besides a password and links. */
export function useIdentities() {
  return useQuery({
    queryKey: ["account", "identities"],
    queryFn: ({ signal }) => dataOf(api.GET("/api/v1/auth/identities", { signal })),
  });
}

/** A change of what is the person's own; what is shown of it is asked for again before it counts as done. */
export function useOwnChange<Wanted>(
  change: (wanted: Wanted) => Promise<unknown>,
  said: string,
  ...renewed: readonly QueryKey[]
): UseMutationResult<unknown, ApiError, Wanted> {
  const client = useQueryClient();
  return useMutation<unknown, ApiError, Wanted>({
    mutationFn: change,
    onSuccess: async () => {
      await Promise.all(renewed.map((queryKey) => client.invalidateQueries({ queryKey })));
      toast(said);
    },
  });
}
