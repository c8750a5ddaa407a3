import { Button, EmptyState, LoadProblem } from "@sayso/app-kit";
import { useNavigate } from "@tanstack/react-router";
import { LayoutDashboard, Plus } from "lucide-react";
import { type ReactNode, useState } from "react";
import { api, dataOf } from "../../api/client";
import { useMay } from "../../api/me";
import { NameDialog } from "../../shell/NameDialog";
import { Offers } from "../../shell/Offers";
import { RowsSkeleton } from "../../shell/PagedRows";
import { rowKeys } from "../../shell/row-keys";
import { Screen } from "../../shell/Screen";
import { useDashboardChange, useDashboards } from "../queries";
import { DashboardRow } from "./DashboardRow";

const EXAMPLES = ["Today at a glance", "Sales this quarter", "Screen in the hallway"] as const;

/** Every dashboard that somebody may see, and the way to another one. */
export function Dashboards(): ReactNode {
  const { data, error, refetch } = useDashboards();
  const mayMake = useMay("modules:write");
  const [name, startWith] = useState<string | null>(null);
  const make = mayMake && (
    <Button variant="primary" icon={<Plus aria-hidden />} onClick={() => startWith("")}>
      New dashboard
    </Button>
  );
  return (
    <Screen
      title="Dashboards"
      lead="Live figures, lists and charts, made from a sentence."
      actions={!!data?.length && make}
    >
      <section className="panel" aria-label="Dashboards">
        {error && !data && <LoadProblem error={error} onRetry={refetch} />}
        {!data && !error && <RowsSkeleton label="dashboards" />}
        {data?.length === 0 && (
          <EmptyState icon={<LayoutDashboard aria-hidden />} title="No dashboard yet" actions={make}>
            <p>
              A dashboard holds blocks: a figure of an application, a chart of an address on the web, a list of what is
              new. You say what you want to see, and it keeps itself up to date.
            </p>
            {mayMake && <Offers items={EXAMPLES} onChoose={startWith} className="justify-center pt-3" />}
          </EmptyState>
        )}
        {!!data?.length && (
          <ul className="rows" aria-label="Dashboards" onKeyDown={rowKeys}>
            {data.map((dashboard) => (
              <DashboardRow key={dashboard.id} dashboard={dashboard} />
            ))}
          </ul>
        )}
      </section>
      {name !== null && <NewDashboard initial={name} onClose={() => startWith(null)} />}
    </Screen>
  );
}

function NewDashboard({ initial, onClose }: { readonly initial: string; readonly onClose: () => void }): ReactNode {
  const navigate = useNavigate();
  const make = useDashboardChange(
    (name: string) => dataOf(api.POST("/api/v1/dashboards", { body: { name } })),
    ({ id }) => {
      onClose();
      void navigate({ to: "/dashboards/$dashboard", params: { dashboard: id } });
    },
  );
  return (
    <NameDialog
      title="New dashboard"
      hint="Only you see it until you share it."
      initial={initial}
      verb="Make it"
      change={make}
      onClose={onClose}
    />
  );
}
