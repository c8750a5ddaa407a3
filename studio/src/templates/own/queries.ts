import type { ApiError } from "@sayso/app-kit";
import { type UseQueryResult, useQuery } from "@tanstack/react-query";
import { api, dataOf, type Schemas } from "../../api/client";
import { keys } from "../../modules/queries";

export type OwnTemplate = Schemas["AgencyTemplateLine"];
export type ModuleTemplate = Schemas["ModuleTemplate"];
export type Origin = Schemas["OriginView"];
export type NewerVersion = Schemas["NewerVersion"];
export type Answers = Readonly<Record<string, Schemas["Side"]>>;

/** Below the key of modules: what changes a module may change its template, and the other way round. */
const OWN = ["modules", "templates"] as const;

/** Templates that people of the agency made of its applications. */
export function useOwnTemplates(): UseQueryResult<readonly OwnTemplate[], ApiError> {
  return useQuery({
    queryKey: OWN,
    queryFn: async ({ signal }) => (await dataOf(api.GET("/api/v1/agency/templates", { signal }))).items,
  });
}

/** What a template of a module would consist of, and the one that it is already. */
export function useModuleTemplate(slug: string): UseQueryResult<ModuleTemplate, ApiError> {
  return useQuery({
    queryKey: keys.of(slug, "template"),
    queryFn: ({ signal }) => dataOf(api.GET("/api/v1/modules/{slug}/template", { params: { path: { slug } }, signal })),
  });
}

/** The template that a module came from; none where it began otherwise. */
export function useOrigin(slug: string): UseQueryResult<Origin | null, ApiError> {
  return useQuery({
    queryKey: keys.of(slug, "origin"),
    queryFn: async ({ signal }) =>
      (await dataOf(api.GET("/api/v1/modules/{slug}/origin", { params: { path: { slug } }, signal }))).origin,
  });
}

/** The picture of a version of a template, which never changes. */
export function pictureOfOwn({ slug, id, version }: OwnTemplate): string {
  return `/api/v1/templates/${slug}/picture.svg?of=${id}-${version}`;
}
