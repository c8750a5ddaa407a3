import { type ApiError, toastError } from "@sayso/app-kit";
import { type UseMutationResult, useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { api, dataOf } from "../api/client";
import { newSession } from "../api/sessions";
import type { ModuleLine } from "./queries";

const OPEN = new Set(["drafting", "generating", "reviewing", "complete", "failed"]);

/** Opens the newest session over a module that still goes on, otherwise a new one. */
export function useChangeModule(module: ModuleLine, tab?: string): UseMutationResult<string, ApiError, void> {
  const client = useQueryClient();
  const navigate = useNavigate();
  return useMutation<string, ApiError, void>({
    mutationFn: async () => (await openSession(module)) ?? (await begun(module)),
    onSuccess: (session) => {
      void client.invalidateQueries({ queryKey: ["sessions"] });
      void navigate({ to: "/sessions/$session/{-$tab}", params: { session, tab } });
    },
    onError: toastError,
  });
}

async function openSession({ slug }: ModuleLine): Promise<string | null> {
  const { items } = await dataOf(api.GET("/api/v1/sessions", { params: { query: { module: slug } } }));
  return items.find(({ status }) => OPEN.has(status))?.id ?? null;
}

async function begun({ slug }: ModuleLine): Promise<string> {
  return (await dataOf(api.POST("/api/v1/sessions", { body: newSession({ module: slug }) }))).session.id;
}
