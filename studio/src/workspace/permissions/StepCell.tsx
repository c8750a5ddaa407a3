import { Check, Minus } from "lucide-react";
import { memo, type ReactNode } from "react";
import type { Rights } from "../../spec/permissions/rights";
import type { Flow, Role, Transition } from "../../spec/types";
import { useOpenTab } from "../state/place";
import type { CellProps } from "./cell";

export interface StepCellProps extends CellProps {
  readonly role: Role;
  readonly flow: Flow;
  readonly move: Transition;
  readonly rights: Rights;
}

/** Whether a role may take a step from state to state; it is changed in the flow. */
export const StepCell = memo(function StepCell({
  role,
  move,
  rights,
  row,
  column,
  isStop,
  onSpot,
}: StepCellProps): ReactNode {
  const open = useOpenTab();
  const isNamed = move.roles.length === 0 || move.roles.includes(role.name);
  const may = isNamed && rights.update.length > 0;
  const words = may ? "Takes it" : isNamed ? "May not change it" : "Does not";
  return (
    <td>
      <button
        type="button"
        className="matrix-cell"
        data-cell={`${row}:${column}`}
        data-reach={may ? "all" : "none"}
        tabIndex={isStop ? 0 : -1}
        onFocus={() => onSpot({ row, column })}
        aria-label={`${role.label}, ${move.label ?? move.name}: ${words.toLowerCase()}. Open it in the flow`}
        title="Open it in the flow"
        onClick={() => open("flow", move.id)}
      >
        {may ? <Check aria-hidden /> : <Minus aria-hidden />}
        {words}
      </button>
    </td>
  );
});
