import { Switch } from "@sayso/app-kit";
import type { ReactNode } from "react";
import { useMay } from "../../api/me";
import { Refusal } from "../../shell/Asking";
import { Panel } from "../../shell/Panel";
import { useAccountChange } from "../use-account-change";
import { type AskedModel, type Models, modelsKey, setRowAccess } from "./queries";

/** Which models may see values of rows; none does unless an administrator says so. */
export function RowsPanel({ known }: { readonly known: Models }): ReactNode {
  const mayChange = useMay("models:write");
  if (known.models.length === 0) return null;
  return (
    <Panel
      title="Who may see your records"
      lead="A model that mends a program sees invented values of the same shape, unless every model that is asked for code is switched on here; then a sample of your real records is sent to it."
    >
      <ul className="rows" aria-label="Who may see your records">
        {known.models.map((model) => (
          <RowsSwitch key={model.name} model={model} mayChange={mayChange} />
        ))}
      </ul>
    </Panel>
  );
}

function RowsSwitch({ model, mayChange }: { readonly model: AskedModel; readonly mayChange: boolean }): ReactNode {
  const change = useAccountChange({
    change: (may_see_rows: boolean) => setRowAccess({ model: model.name, may_see_rows }),
    renews: [modelsKey],
  });
  return (
    <li className="row account-row">
      <div className="row-link">
        <div className="grid min-w-0">
          <span className="[overflow-wrap:anywhere]">{model.name}</span>
          <span className="row-note">{model.may_see_rows ? "Real records" : "Invented values"}</span>
          <Refusal error={change.error} />
        </div>
      </div>
      <Switch
        checked={model.may_see_rows}
        disabled={!mayChange || change.isPending}
        aria-label={`${model.name} may see records`}
        onCheckedChange={(on: boolean) => change.mutate(on)}
      />
    </li>
  );
}
