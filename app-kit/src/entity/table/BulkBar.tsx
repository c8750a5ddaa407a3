import { useQueryClient } from "@tanstack/react-query";
import { ChevronDown, Trash2, X } from "lucide-react";
import { type ReactNode, useState } from "react";
import { asApiError } from "../../data/errors";
import { serviceOf } from "../../data/service";
import { useSession } from "../../data/session";
import type { AnyRow, TransitionDefinition } from "../../definition/entity";
import { Button, IconButton } from "../../ui/Button";
import { Menu, MenuItem } from "../../ui/Menu";
import { toast } from "../../ui/toast";
import { nounFor } from "../noun";
import type { TableState } from "./use-table";

/** What can be done with the selected rows at once. */
export function BulkBar({ table }: { readonly table: TableState }): ReactNode {
  const { entity, selectedRows, access } = table;
  const client = useQueryClient();
  const { data: session } = useSession();
  const [busy, setBusy] = useState(false);
  const service = serviceOf(entity);
  const count = selectedRows.length;
  const noun = nounFor(entity, count);
  const moves = possibleMoves(entity.flow?.transitions ?? [], selectedRows, entity.flow?.field, session?.role?.name);

  const each = async (
    rows: readonly AnyRow[],
    act: (row: AnyRow) => Promise<unknown>,
    done: string,
    undo?: (row: AnyRow) => Promise<unknown>,
  ) => {
    setBusy(true);
    const results = await Promise.allSettled(rows.map(act));
    setBusy(false);
    table.selectAll(false);
    void client.invalidateQueries();
    const worked = rows.filter((_, index) => results[index]?.status === "fulfilled");
    const failure = results.find((result): result is PromiseRejectedResult => result.status === "rejected");
    toast(`${worked.length} of ${rows.length} ${done}`, {
      ...(failure ? { description: asApiError(failure.reason).message } : {}),
      ...(undo && worked.length
        ? { undo: () => void Promise.allSettled(worked.map(undo)).then(() => client.invalidateQueries()) }
        : {}),
    });
  };

  return (
    <section className="toolbar" aria-label="Selection">
      <span className="font-medium" aria-live="polite">
        {count} {noun} selected
      </span>
      {access.can("update") && moves.length > 0 && (
        <Menu
          align="start"
          trigger={
            <Button size="small" busy={busy} icon={<ChevronDown aria-hidden />}>
              Move on
            </Button>
          }
        >
          {moves.map(({ name, label, rows }) => (
            <MenuItem
              key={name}
              onSelect={() => void each(rows, (row) => service.transition(row.id, name), "moved on")}
            >
              {label}
              <span className="ms-auto text-faint">{rows.length}</span>
            </MenuItem>
          ))}
        </Menu>
      )}
      {access.can("delete") && (
        <Button
          size="small"
          busy={busy}
          icon={<Trash2 aria-hidden />}
          onClick={() =>
            void each(
              selectedRows,
              (row) => service.delete(row.id),
              "deleted",
              (row) => service.restore(row.id),
            )
          }
        >
          Delete
        </Button>
      )}
      <IconButton label="Clear the selection" size="small" onClick={() => table.selectAll(false)}>
        <X aria-hidden />
      </IconButton>
    </section>
  );
}

interface Move {
  readonly name: string;
  readonly label: string;
  readonly rows: readonly AnyRow[];
}

/** The moves of a flow that the role may make with at least one of the rows. */
function possibleMoves(
  transitions: readonly TransitionDefinition[],
  rows: readonly AnyRow[],
  field: string | undefined,
  role: string | undefined,
): readonly Move[] {
  if (field === undefined) return [];
  const allowed = transitions.filter(({ roles }) => !roles?.length || (role !== undefined && roles.includes(role)));
  return [...new Set(allowed.map(({ name }) => name))].flatMap((name) => {
    const same = allowed.filter((transition) => transition.name === name);
    const fitting = rows.filter((row) => same.some(({ from }) => row[field] === from));
    return fitting.length ? [{ name, label: same[0]?.label ?? name, rows: fitting }] : [];
  });
}
