import { Button, Menu, MenuItem, useChangeParams, useUrlParams } from "@sayso/app-kit";
import { Download } from "lucide-react";
import { type ReactNode, useMemo } from "react";
import { api, dataOf } from "../../api/client";
import { usePages } from "../../api/pages";
import { PagedRows } from "../../shell/PagedRows";
import { Panel } from "../../shell/Panel";
import { askedIn, exportUrl, PARAMS } from "./asked";
import { type Entry, EntryRow } from "./EntryRow";
import { Filters } from "./Filters";

/** Who did what and when, narrowed down by the address. */
export function Audit(): ReactNode {
  const params = useUrlParams();
  const change = useChangeParams();
  const asked = useMemo(() => askedIn(params), [params]);
  const list = usePages<Entry>({
    key: ["audit", asked],
    ask: (query, signal) => dataOf(api.GET("/api/v1/audit", { params: { query: { ...query, ...asked } }, signal })),
  });
  const isFiltered = Object.keys(asked).length > 0;
  const clear = () => change(Object.fromEntries(PARAMS.map((name) => [name, null])));
  return (
    <Panel
      title="Audit log"
      lead="Every change, with how things were before and after. It is kept for good, and nobody can change it."
      actions={
        <Menu
          trigger={
            <Button size="small" icon={<Download aria-hidden />}>
              Export
            </Button>
          }
        >
          <MenuItem onSelect={() => download(exportUrl(asked, "csv"))}>As a table (CSV)</MenuItem>
          <MenuItem onSelect={() => download(exportUrl(asked, "jsonl"))}>As data (JSON lines)</MenuItem>
        </Menu>
      }
    >
      <Filters onClear={isFiltered ? clear : null} />
      <PagedRows
        list={list}
        label="Audit log"
        empty={
          <p className="panel-empty pt-3">
            {isFiltered ? "Nothing in the log is like this. " : "Nothing has happened yet."}
            {isFiltered && (
              <button type="button" className="link" onClick={clear}>
                Show everything
              </button>
            )}
          </p>
        }
      >
        {(entry) => <EntryRow key={entry.id} entry={entry} />}
      </PagedRows>
    </Panel>
  );
}

/** Has the browser save what is at an address, written while it is read. */
function download(address: string): void {
  const link = document.createElement("a");
  link.href = address;
  link.download = "";
  link.click();
}
