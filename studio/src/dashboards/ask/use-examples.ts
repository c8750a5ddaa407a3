import { useQueries } from "@tanstack/react-query";
import { api, dataOf, type Schemas } from "../../api/client";
import { useNewestModules } from "../../home/queries";
import { keys } from "../../modules/queries";
import { chosen, examplesOf } from "./examples";

const LOOKED_AT = 3;

/** Things to ask for, made from the applications that are there. */
export function useExamples(): readonly string[] {
  const slugs = (useNewestModules().data ?? [])
    .filter(({ status }) => status === "published")
    .slice(0, LOOKED_AT)
    .map(({ slug }) => slug);
  return useQueries({
    queries: slugs.map((slug) => ({
      queryKey: keys.of(slug, "spec"),
      queryFn: async ({ signal }: { readonly signal: AbortSignal }) =>
        (await dataOf(
          api.GET("/api/v1/modules/{slug}/spec", { params: { path: { slug } }, signal }),
        )) as unknown as Schemas["AppSpec-Output"],
      staleTime: 60_000,
    })),
    combine: (specs) => chosen(specs.map(({ data }) => (data ? examplesOf(data) : []))),
  });
}
