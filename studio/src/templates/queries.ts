import type { ApiError } from "@sayso/app-kit";
import {
  type UseMutationResult,
  type UseQueryResult,
  useMutation,
  useQuery,
  useQueryClient,
} from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { api, dataOf, type Schemas } from "../api/client";

export type Template = Schemas["TemplateLine"];
export type TemplateFamily = Schemas["TemplateFamily"];

/** Every template; they are few enough to be searched here. */
export function useTemplates(): UseQueryResult<Schemas["TemplateList"], ApiError> {
  return useQuery({
    queryKey: ["templates"],
    queryFn: ({ signal }) => dataOf(api.GET("/api/v1/templates", { signal })),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** Begins a session with a template and goes to it, where it runs with sample rows. */
export function useTemplate(): UseMutationResult<Schemas["SessionLine"], ApiError, string> {
  const client = useQueryClient();
  const navigate = useNavigate();
  return useMutation<Schemas["SessionLine"], ApiError, string>({
    mutationFn: (template) => dataOf(api.POST("/api/v1/sessions/from-template", { body: { template } })),
    onSuccess: (session) => {
      void client.invalidateQueries({ queryKey: ["sessions"] });
      return navigate({ to: "/sessions/$session/{-$tab}", params: { session: session.id } });
    },
  });
}

/** The picture of a template's start page. */
export function pictureOf(slug: string): string {
  return `/api/v1/templates/${slug}/picture.svg`;
}
