import { Button, toast } from "@sayso/app-kit";
import { type ReactNode, useState } from "react";
import { api, dataOf } from "../../api/client";
import { Asking, Refusal } from "../../shell/Asking";
import { Panel } from "../../shell/Panel";
import { useModuleChange } from "../queries";
import type { TabProps } from "../tabs";

/** Puts a module away, or takes it out again; its rows are kept. */
export function ArchiveModule({ module }: TabProps): ReactNode {
  const { slug, name, status } = module;
  const [asking, setAsking] = useState(false);
  const params = { path: { slug } };
  const restore = useModuleChange(
    () => dataOf(api.POST("/api/v1/modules/{slug}/restore", { params })),
    () => toast(`${name} is served again.`),
  );
  const archive = useModuleChange(
    () => dataOf(api.POST("/api/v1/modules/{slug}/archive", { params })),
    () => {
      setAsking(false);
      toast(`${name} is archived.`, { undo: () => restore.mutate() });
    },
  );
  const publish = useModuleChange(
    () => dataOf(api.POST("/api/v1/modules/{slug}/publish", { params })),
    () => toast(`${name} is served now.`),
  );
  if (status === "draft") {
    return (
      <Panel title="Draft" lead="It has no tables yet and is not served.">
        <div className="modules-pad">
          <div>
            <Button variant="primary" busy={publish.isPending} onClick={() => publish.mutate()}>
              Publish it
            </Button>
          </div>
          <Refusal error={publish.error} />
        </div>
      </Panel>
    );
  }
  return (
    <Panel
      title={status === "archived" ? "Archived" : "Archive"}
      lead={
        status === "archived"
          ? "Nobody can open it. Its rows, people and history are as they were."
          : "Nobody can open it then. Its rows, people and history are kept, and restoring brings all of it back."
      }
    >
      <div className="modules-pad">
        <div>
          {status === "archived" ? (
            <Button variant="primary" busy={restore.isPending} onClick={() => restore.mutate()}>
              Restore
            </Button>
          ) : (
            <Button onClick={() => setAsking(true)}>Archive…</Button>
          )}
        </div>
        <Refusal error={restore.error} />
      </div>
      {asking && (
        <Asking
          title={`Archive ${name}?`}
          text="People who work in it now lose access until it is restored. No row is lost."
          verb="Archive"
          keep="Keep it running"
          change={archive}
          onClose={() => setAsking(false)}
        />
      )}
    </Panel>
  );
}
