import { type ApiError, toast } from "@sayso/app-kit";
import { keepPreviousData, type UseQueryResult, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api, dataOf, type Schemas } from "../../api/client";
import { useWorkspace } from "../state/context";
import { keys } from "../state/queries";
import { useUndo } from "../state/use-steps";
import { drafts } from "./drafts";

export type FileLine = Schemas["BuildFileLine"];
export type BuildFile = Schemas["BuildFileView"];

const LONGEST_PAGE = 200;

/** All files of the session, as they would be published. */
export function useFiles(): UseQueryResult<readonly FileLine[], ApiError> {
  const { session } = useWorkspace();
  return useQuery({
    queryKey: keys.files(session.id),
    queryFn: ({ signal }) => everyFile(session.id, signal),
    placeholderData: keepPreviousData,
  });
}

async function everyFile(id: string, signal: AbortSignal): Promise<readonly FileLine[]> {
  const found: FileLine[] = [];
  let cursor: string | null = null;
  do {
    const query: { limit: number; cursor?: string } = { limit: LONGEST_PAGE, ...(cursor ? { cursor } : {}) };
    const page: Schemas["Page_BuildFileLine_"] = await dataOf(
      api.GET("/api/v1/sessions/{build_session_id}/files", {
        params: { path: { build_session_id: id }, query },
        signal,
      }),
    );
    found.push(...page.items);
    cursor = page.next_cursor;
  } while (cursor);
  return found;
}

/** One file with its text, and what was generated. */
export function useFile(path: string): UseQueryResult<BuildFile, ApiError> {
  const { session } = useWorkspace();
  return useQuery({
    queryKey: keys.file(session.id, path),
    queryFn: ({ signal }) =>
      dataOf(
        api.GET("/api/v1/sessions/{build_session_id}/files/{path}", {
          params: { path: { build_session_id: session.id, path } },
          signal,
        }),
      ),
  });
}

/** Gives a file a text, as a step of the line; it says so and offers Undo. */
export function useWrite() {
  const { session } = useWorkspace();
  const undo = useUndo();
  const settle = useSettle();
  return useMutation<Schemas["WrittenView"], ApiError, { readonly path: string; readonly text: string }>({
    mutationFn: ({ path, text }) =>
      dataOf(
        api.PUT("/api/v1/sessions/{build_session_id}/files/{path}", {
          params: { path: { build_session_id: session.id, path } },
          body: { text },
        }),
      ),
    onSuccess: async ({ revision }, { path, text }) => {
      const draft = drafts.read(session.id, path);
      await settle();
      // what was typed while it was being saved stays a draft, upon what is saved now
      if (draft && draft.text !== text) drafts.write(session.id, path, { text: draft.text, base: text });
      else drafts.forget(session.id, path);
      if (revision) toast(`Saved ${nameIn(path)}.`, { undo: () => undo.mutate() });
      else toast(`${nameIn(path)} has this text already.`);
    },
  });
}

/** Goes back to the generated text; a file that is not generated goes. */
export function useReset() {
  const { session } = useWorkspace();
  const undo = useUndo();
  const settle = useSettle();
  return useMutation<Schemas["WrittenView"], ApiError, string>({
    mutationFn: (path) =>
      dataOf(
        api.DELETE("/api/v1/sessions/{build_session_id}/files/{path}", {
          params: { path: { build_session_id: session.id, path } },
        }),
      ),
    onSuccess: async ({ file }, path) => {
      drafts.forget(session.id, path);
      await settle();
      const said = file ? `${nameIn(path)} is as it was generated.` : `${nameIn(path)} is gone.`;
      toast(said, { undo: () => undo.mutate() });
    },
  });
}

function useSettle(): () => Promise<unknown> {
  const client = useQueryClient();
  const { session } = useWorkspace();
  return () =>
    Promise.all([
      client.invalidateQueries({ queryKey: keys.content(session.id) }),
      client.invalidateQueries({ queryKey: keys.session(session.id) }),
    ]);
}

export function nameIn(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

/** Why a path cannot be written, in words; null where it can. */
export function whyFixed(path: string): string | null {
  if (/^(migrations|rollback)\//.test(path)) {
    return "This is the record of what is done to the tables. To change the tables, change the application.";
  }
  if (!/^(src|docs)\//.test(path))
    return "This file follows from the application. To change it, change the application.";
  return null;
}
