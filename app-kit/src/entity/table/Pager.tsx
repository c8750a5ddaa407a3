import { ChevronLeft, ChevronRight } from "lucide-react";
import type { ReactNode } from "react";
import { useFormat } from "../../format/use-format";
import { IconButton } from "../../ui/Button";
import type { TableState } from "./use-table";

/** Which rows of how many are shown, and the way to the others. */
export function Pager({ table }: { readonly table: TableState }): ReactNode {
  const format = useFormat();
  const { state, total, pageSize, rows } = table;
  const first = (state.page - 1) * pageSize + 1;
  const last = first + (rows?.length ?? 0) - 1;
  const isLast = total === null ? !table.hasNext : last >= total;
  const range = last < first ? "0" : `${format.number(first)}–${format.number(last)}`;
  return (
    <nav className="pager" aria-label={`Pages of ${table.entity.labelPlural.toLocaleLowerCase()}`}>
      <span aria-live="polite">
        {range}
        {total !== null && ` of ${format.number(total)}`}
      </span>
      <IconButton label="Previous page" disabled={state.page <= 1} onClick={() => state.setPage(state.page - 1)}>
        <ChevronLeft aria-hidden />
      </IconButton>
      <IconButton label="Next page" disabled={isLast} onClick={() => state.setPage(state.page + 1)}>
        <ChevronRight aria-hidden />
      </IconButton>
    </nav>
  );
}
