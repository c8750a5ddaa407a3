import { type ApiError, toast } from "@sayso/app-kit";
import { type UseMutationResult, useMutation, useQueryClient } from "@tanstack/react-query";
import { api, dataOf, type Schemas } from "../../api/client";
import { type Paged, usePages } from "../../api/pages";

export type Agency = Schemas["AgencyView"];
export type Site = Schemas["SiteView"];

/** The agencies that the person belongs to, page by page. */
export function useAgencies(): Paged<Agency> {
  return usePages<Agency>({
    key: ["agencies"],
    ask: (query, signal) => dataOf(api.GET("/api/v1/agencies", { params: { query }, signal })),
  });
}

/** The sites of the present agency, page by page. */
export function useSites(): Paged<Site> {
  return usePages<Site>({
    key: ["sites"],
    ask: (query, signal) => dataOf(api.GET("/api/v1/agency/sites", { params: { query }, signal })),
  });
}

/** A change of agencies or their sites; what is shown of them is asked for again before it counts as done. */
export function useAgencyChange<Wanted>(
  change: (wanted: Wanted) => Promise<unknown>,
  said: string,
  done: () => void = () => undefined,
): UseMutationResult<unknown, ApiError, Wanted> {
  const client = useQueryClient();
  return useMutation<unknown, ApiError, Wanted>({
    mutationFn: change,
    onSuccess: async () => {
      await Promise.all([["me"], ["agencies"], ["sites"]].map((queryKey) => client.invalidateQueries({ queryKey })));
      toast(said);
      done();
    },
  });
}
