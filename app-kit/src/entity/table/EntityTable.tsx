import { Plus, SearchX, Upload } from "lucide-react";
import { type ReactNode, useState } from "react";
import type { AnyEntity } from "../../definition/entity";
import type { FilterBy, SortBy } from "../../definition/field";
import { useLaidOut } from "../../shell/presence";
import { Button } from "../../ui/Button";
import { EmptyState } from "../../ui/EmptyState";
import { Icon } from "../../ui/Icon";
import { useIsPhone } from "../../ui/use-media";
import { LoadProblem } from "../LoadProblem";
import { addLabelOf } from "../noun";
import { useRecordNavigation } from "../record-scope";
import { BulkBar } from "./BulkBar";
import { ImportDialog } from "./ImportDialog";
import { Pager } from "./Pager";
import { TableCards } from "./TableCards";
import { TableGrid } from "./TableGrid";
import { TableToolbar } from "./TableToolbar";
import { type TableState, useTable } from "./use-table";

export interface EntityTableProps {
  readonly entity: AnyEntity;
  /** `simple` leaves out selection, views and files; `inline-edit` edits in the cells. */
  readonly variant?: "simple" | "advanced" | "inline-edit";
  readonly columns?: readonly string[];
  readonly sort?: readonly SortBy[];
  /** Conditions that always hold. */
  readonly filters?: readonly FilterBy[];
  readonly pageSize?: number;
}

/** The rows of an entity: searched, filtered, ordered, paged, selected and, if asked for, edited in place. */
export function EntityTable(props: EntityTableProps): ReactNode {
  const { entity, variant = "advanced", columns, sort, filters, pageSize = 20 } = props;
  useLaidOut("list", entity.name);
  const table = useTable({ entity, columns, sort, filters, pageSize });
  const isPhone = useIsPhone();
  const { access } = table;
  const selectable =
    variant !== "simple" && (access.can("delete") || (access.can("update") && entity.flow !== undefined));

  if (!access.can("read")) {
    return <EmptyState title={`Your role may not see ${entity.labelPlural.toLocaleLowerCase()}`} />;
  }
  return (
    <section className="panel entity-table" aria-label={entity.labelPlural}>
      {table.selectedRows.length > 0 ? (
        <BulkBar table={table} />
      ) : (
        <TableToolbar table={table} simple={variant === "simple"} />
      )}
      {table.error && !table.rows ? (
        <LoadProblem error={table.error} onRetry={table.retry} />
      ) : table.rows?.length === 0 ? (
        <NoRows table={table} />
      ) : (
        <>
          {isPhone ? (
            <TableCards table={table} selectable={selectable} />
          ) : (
            <TableGrid table={table} selectable={selectable} inlineEdit={variant === "inline-edit"} />
          )}
          {table.rows && <Pager table={table} />}
        </>
      )}
    </section>
  );
}

function NoRows({ table }: { readonly table: TableState }): ReactNode {
  const { entity, state, access } = table;
  const { add } = useRecordNavigation();
  const [importing, setImporting] = useState(false);
  const noun = entity.labelPlural.toLocaleLowerCase();
  if (state.page > 1) {
    return (
      <EmptyState
        title="There is nothing on this page"
        actions={<Button onClick={() => state.setPage(1)}>Go to the first page</Button>}
      />
    );
  }
  if (state.isNarrowed) {
    return (
      <EmptyState
        icon={<SearchX aria-hidden />}
        title={`No ${noun} match`}
        actions={<Button onClick={state.clear}>Clear search and filters</Button>}
      >
        Try fewer or other conditions.
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon={<Icon name={entity.icon} />}
      title={`No ${noun} yet`}
      actions={
        access.can("create") && (
          <>
            <Button variant="primary" icon={<Plus aria-hidden />} onClick={() => add(entity.name)}>
              {addLabelOf(entity)}
            </Button>
            <Button icon={<Upload aria-hidden />} onClick={() => setImporting(true)}>
              Import from a file
            </Button>
          </>
        )
      }
    >
      {entity.description || `${entity.labelPlural} will be listed here.`}
      {importing && <ImportDialog entity={entity} onClose={() => setImporting(false)} />}
    </EmptyState>
  );
}
