import type { ApiError } from "@sayso/app-kit";
import { type UseQueryResult, useQuery } from "@tanstack/react-query";
import { api, dataOf, type Schemas } from "../../api/client";

export type Models = Schemas["ModelsView"];
export type Provider = Schemas["ProviderView"];
export type Chain = Schemas["ChainView"];
export type AskedModel = Schemas["ModelView"];
export type ModelRole = Chain["role"];
export type ProviderKind = Provider["kind"];
export type Tried = Schemas["TestView"] & { readonly seconds: number };

export const modelsKey = ["models"] as const;

/** The providers and chains that work for the agency. */
export function useModels(): UseQueryResult<Models, ApiError> {
  return useQuery({
    queryKey: modelsKey,
    queryFn: ({ signal }) => dataOf(api.GET("/api/v1/models", { signal })),
  });
}

export const addProvider = (body: Schemas["ProviderBody"]) => dataOf(api.POST("/api/v1/models/providers", { body }));

export const changeProvider = (provider: string, body: Schemas["ProviderChange"]) =>
  dataOf(api.PUT("/api/v1/models/providers/{provider}", { params: { path: { provider } }, body }));

export const removeProvider = (provider: string) =>
  dataOf(api.DELETE("/api/v1/models/providers/{provider}", { params: { path: { provider } } }));

export const setChain = (role: ModelRole, body: Schemas["ChainBody"]) =>
  dataOf(api.PUT("/api/v1/models/chains/{model_role}", { params: { path: { model_role: role } }, body }));

export const resetChain = (role: ModelRole) =>
  dataOf(api.DELETE("/api/v1/models/chains/{model_role}", { params: { path: { model_role: role } } }));

export const setRowAccess = (body: Schemas["RowsBody"]) => dataOf(api.PUT("/api/v1/models/rows", { body }));

/** Asks a model for one word, and says how long it took. */
export async function tryModel(body: Schemas["TestBody"]): Promise<Tried> {
  const began = performance.now();
  const tried = await dataOf(api.POST("/api/v1/models/test", { body }));
  return { ...tried, seconds: (performance.now() - began) / 1_000 };
}
