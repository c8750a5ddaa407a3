import { classes, Icon } from "@sayso/app-kit";
import type { ReactNode } from "react";
import { componentNamed, componentTitle, kindWords } from "../../../spec/components";
import { inDrawers } from "../../../spec/layout/of-page";
import { useDesigner } from "../designer";

/** Components of the page that open beside it rather than stand on it. */
export function Drawers(): ReactNode {
  const { spec, page, layout, drawer, chooseDrawer } = useDesigner();
  const names = inDrawers(page, layout);
  if (names.length === 0) return null;
  return (
    <>
      <h2 className="pages-heading">Opens in a drawer</h2>
      <ul className="pages-drawers">
        {names.map((name) => {
          const component = componentNamed(spec, name);
          return (
            <li key={name}>
              <button
                type="button"
                aria-pressed={drawer === name}
                className={classes("pages-tree-row", drawer === name && "pages-tree-chosen")}
                onClick={() => chooseDrawer(name)}
              >
                <Icon name={component ? kindWords(component.type).icon : "circle-help"} />
                <span className="truncate">{componentTitle(name)}</span>
              </button>
            </li>
          );
        })}
      </ul>
    </>
  );
}
