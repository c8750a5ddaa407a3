import { Bookmark, Columns3, Download, Ellipsis, Upload } from "lucide-react";
import { type ReactNode, useState } from "react";
import { serviceOf } from "../../data/service";
import { isAnonymous, useSession } from "../../data/session";
import { useFormat } from "../../format/use-format";
import { useApp } from "../../shell/app-context";
import { useHasPart } from "../../shell/presence";
import { useUrlParams } from "../../shell/url";
import { Button, IconButton } from "../../ui/Button";
import { Input } from "../../ui/Input";
import { Menu, MenuCheck, MenuItem, MenuLabel, MenuSeparator, Popover } from "../../ui/Menu";
import { toast, toastError } from "../../ui/toast";
import { useStored } from "../../ui/use-stored";
import { readableFields } from "../access";
import { FilterChips } from "../filters/FilterChips";
import { isSearchable, SearchBox } from "../filters/SearchBox";
import { type SavedQuery, savedQueryOf } from "../list-state";
import { nounFor } from "../noun";
import { ImportDialog } from "./ImportDialog";
import type { TableState } from "./use-table";

export interface TableToolbarProps {
  readonly table: TableState;
  /** Without views, columns and files. */
  readonly simple: boolean;
}

/** Search, filters, saved views, columns, import and export of a table. */
export function TableToolbar({ table, simple }: TableToolbarProps): ReactNode {
  const { entity, state } = table;
  const format = useFormat();
  const filteredElsewhere = useHasPart("filters", entity.name);
  return (
    // biome-ignore lint/a11y/useSemanticElements: the search element is too young for some browsers
    <div role="search" className="toolbar" aria-label={`Narrow ${entity.labelPlural.toLocaleLowerCase()}`}>
      {!filteredElsewhere && isSearchable(entity) && <SearchBox entity={entity} state={state} />}
      {!filteredElsewhere && <FilterChips entity={entity} state={state} />}
      {filteredElsewhere && table.total !== null && (
        <p className="ps-1.5 text-sm text-muted" aria-live="polite">
          {format.number(table.total)} {nounFor(entity, table.total)}
        </p>
      )}
      {!simple && (
        <div className="toolbar-end">
          <SavedViews table={table} />
          <ColumnMenu table={table} />
          <FileMenu table={table} />
        </div>
      )}
    </div>
  );
}

interface SavedView {
  readonly name: string;
  readonly query: SavedQuery;
  readonly columns: readonly string[];
}

function SavedViews({ table }: { readonly table: TableState }): ReactNode {
  const { entity, state } = table;
  const app = useApp();
  const params = useUrlParams();
  const [views, setViews] = useStored<readonly SavedView[]>(`sayso.views.${app.slug}.${entity.name}`, []);
  const [open, setOpen] = useState(false);
  const [name, setName] = useState("");
  const save = () => {
    const view = { name: name.trim(), query: savedQueryOf(entity, params), columns: table.chosenColumns };
    setViews([...views.filter((each) => each.name !== view.name), view]);
    setName("");
    setOpen(false);
    toast(`View “${view.name}” saved`);
  };
  return (
    <Popover
      open={open}
      onOpenChange={setOpen}
      align="end"
      className="w-64 p-1"
      label="Saved views"
      trigger={
        <IconButton label="Saved views">
          <Bookmark aria-hidden />
        </IconButton>
      }
    >
      {views.length === 0 && (
        <p className="px-2 py-1.5 text-sm text-muted">Keep filters, order and columns under a name.</p>
      )}
      {views.map((view) => (
        <div key={view.name} className="flex items-center">
          <button
            type="button"
            className="menu-item"
            onClick={() => {
              state.apply(view.query);
              table.chooseColumns(view.columns);
              setOpen(false);
            }}
          >
            <span className="truncate">{view.name}</span>
          </button>
          <Button
            variant="ghost"
            size="small"
            aria-label={`Forget the view ${view.name}`}
            onClick={() => setViews(views.filter((each) => each !== view))}
          >
            Forget
          </Button>
        </div>
      ))}
      <form
        className="flex gap-1 border-t border-line p-1 pt-2"
        onSubmit={(event) => {
          event.preventDefault();
          if (name.trim()) save();
        }}
      >
        <Input
          aria-label="Name of the view"
          placeholder="Name this view"
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
        <Button type="submit" disabled={!name.trim()}>
          Save
        </Button>
      </form>
    </Popover>
  );
}

function ColumnMenu({ table }: { readonly table: TableState }): ReactNode {
  const { entity, access, chosenColumns } = table;
  const all = readableFields(entity, access);
  const toggle = (name: string) => {
    const next = chosenColumns.includes(name)
      ? chosenColumns.filter((each) => each !== name)
      : [...chosenColumns, name];
    if (next.length) table.chooseColumns(next);
  };
  return (
    <Menu
      trigger={
        <IconButton label="Columns">
          <Columns3 aria-hidden />
        </IconButton>
      }
    >
      <MenuLabel>Columns</MenuLabel>
      {all.map(([name, field]) => (
        <MenuCheck key={name} stay checked={chosenColumns.includes(name)} onCheckedChange={() => toggle(name)}>
          {field.label}
        </MenuCheck>
      ))}
      <MenuSeparator />
      <MenuItem onSelect={() => table.chooseColumns(null)}>As it was</MenuItem>
    </Menu>
  );
}

function FileMenu({ table }: { readonly table: TableState }): ReactNode {
  const { entity, access, chosenColumns, query } = table;
  const { data: session } = useSession();
  const [importing, setImporting] = useState(false);
  const save = async () => {
    try {
      const { page: _page, pageSize: _size, ...wanted } = query;
      download(await serviceOf(entity).exportCsv(wanted, chosenColumns), `${entity.collection}.csv`);
    } catch (error) {
      toastError(error);
    }
  };
  if (isAnonymous(session)) return null;
  return (
    <>
      <Menu
        trigger={
          <IconButton label="Import and export">
            <Ellipsis aria-hidden />
          </IconButton>
        }
      >
        <MenuItem icon={<Download aria-hidden />} onSelect={() => void save()}>
          Export as CSV
        </MenuItem>
        {access.can("create") && (
          <MenuItem icon={<Upload aria-hidden />} onSelect={() => setImporting(true)}>
            Import from a file
          </MenuItem>
        )}
      </Menu>
      {importing && <ImportDialog entity={entity} onClose={() => setImporting(false)} />}
    </>
  );
}

function download(content: Blob, name: string): void {
  const address = URL.createObjectURL(content);
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
