import { Button, Menu, MenuItem } from "@sayso/app-kit";
import { LayoutPanelLeft } from "lucide-react";
import type { ReactNode } from "react";
import { componentTitle, newComponent, pagesWith } from "../../spec/components";
import { inserted } from "../../spec/layout/changes";
import { slot } from "../../spec/layout/nodes";
import { layoutOf } from "../../spec/layout/of-page";
import type { Edit, Page, Report } from "../../spec/types";
import { useChange } from "../editing/editing";
import { Refusal } from "../editing/Refusal";
import { setLayout } from "../pages/use-layout";
import { useWorkspace } from "../state/context";
import { useOpenTab } from "../state/place";

/** The charts that draw a report, and a way to put it on one more page. */
export function ShownOn({ report }: { readonly report: Report }): ReactNode {
  const { spec, mayEdit } = useWorkspace();
  const { change, reasons, isBusy } = useChange();
  const open = useOpenTab();
  const charts = spec.components.filter(({ props }) => props?.report === report.name);
  const put = async (page: Page) => {
    const component = newComponent(spec, { kind: "chart", entity: null, report: report.name, wish: "" });
    const layout = layoutOf(spec, page);
    const end = { kind: "at" as const, parent: [], index: layout.children.length };
    const next = inserted(layout, end, slot(component.name), componentTitle(component.name));
    const edits: Edit[] = [{ op: "add", kind: "component", element: component } as Edit, setLayout(page, next.tree)];
    if (await change(edits)) open("pages", component.id);
  };
  return (
    <div className="edit-labelled">
      <span className="edit-label">Shown on</span>
      {charts.length === 0 && <p className="edit-help">No page yet.</p>}
      <ul className="reports-shown">
        {charts.map((chart) => {
          const pages = pagesWith(spec, chart.name).map(({ title }) => title);
          return (
            <li key={chart.id}>
              <button type="button" className="link" onClick={() => open("pages", chart.id)}>
                {pages.length > 0 ? pages.join(", ") : "No page"}
              </button>{" "}
              <span className="text-muted">as {componentTitle(chart.name)}</span>
            </li>
          );
        })}
      </ul>
      {mayEdit && spec.pages.length > 0 && (
        <div>
          <Menu
            align="start"
            trigger={
              <Button size="small" icon={<LayoutPanelLeft aria-hidden />} busy={isBusy}>
                Put it on a page
              </Button>
            }
          >
            {spec.pages.map((page) => (
              <MenuItem key={page.id} onSelect={() => void put(page)}>
                <span className="truncate">{page.title}</span>
              </MenuItem>
            ))}
          </Menu>
        </div>
      )}
      <Refusal reasons={reasons} />
    </div>
  );
}
