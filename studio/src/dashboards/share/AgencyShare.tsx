import { Button, Notice, Switch, toast } from "@sayso/app-kit";
import { ShieldAlert } from "lucide-react";
import { type ReactNode, useId, useState } from "react";
import { api, dataOf } from "../../api/client";
import { useMe } from "../../api/me";
import { Refusal } from "../../shell/Asking";
import { useDashboardChange } from "../queries";
import type { DashboardView } from "../types";

/** Lets everybody of the agency look at a dashboard; whose rights its data comes with is confirmed first. */
export function AgencyShare({ dashboard }: { readonly dashboard: DashboardView }): ReactNode {
  const { id, visibility, confirmation } = dashboard;
  const [isAsking, ask] = useState(false);
  const label = useId();
  const agency = useMe().data?.agency?.name ?? "the agency";
  const change = useDashboardChange(
    ({ to, confirm }: { readonly to: "agency" | "private"; readonly confirm: boolean }) =>
      dataOf(
        api.PATCH("/api/v1/dashboards/{dashboard_id}", {
          params: { path: { dashboard_id: id } },
          body: { visibility: to, confirm },
        }),
      ),
    (_, { to }) => {
      ask(false);
      toast(to === "agency" ? `${agency} can look at it now.` : "Only you see it now. Links to it still work.");
    },
  );
  const isShared = visibility === "agency";
  return (
    <section className="grid gap-2" aria-labelledby={label}>
      <div className="flex items-center justify-between gap-4">
        <div>
          <h3 id={label} className="font-medium" dir="auto">
            Everybody in {agency}
          </h3>
          <p className="text-sm text-muted">They look at it; only you change it.</p>
        </div>
        <Switch
          aria-labelledby={label}
          checked={isShared}
          disabled={change.isPending}
          onCheckedChange={(next: boolean) => {
            if (next && confirmation) ask(true);
            else change.mutate({ to: next ? "agency" : "private", confirm: false });
          }}
        />
      </div>
      {isAsking && !isShared && confirmation && (
        <Notice tone="warning" icon={<ShieldAlert aria-hidden />} title={confirmation}>
          <div className="mt-2 flex flex-wrap gap-2">
            <Button
              size="small"
              variant="primary"
              busy={change.isPending}
              onClick={() => change.mutate({ to: "agency", confirm: true })}
            >
              Share it all the same
            </Button>
            <Button size="small" onClick={() => ask(false)}>
              Keep it to myself
            </Button>
          </div>
        </Notice>
      )}
      <Refusal error={change.error} />
    </section>
  );
}
