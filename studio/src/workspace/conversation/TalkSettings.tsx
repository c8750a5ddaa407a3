import { IconButton, Popover, toastError } from "@sayso/app-kit";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { SlidersHorizontal } from "lucide-react";
import { type ReactNode, useId } from "react";
import { api, dataOf, type Schemas } from "../../api/client";
import { useWorkspace } from "../state/context";
import { keys } from "../state/queries";

const SECONDS: readonly (readonly [number, string])[] = [
  [0, "Do not wait"],
  [2, "2 seconds"],
  [5, "5 seconds"],
  [15, "15 seconds"],
  [60, "A minute"],
  [300, "5 minutes"],
];

const DESIGNERS: readonly (readonly [string, string])[] = [
  ["auto", "A model if one is set up, otherwise rules"],
  ["llm", "A model"],
  ["offline", "Rules, without a model"],
];

/** How this session is worked on: who reads the words, and how long each new component waits for a word about it. */
export function TalkSettings(): ReactNode {
  const { session } = useWorkspace();
  const change = useChangeSession(session.id);
  const id = useId();
  const known = SECONDS.some(([seconds]) => seconds === session.feedback_seconds);
  return (
    <Popover
      label="How this session is worked on"
      className="grid w-72 gap-3 p-3"
      trigger={
        <IconButton label="How this session is worked on">
          <SlidersHorizontal aria-hidden />
        </IconButton>
      }
    >
      <div className="grid gap-1">
        <label htmlFor={`${id}-designer`} className="text-sm font-medium">
          Who reads your words
        </label>
        <select
          id={`${id}-designer`}
          className="input"
          data-autofocus
          value={session.designer}
          onChange={(event) => change.mutate({ designer: event.target.value as "auto" })}
        >
          {DESIGNERS.map(([name, label]) => (
            <option key={name} value={name}>
              {label}
            </option>
          ))}
        </select>
      </div>
      <div className="grid gap-1">
        <label htmlFor={`${id}-seconds`} className="text-sm font-medium">
          After each new component, wait for a word about it
        </label>
        <select
          id={`${id}-seconds`}
          className="input"
          value={session.feedback_seconds}
          onChange={(event) => change.mutate({ feedback_seconds: Number(event.target.value) })}
        >
          {!known && <option value={session.feedback_seconds}>{session.feedback_seconds} seconds</option>}
          {SECONDS.map(([seconds, label]) => (
            <option key={seconds} value={seconds}>
              {label}
            </option>
          ))}
        </select>
      </div>
    </Popover>
  );
}

/** Changes the session itself; what it shows is asked for again. */
export function useChangeSession(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: Schemas["SessionChange"]) =>
      dataOf(
        api.PATCH("/api/v1/sessions/{build_session_id}", {
          params: { path: { build_session_id: id } },
          body,
        }),
      ),
    onError: toastError,
    onSuccess: () => client.invalidateQueries({ queryKey: keys.session(id) }),
  });
}
