import { Button } from "@sayso/app-kit";
import { LayoutPanelLeft } from "lucide-react";
import type { ReactNode } from "react";
import { removed, replaced } from "../../../spec/layout/changes";
import { nearest, type Path, type Slot } from "../../../spec/layout/nodes";
import { TickEdit } from "../../editing/TickEdit";
import { useDesigner } from "../designer";
import { setLayout } from "../use-layout";
import { PlacementProperties } from "./PlacementProperties";
import { Section } from "./Section";
import { WrapMenu } from "./WrapMenu";

export interface SlotPropertiesProps {
  readonly node: Slot;
  readonly path: Path;
}

/** Where a component stands in the layout. */
export function SlotProperties({ node, path }: SlotPropertiesProps): ReactNode {
  const { page, layout, mayEdit, lay } = useDesigner();
  const takeOff = () => {
    const next = removed(layout, path);
    void lay(next, nearest(next, path));
  };
  return (
    <Section title="Place">
      <TickEdit
        label="Stays in sight"
        help="Keeps its place at the top as the page scrolls."
        checked={node.sticky}
        edits={(sticky) => [
          setLayout(
            page,
            replaced(layout, path, (one) => ({ ...one, sticky }) as Slot),
          ),
        ]}
      />
      <PlacementProperties node={node} path={path} />
      {mayEdit && (
        <div className="pages-actions">
          <WrapMenu path={path} />
          <Button size="small" icon={<LayoutPanelLeft aria-hidden />} onClick={takeOff}>
            Take out of the layout
          </Button>
        </div>
      )}
    </Section>
  );
}
