import { type ApiError, toast, toastError } from "@sayso/app-kit";
import { type UseMutationResult, useMutation, useQueryClient } from "@tanstack/react-query";
import { api, dataOf, type Schemas } from "../../api/client";
import type { Edit } from "../../spec/types";
import { useWorkspace } from "./context";
import { keys } from "./queries";

type Stepped = Schemas["SteppedView"];

/** What a direct edit changes, and why in a few words; an empty reason becomes the sentences of the edits. */
export interface Step {
  readonly edits: readonly Edit[];
  readonly reason?: string;
}

/**
 * Changes the spec by edits, as a step of the line like any from words; it says what was done and offers Undo.
 * Whoever shows a refusal at its own place asks for no word of it here.
 */
export function useEdit({ tellsRefusals = true } = {}): UseMutationResult<Stepped, ApiError, Step> {
  const { session } = useWorkspace();
  const undo = useUndo();
  const params = { path: { build_session_id: session.id } };
  return useStep(
    ({ edits, reason = "" }: Step) =>
      dataOf(
        api.POST("/api/v1/sessions/{build_session_id}/edits", {
          params,
          body: { edits: edits as unknown as Record<string, never>[], reason },
        }),
      ),
    ({ revision }) => toast(revision.sentences[0] ?? "Changed.", { undo: () => undo.mutate() }),
    tellsRefusals,
  );
}

/** Takes back the last change that is not taken back. */
export function useUndo(): UseMutationResult<Stepped, ApiError, void> {
  const { session } = useWorkspace();
  const params = { path: { build_session_id: session.id } };
  return useStep(
    () => dataOf(api.POST("/api/v1/sessions/{build_session_id}/undo", { params })),
    () => toast("Undone."),
  );
}

/** Does again what was undone last. */
export function useRedo(): UseMutationResult<Stepped, ApiError, void> {
  const { session } = useWorkspace();
  const params = { path: { build_session_id: session.id } };
  return useStep(
    () => dataOf(api.POST("/api/v1/sessions/{build_session_id}/redo", { params })),
    () => toast("Redone."),
  );
}

/** Goes to the content of any revision. */
export function useJump(): UseMutationResult<Stepped, ApiError, number> {
  const { session } = useWorkspace();
  const params = { path: { build_session_id: session.id } };
  return useStep(
    (number: number) => dataOf(api.POST("/api/v1/sessions/{build_session_id}/jump", { params, body: { number } })),
    (_, number) => toast(`Back at revision ${number}.`),
  );
}

/** A step of the line, after those before it; what is kept of the session is asked for again once it is done, before `tell`. */
function useStep<Variables>(
  step: (variables: Variables) => Promise<Stepped>,
  tell: (done: Stepped, variables: Variables) => unknown,
  tellsRefusals = true,
): UseMutationResult<Stepped, ApiError, Variables> {
  const client = useQueryClient();
  const { session } = useWorkspace();
  return useMutation<Stepped, ApiError, Variables>({
    mutationFn: step,
    scope: { id: `steps of ${session.id}` },
    onError: (error) => tellsRefusals && toastError(error),
    onSuccess: async (done, variables) => {
      await Promise.all([
        client.invalidateQueries({ queryKey: keys.content(session.id) }),
        client.invalidateQueries({ queryKey: keys.session(session.id) }),
      ]);
      tell(done, variables);
    },
  });
}
