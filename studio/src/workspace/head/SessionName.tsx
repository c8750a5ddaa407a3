import { classes, toastError } from "@sayso/app-kit";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type KeyboardEvent, type ReactNode, useRef, useState } from "react";
import { api, dataOf } from "../../api/client";
import { keys } from "../state/queries";

interface SessionNameProps {
  readonly id: string;
  readonly name: string;
  readonly mayWrite: boolean;
}

/** The name of a session, changed where it stands: Enter keeps it, Escape gives the old one back. */
export function SessionName({ id, name, mayWrite }: SessionNameProps): ReactNode {
  const [draft, setDraft] = useState<string | null>(null);
  const field = useRef<HTMLInputElement>(null);
  const rename = useRename(id, () => setDraft(null));
  const keep = () => {
    const wished = draft?.trim();
    if (!wished || wished === name) setDraft(null);
    else rename.mutate(wished);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Enter") field.current?.blur();
    if (event.key === "Escape") {
      setDraft(null);
      requestAnimationFrame(() => field.current?.blur());
    }
  };
  if (!mayWrite) return <h1 className="session-name truncate">{name}</h1>;
  return (
    <h1 className="session-name" data-value={draft ?? name}>
      <input
        ref={field}
        aria-label="Name of this session"
        className={classes("session-name-input", rename.isPending && "text-muted")}
        value={draft ?? name}
        maxLength={200}
        size={1}
        title={draft === null ? `${name} (click to rename)` : undefined}
        onChange={(event) => setDraft(event.target.value)}
        onBlur={keep}
        onKeyDown={onKeyDown}
      />
    </h1>
  );
}

function useRename(id: string, done: () => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (name: string) =>
      dataOf(
        api.PATCH("/api/v1/sessions/{build_session_id}", {
          params: { path: { build_session_id: id } },
          body: { name },
        }),
      ),
    onError: toastError,
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: keys.session(id) });
      done();
    },
  });
}
