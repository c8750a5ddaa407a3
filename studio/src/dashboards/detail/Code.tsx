import { Button, LoadProblem, Notice, Skeleton, toast } from "@sayso/app-kit";
import { useQueryClient } from "@tanstack/react-query";
import { lazy, type ReactNode, Suspense, useEffect, useState } from "react";
import { api, dataOf } from "../../api/client";
import { keys, useBlockAct, useVersion } from "../queries";
import type { BlockView } from "../types";
import { CodeProblem } from "./CodeProblem";

const Editor = lazy(() => import("../../workspace/code/Editor"));

/** The code of the version that is shown: read it, change it, run and save it. */
export default function Code({ block }: { readonly block: BlockView }): ReactNode {
  const { data, error, refetch } = useVersion(block.id, block.version);
  if (error && !data) return <LoadProblem error={error} onRetry={refetch} />;
  if (!data) return <Loading />;
  return <Edit block={block} saved={data.code} />;
}

function Loading(): ReactNode {
  return (
    <div className="grid gap-2" role="status" aria-label="Loading the code">
      <Skeleton className="h-5 w-3/5" />
      <Skeleton className="h-5 w-2/5" />
      <Skeleton className="h-5 w-1/2" />
    </div>
  );
}

const kept = new Map<string, string>();

function Edit({ block, saved }: { readonly block: BlockView; readonly saved: string }): ReactNode {
  const { id, may_edit: mayEdit } = block;
  const [text, setText] = useState(() => kept.get(id) ?? saved);
  const client = useQueryClient();
  const isChanged = text !== saved;
  useEffect(() => {
    // what was typed and not saved is there again when the tab is opened again
    if (isChanged) kept.set(id, text);
    else kept.delete(id);
  }, [id, text, isChanged]);
  const save = useBlockAct<string>(
    block.dashboard_id,
    (code) => dataOf(api.PUT("/api/v1/blocks/{block_id}/code", { params: { path: { block_id: id } }, body: { code } })),
    {
      done: (next) => {
        kept.delete(id);
        toast(`Version ${next.version} works and is shown now.`);
        void client.invalidateQueries({ queryKey: keys.block(id) });
      },
      isQuiet: true,
    },
  );
  const run = () => {
    if (isChanged && !save.isPending) save.mutate(text);
  };
  return (
    <div className="detail-code">
      <div className="flex flex-wrap items-center gap-2">
        <p className="me-auto text-sm text-muted">
          {mayEdit ? "It is run first, and replaces what is shown only when it works." : "The code of what is shown."}
        </p>
        {isChanged && (
          <Button size="small" onClick={() => setText(saved)}>
            Discard
          </Button>
        )}
        {mayEdit && (
          <Button size="small" variant="primary" busy={save.isPending} disabled={!isChanged} onClick={run}>
            {save.isPending ? "Running…" : "Run and save"}
          </Button>
        )}
      </div>
      {save.error && (
        <Notice tone="danger" title={save.error.message}>
          <CodeProblem error={save.error} />
        </Notice>
      )}
      <div className="detail-editor">
        <Suspense fallback={<Loading />}>
          <Editor
            path="block.py"
            text={text}
            isEditable={mayEdit && !save.isPending}
            label="Code of the block"
            {...(mayEdit ? { onChange: setText, onSave: run } : {})}
          />
        </Suspense>
      </div>
    </div>
  );
}
