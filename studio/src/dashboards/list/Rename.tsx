import type { ReactNode } from "react";
import { api, dataOf } from "../../api/client";
import { NameDialog } from "../../shell/NameDialog";
import { useDashboardChange } from "../queries";
import type { DashboardLine, DashboardView } from "../types";

export interface RenameProps {
  readonly dashboard: DashboardLine | DashboardView;
  readonly onClose: () => void;
}

/** Gives a dashboard another name. */
export function Rename({ dashboard, onClose }: RenameProps): ReactNode {
  const params = { path: { dashboard_id: dashboard.id } };
  const rename = useDashboardChange(
    (name: string) =>
      dataOf(api.PATCH("/api/v1/dashboards/{dashboard_id}", { params, body: { name, confirm: false } })),
    onClose,
  );
  return (
    <NameDialog title="Rename dashboard" initial={dashboard.name} verb="Rename" change={rename} onClose={onClose} />
  );
}
