import { Dialog } from "@sayso/app-kit";
import type { ReactNode } from "react";
import type { DashboardView } from "../types";
import { AgencyShare } from "./AgencyShare";
import { Links } from "./Links";

interface ShareDialogProps {
  readonly dashboard: DashboardView;
  readonly onClose: () => void;
}

/** With whom a dashboard is shared: the agency, and whoever has a link. */
export function ShareDialog({ dashboard, onClose }: ShareDialogProps): ReactNode {
  return (
    <Dialog open onClose={onClose} title={`Share “${dashboard.name}”`} width="36rem">
      <div className="grid gap-6">
        <AgencyShare dashboard={dashboard} />
        <Links dashboard={dashboard} />
      </div>
    </Dialog>
  );
}
