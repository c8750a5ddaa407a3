import { Combobox, EmptyState, Notice, type Option } from "@sayso/app-kit";
import { LayoutDashboard, ShieldAlert } from "lucide-react";
import { type ReactNode, useId, useState } from "react";
import { Refusal } from "../../shell/Asking";
import { FormDialog } from "../../shell/FormDialog";
import { useDashboards } from "../queries";
import type { BlockView } from "../types";
import { useMoveBlock } from "./use-move";

/** Asks on which other dashboard a block is to stand; where others would then see its rows, that is confirmed first. */
export function MoveDialog({ block, onClose }: { readonly block: BlockView; readonly onClose: () => void }): ReactNode {
  const [target, choose] = useState<string | null>(null);
  const label = useId();
  const dashboards = useDashboards();
  const others = (dashboards.data ?? []).filter((one) => one.may_edit && one.id !== block.dashboard_id);
  const options: Option[] = others.map(({ id, name }) => ({ value: id, label: name }));
  const move = useMoveBlock(block, onClose);
  const isAsked = move.error !== null && move.error.code === "rights_not_confirmed";
  const name = others.find(({ id }) => id === target)?.name ?? "";
  return (
    <FormDialog
      title={`Move “${block.title || "the new block"}”`}
      description="It keeps its data, its versions and its schedule."
      verb={isAsked ? "Move it all the same" : "Move it"}
      isBusy={move.isPending}
      isReady={target !== null}
      onSubmit={() => target !== null && move.mutate({ dashboard: target, name, confirm: isAsked })}
      onClose={onClose}
    >
      {dashboards.data && options.length === 0 ? (
        <EmptyState icon={<LayoutDashboard aria-hidden />} title="There is no other dashboard that you may change">
          Make one on the page of all dashboards, then come back.
        </EmptyState>
      ) : (
        <div className="grid gap-1.5">
          <span id={label} className="text-sm font-medium">
            To which dashboard?
          </span>
          <Combobox
            aria-labelledby={label}
            options={options}
            loading={dashboards.isPending}
            value={target}
            onValue={(next) => {
              choose(next);
              move.reset();
            }}
            placeholder="Choose a dashboard"
          />
        </div>
      )}
      <Refusal error={dashboards.error} />
      {isAsked ? (
        <Notice tone="warning" icon={<ShieldAlert aria-hidden />} title={move.error.message}>
          {move.error.hint}
        </Notice>
      ) : (
        <Refusal error={move.error} />
      )}
    </FormDialog>
  );
}
