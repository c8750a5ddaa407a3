import type { ApiError } from "@sayso/app-kit";
import { type UseMutationResult, useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { api, dataOf, type Schemas } from "../api/client";
import { newSession } from "../api/sessions";

/** Begins a session with what was said, and goes to it at once; `sent` is called before this screen is left. */
export function useBegin(sent: () => void): UseMutationResult<Schemas["BegunView"], ApiError, string> {
  const client = useQueryClient();
  const navigate = useNavigate();
  return useMutation<Schemas["BegunView"], ApiError, string>({
    mutationFn: (text) => dataOf(api.POST("/api/v1/sessions", { body: newSession({ text }) })),
    onSuccess: ({ session }) => {
      sent();
      void client.invalidateQueries({ queryKey: ["sessions"] });
      return navigate({ to: "/sessions/$session/{-$tab}", params: { session: session.id } });
    },
  });
}
