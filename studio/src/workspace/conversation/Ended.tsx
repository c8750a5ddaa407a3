import { Button, Notice, toastError } from "@sayso/app-kit";
import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { api, dataOf } from "../../api/client";
import { useMay } from "../../api/me";

/** Stands where messages are written once a session was ended. */
export function Ended({ session, name }: { readonly session: string; readonly name: string }): ReactNode {
  const mayWrite = useMay("modules:write");
  const begin = useNewFromWords(session, name);
  return (
    <Notice title="This session was ended">
      <p>It can be read, not talked in. What was made is kept.</p>
      {mayWrite && (
        <Button className="mt-2" size="small" busy={begin.isPending} onClick={() => begin.mutate()}>
          Start a new one from its words
        </Button>
      )}
    </Notice>
  );
}

/** A new session that begins with all that people said in this one. */
function useNewFromWords(session: string, name: string) {
  const navigate = useNavigate();
  return useMutation({
    mutationFn: async () => {
      const text = (await everythingSaid(session)).join("\n\n");
      const begun = await dataOf(api.POST("/api/v1/sessions", { body: { name, text } as never }));
      return begun.session.id;
    },
    onError: toastError,
    onSuccess: (id) => navigate({ to: "/sessions/$session/{-$tab}", params: { session: id, tab: undefined } }),
  });
}

async function everythingSaid(session: string): Promise<string[]> {
  const words: string[] = [];
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof pageOf>> = await pageOf(session, cursor);
    words.push(...page.items.filter(({ role }) => role === "user").map(({ text }) => text));
    cursor = page.next_cursor;
  } while (cursor);
  return words.reverse();
}

function pageOf(session: string, cursor: string | null) {
  return dataOf(
    api.GET("/api/v1/sessions/{build_session_id}/messages", {
      params: { path: { build_session_id: session }, query: { limit: 200, ...(cursor ? { cursor } : {}) } },
    }),
  );
}
