import { type ApiError, toast } from "@sayso/app-kit";
import { type UseMutationResult, useMutation, useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { api, dataOf } from "../api/client";
import { Asking } from "../shell/Asking";
import { NameDialog } from "../shell/NameDialog";
import type { SessionLine } from "./queries";

export interface SessionDialogProps {
  readonly session: SessionLine;
  readonly onClose: () => void;
}

const at = ({ id }: SessionLine) => ({ path: { build_session_id: id } });

/** Asks for another name. */
export function RenameSession({ session, onClose }: SessionDialogProps): ReactNode {
  const rename = useChange<string>(
    session,
    (name) => dataOf(api.PATCH("/api/v1/sessions/{build_session_id}", { params: at(session), body: { name } })),
    () => {
      toast("The session is renamed.");
      onClose();
    },
  );
  return <NameDialog title="Rename session" initial={session.name} verb="Rename" change={rename} onClose={onClose} />;
}

/** Asks before a session is ended. */
export function CancelSession({ session, onClose }: SessionDialogProps): ReactNode {
  const cancel = useChange<void>(
    session,
    () => dataOf(api.POST("/api/v1/sessions/{build_session_id}/cancel", { params: at(session) })),
    () => {
      toast("The session is cancelled.");
      onClose();
    },
  );
  return (
    <Asking
      title={`Cancel “${session.name}”?`}
      text="What was said and made stays readable, but nobody can go on talking in it."
      verb="Cancel session"
      keep="Keep it open"
      change={cancel}
      onClose={onClose}
    />
  );
}

/** Asks before a session is forgotten. */
export function DeleteSession({ session, onClose }: SessionDialogProps): ReactNode {
  const remove = useChange<void>(
    session,
    () => dataOf(api.DELETE("/api/v1/sessions/{build_session_id}", { params: at(session) })),
    () => {
      toast("The session is deleted.");
      onClose();
    },
  );
  const stays = session.has_module ? " The module that came of it stays, with its data." : "";
  return (
    <Asking
      title={`Delete “${session.name}”?`}
      text={`The conversation and its history are gone for good.${stays}`}
      verb="Delete session"
      keep="Keep it"
      change={remove}
      onClose={onClose}
    />
  );
}

/** A change of one session; lists are asked for again before it counts as done. */
function useChange<Wanted>(
  session: SessionLine,
  change: (wanted: Wanted) => Promise<unknown>,
  done: () => void,
): UseMutationResult<unknown, ApiError, Wanted> {
  const client = useQueryClient();
  return useMutation<unknown, ApiError, Wanted>({
    mutationFn: change,
    onSuccess: async () => {
      await Promise.all([
        client.invalidateQueries({ queryKey: ["sessions"] }),
        client.invalidateQueries({ queryKey: ["session", session.id] }),
      ]);
      done();
    },
  });
}
