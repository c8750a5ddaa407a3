import { toastError } from "@sayso/app-kit";
import { type UseMutationResult, useMutation, useQueryClient } from "@tanstack/react-query";
import { api, dataOf } from "../../api/client";
import { keys } from "../state/queries";
import { useTalking } from "./talking";

export type Steer = "cancel" | "pause" | "resume" | "continue";
export type Steering = UseMutationResult<unknown, Error, Steer>;

/** Stops the turn at hand, or stops, restarts and skips the clock of its windows. */
export function useSteer(refused: () => void): Steering {
  const client = useQueryClient();
  const { session } = useTalking();
  return useMutation<unknown, Error, Steer>({
    mutationFn: (steer) =>
      dataOf(
        api.POST("/api/v1/sessions/{build_session_id}/turns/current/{steer}", {
          params: { path: { build_session_id: session, steer } },
        }),
      ),
    onError: (error) => {
      refused();
      toastError(error);
      void client.invalidateQueries({ queryKey: keys.session(session) });
    },
  });
}
