import { classes, Popover } from "@sayso/app-kit";
import { ListFilter } from "lucide-react";
import { memo, type ReactNode, useState } from "react";
import type { Rights, Rule } from "../../spec/permissions/rights";
import { isLimited, reachOf, sentences, summary } from "../../spec/permissions/words";
import type { Entity, Role } from "../../spec/types";
import { useWorkspace } from "../state/context";
import type { CellProps } from "./cell";
import { RightsEditor } from "./RightsEditor";

export interface RightsCellProps extends CellProps {
  readonly role: Role;
  readonly entity: Entity;
  readonly rights: Rights;
  readonly rules: readonly Rule[];
}

/** What a role may do with one kind of record, at a glance; Enter opens it. */
export const RightsCell = memo(function RightsCell({
  role,
  entity,
  rights,
  rules,
  row,
  column,
  isStop,
  onSpot,
}: RightsCellProps): ReactNode {
  const { spec } = useWorkspace();
  const [open, setOpen] = useState(false);
  const said = summary(rights);
  const limited = isLimited(rights);
  return (
    <td>
      <Popover
        open={open}
        onOpenChange={setOpen}
        label={`What ${role.label} may do with ${entity.display_name}`}
        className="matrix-editor"
        trigger={
          <button
            type="button"
            className={classes("matrix-cell", said === "Nothing" && "text-faint")}
            data-cell={`${row}:${column}`}
            data-reach={said === "Everything" ? "every" : reachOf(rights.read)}
            tabIndex={isStop ? 0 : -1}
            onFocus={() => onSpot({ row, column })}
            title={sentences(spec, role.label, entity.name, rights).join("\n")}
            aria-label={`${role.label}, ${entity.display_name}: ${said}${limited ? ", some fields only" : ""}`}
          >
            <span>{said}</span>
            {limited && <ListFilter aria-hidden />}
          </button>
        }
      >
        {open && <RightsEditor role={role} entity={entity} rights={rights} rules={rules} />}
      </Popover>
    </td>
  );
});
