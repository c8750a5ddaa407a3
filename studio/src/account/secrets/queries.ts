import type { ApiError } from "@sayso/app-kit";
import { type UseQueryResult, useQuery } from "@tanstack/react-query";
import { api, dataOf, type Schemas } from "../../api/client";

export type SecretLine = Schemas["SecretView"];

export const secretsKey = ["secrets"] as const;

/** The names of secrets, and the hosts that each is for. */
export function useSecrets(): UseQueryResult<readonly SecretLine[], ApiError> {
  return useQuery({
    queryKey: secretsKey,
    queryFn: async ({ signal }) => (await dataOf(api.GET("/api/v1/secrets", { signal }))).items,
  });
}

const of = (name: string) => ({ params: { path: { name } } });

export const putSecret = (name: string, value: string, hosts: readonly string[]) =>
  dataOf(api.PUT("/api/v1/secrets/{name}", { ...of(name), body: { value, hosts: [...hosts] } }));

export const removeSecret = (name: string) => dataOf(api.DELETE("/api/v1/secrets/{name}", of(name)));
