import { Button, toast } from "@sayso/app-kit";
import { type ReactNode, useState } from "react";
import { api, dataOf } from "../../api/client";
import { Asking, Refusal } from "../../shell/Asking";
import { Panel } from "../../shell/Panel";
import { when } from "../format";
import { useModuleChange } from "../queries";
import type { TabProps } from "../tabs";

function leadOf(status: string, goes: string): string {
  if (goes) return `It goes for good on ${goes}, with its rows, people and history. Restoring brings all of it back.`;
  if (status === "archived") return "Nobody can open it. Its rows, people and history are as they were.";
  return "Nobody can open it then. Its rows, people and history are kept, and restoring brings all of it back.";
}

/** Puts a module away, or takes it out again; its rows are kept. */
export function ArchiveModule({ module }: TabProps): ReactNode {
  const { slug, name, status } = module;
  const goes = module.goes_at ? when(module.goes_at) : "";
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
    <Panel title={goes ? "Removed" : status === "archived" ? "Archived" : "Archive"} lead={leadOf(status, goes)}>
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
