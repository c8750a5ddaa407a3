import type { ReactNode } from "react";
import { componentNamed } from "../../../spec/components";
import { isSlot, nearest, nodeAt } from "../../../spec/layout/nodes";
import { Refusal } from "../../editing/Refusal";
import { useDesigner } from "../designer";
import { componentWords, nodeLabel } from "../words";
import { ComponentProperties } from "./ComponentProperties";
import { ContainerProperties } from "./ContainerProperties";
import { PageProperties } from "./PageProperties";
import { SlotProperties } from "./SlotProperties";

/** The properties of what is chosen: the page, a box of its layout, or a component. */
export function Properties(): ReactNode {
  const { spec, layout, path, drawer, reasons, page } = useDesigner();
  const at = nearest(layout, path);
  const node = nodeAt(layout, at) ?? layout;
  const name = drawer ?? (isSlot(node) ? node.component : null);
  const component = name ? componentNamed(spec, name) : undefined;
  const key = `${page.id}/${drawer ?? at.join(".")}`;
  return (
    <div className="pages-properties" key={key}>
      <Refusal reasons={reasons} />
      {drawer === null && at.length === 0 && <PageProperties />}
      {drawer === null && !isSlot(node) && <ContainerProperties box={node} path={at} />}
      {name && !component && (
        <p className="text-muted">
          {nodeLabel(node)}: {componentWords(spec, name)}. Remove it from the layout, or undo the change that removed
          it.
        </p>
      )}
      {component && <ComponentProperties component={component} />}
      {drawer === null && isSlot(node) && <SlotProperties node={node} path={at} />}
    </div>
  );
}
