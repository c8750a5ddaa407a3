import { Button, toast } from "@sayso/app-kit";
import { Link } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { api, dataOf, type Schemas } from "../../api/client";
import { Refusal } from "../../shell/Asking";
import { OpenModule } from "../../shell/OpenModule";
import { Panel } from "../../shell/Panel";
import { ModuleState } from "../ModuleState";
import { type ModuleLine, useModuleChange } from "../queries";
import { PlanDialog } from "../revisions/PlanDialog";

type Rows = Schemas["Rows"];

const ROWS: readonly { readonly value: Rows; readonly label: string }[] = [
  { value: "sample", label: "Made-up rows" },
  { value: "copy", label: "A copy of the rows" },
  { value: "none", label: "No rows" },
];

interface PreviewsProps {
  readonly module: ModuleLine;
  readonly previews: readonly ModuleLine[];
}

/** Modules beside this one to try things on; what was tried is taken over by promoting. */
export function Previews({ module, previews }: PreviewsProps): ReactNode {
  const [rows, setRows] = useState<Rows>("sample");
  const [promoting, setPromoting] = useState<ModuleLine | null>(null);
  const make = useModuleChange(
    () =>
      dataOf(api.POST("/api/v1/modules/{slug}/preview", { params: { path: { slug: module.slug } }, body: { rows } })),
    (made) => toast(`${made.name} is ready at an address of its own.`),
  );
  return (
    <Panel
      title="Previews"
      lead="A module of its own with the same people, to try changes on. Its rows never travel here."
    >
      <div className="modules-pad">
        <div className="flex flex-wrap items-end gap-2">
          <label className="grid gap-1.5 text-sm">
            With
            <select className="input" value={rows} onChange={({ target }) => setRows(target.value as Rows)}>
              {ROWS.map(({ value, label }) => (
                <option key={value} value={value}>
                  {label}
                </option>
              ))}
            </select>
          </label>
          <Button busy={make.isPending} onClick={() => make.mutate()}>
            {make.isPending ? "Making a preview…" : "Make a preview"}
          </Button>
        </div>
        <Refusal error={make.error} />
      </div>
      {previews.length > 0 && (
        <ul className="rows modules-rows" aria-label="Previews">
          {previews.map((one) => (
            <li key={one.id} className="row">
              <Link to="/modules/$slug/{-$tab}" params={{ slug: one.slug }} className="row-link" data-row>
                <span className="truncate" dir="auto">
                  {one.slug}
                </span>
              </Link>
              <ModuleState module={one} />
              {one.status === "published" && <OpenModule slug={one.slug} name={one.name} />}
              <Button size="small" onClick={() => setPromoting(one)}>
                Promote…
              </Button>
            </li>
          ))}
        </ul>
      )}
      {promoting && (
        <PlanDialog
          title={`Promote ${promoting.slug}?`}
          text="What was changed there is published here. Rows stay where they are."
          verb="Promote"
          slug={promoting.slug}
          step={{ kind: "promote" }}
          onClose={() => setPromoting(null)}
        />
      )}
    </Panel>
  );
}
