import { Check, Minus } from "lucide-react";
import { memo, type ReactNode } from "react";
import { setPage } from "../../spec/page-edits";
import { permissionsOf } from "../../spec/permissions/matrix";
import { mayOpen, rolesAfter } from "../../spec/permissions/roles";
import type { Page, Role } from "../../spec/types";
import { useChange } from "../editing/editing";
import { Refusal } from "../editing/Refusal";
import { useWorkspace } from "../state/context";
import type { CellProps } from "./cell";
import { usePublicConfirm } from "./PublicConfirm";
import { useComing } from "./use-coming";

export interface PageCellProps extends CellProps {
  readonly role: Role;
  readonly page: Page;
}

/** Whether a role may open a page; pressing it changes that. */
export const PageCell = memo(function PageCell({ role, page, row, column, isStop, onSpot }: PageCellProps): ReactNode {
  const { spec } = useWorkspace();
  const { mayEdit, reasons, change } = useChange();
  const confirm = usePublicConfirm();
  const isPublic = permissionsOf(spec).public_role === role.name;
  const [may, set] = useComing(mayOpen(spec, page, role.name), async (next) => {
    const roles = rolesAfter(spec, page, role.name, next);
    if (roles) await change(setPage(page, { roles }));
  });
  const isOnly = rolesAfter(spec, page, role.name, false) === null;
  const why = !mayEdit
    ? undefined
    : may && isOnly
      ? "Somebody has to see it; let another role see it first."
      : undefined;
  const press = () => {
    if (!mayEdit || why) return;
    if (!may && isPublic) confirm.ask(`Anybody can open the page “${page.title}”`, () => set(true));
    else set(!may);
  };
  return (
    <td>
      <button
        type="button"
        className="matrix-cell"
        data-cell={`${row}:${column}`}
        data-reach={may ? "all" : "none"}
        tabIndex={isStop ? 0 : -1}
        onFocus={() => onSpot({ row, column })}
        aria-pressed={may}
        aria-disabled={!mayEdit || Boolean(why) || undefined}
        aria-label={`${role.label}, ${page.title}: ${may ? "Sees it" : "Does not"}`}
        title={why}
        onClick={press}
      >
        {may ? <Check aria-hidden /> : <Minus aria-hidden />}
        {may ? "Sees it" : "Does not"}
      </button>
      <Refusal reasons={reasons} />
      {confirm.dialog}
    </td>
  );
});
