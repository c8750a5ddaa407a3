import { Badge, LoadProblem } from "@sayso/app-kit";
import type { ReactNode } from "react";
import { useSandbox } from "../../dashboards/queries";
import { RowsSkeleton } from "../../shell/PagedRows";
import { Panel } from "../../shell/Panel";

const TIERS = { bubblewrap: "bubblewrap", landlock: "Landlock", none: "no wall" } as const;

/** What stands between the code of blocks and this machine. */
export function WallsPanel(): ReactNode {
  const { data, error, refetch } = useSandbox();
  return (
    <Panel
      title="Where code runs"
      lead="The code of blocks runs behind walls: it sees neither files of this machine nor its network."
      actions={
        data && (
          <Badge tone={data.is_safe ? "success" : "danger"}>
            {data.is_safe ? "Safe" : "Not safe"}: {TIERS[data.tier]}
          </Badge>
        )
      }
    >
      {error && !data && <LoadProblem error={error} onRetry={refetch} />}
      {!data && !error && <RowsSkeleton label="the walls" />}
      {data && (
        <div className="grid gap-3 px-4 pb-4">
          <ul className="list-disc ps-5">
            {data.walls.map((wall) => (
              <li key={wall}>{wall}</li>
            ))}
          </ul>
          {data.hint && <p className="text-muted">{data.hint}</p>}
        </div>
      )}
    </Panel>
  );
}
