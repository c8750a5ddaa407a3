import { Button, Dialog, toast } from "@sayso/app-kit";
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { api, dataOf } from "../../api/client";
import { Refusal } from "../../shell/Asking";
import { Panel } from "../../shell/Panel";
import { count as written } from "../format";
import { keys, useModuleChange } from "../queries";
import type { TabProps } from "../tabs";

/** Takes a module away with all its rows; for some weeks it can be brought back. */
export function RemoveModule({ module }: TabProps): ReactNode {
  const { slug, name } = module;
  const [asking, setAsking] = useState(false);
  const params = { path: { slug } };
  const restore = useModuleChange(
    () => dataOf(api.POST("/api/v1/modules/{slug}/restore", { params })),
    () => toast(`${name} is back.`),
  );
  const remove = useModuleChange(
    () => dataOf(api.DELETE("/api/v1/modules/{slug}", { params })),
    () => {
      setAsking(false);
      toast(`${name} is removed.`, { undo: () => restore.mutate() });
    },
  );
  return (
    <Panel
      title="Remove"
      lead="It goes with its rows, people and history. For thirty days it stands in the list and can be restored."
    >
      <div className="modules-pad">
        <div>
          <Button onClick={() => setAsking(true)}>Remove…</Button>
        </div>
      </div>
      {asking && (
        <Dialog
          open
          onClose={() => setAsking(false)}
          title={`Remove ${name}?`}
          description="Nobody can open it from now on. Cards and bots that read it find nothing until it is restored."
          footer={
            <>
              <Button onClick={() => setAsking(false)}>Keep it</Button>
              <Button variant="danger" busy={remove.isPending} onClick={() => remove.mutate()}>
                Remove
              </Button>
            </>
          }
        >
          <Going slug={slug} />
          <Refusal error={remove.error} />
        </Dialog>
      )}
    </Panel>
  );
}

function Going({ slug }: { readonly slug: string }): ReactNode {
  const { data } = useQuery({
    queryKey: keys.of(slug, "contents"),
    queryFn: () => dataOf(api.GET("/api/v1/modules/{slug}/contents", { params: { path: { slug } } })),
  });
  if (!data) return <p className="text-muted">Counting its rows…</p>;
  const kept = data.rows.filter(({ count }) => count > 0);
  if (kept.length === 0) return <p>It has no rows.</p>;
  return (
    <>
      <p>These go along in thirty days:</p>
      <ul>
        {kept.map(({ label, count }) => (
          <li key={label}>
            {written(count)} {label.toLowerCase()}
          </li>
        ))}
      </ul>
    </>
  );
}
