import { Button } from "@sayso/app-kit";
import { Trash2, Ungroup } from "lucide-react";
import type { ReactNode } from "react";
import { removed, replaced, unwrapped } from "../../../spec/layout/changes";
import { type Container, type Direction, type LayoutNode, type Path, shownIn } from "../../../spec/layout/nodes";
import { columnsIn, withPlacement } from "../../../spec/layout/placement";
import { ChoiceEdit } from "../../editing/ChoiceEdit";
import { Labelled } from "../../editing/Labelled";
import { TextEdit } from "../../editing/TextEdit";
import { useDesigner } from "../designer";
import { setLayout } from "../use-layout";
import { DIRECTIONS, nodeLabel } from "../words";
import { PlacementProperties } from "./PlacementProperties";
import { Section } from "./Section";
import { WrapMenu } from "./WrapMenu";

export interface ContainerPropertiesProps {
  readonly box: Container;
  readonly path: Path;
}

/** How a box arranges what is in it. */
export function ContainerProperties({ box, path }: ContainerPropertiesProps): ReactNode {
  const { page, layout, mayEdit, lay } = useDesigner();
  const edits = (change: (node: LayoutNode) => LayoutNode) => [setLayout(page, replaced(layout, path, change))];
  const isRoot = path.length === 0;
  return (
    <Section title={isRoot ? "Layout" : nodeLabel(box)}>
      <Labelled label="Arrangement" help={HELP[box.direction]}>
        {(id) => (
          <ChoiceEdit
            id={id}
            label="Arrangement"
            value={box.direction}
            options={DIRECTIONS}
            edits={(direction) => edits((node) => arranged(node as Container, direction))}
          />
        )}
      </Labelled>
      {(box.direction === "grid" || box.responsive?.desktop?.direction === "grid") && (
        <Labelled label="Columns on desktop" help="As many as fit where nothing is said.">
          {(id) => (
            <TextEdit
              id={id}
              label="Columns on desktop"
              numeric
              value={String(box.responsive?.desktop?.columns ?? "")}
              edits={(text) => edits((node) => withPlacement(node, "desktop", { columns: columnsIn(text) }))}
            />
          )}
        </Labelled>
      )}
      {!isRoot && (
        <Labelled label="Label" help="Names it where it is a tab.">
          {(id) => (
            <TextEdit
              id={id}
              label="Label"
              value={box.label ?? ""}
              edits={(label) => edits(({ ...node }) => labelled(node as Container, label))}
            />
          )}
        </Labelled>
      )}
      {!isRoot && <PlacementProperties node={box} path={path} />}
      {mayEdit && !isRoot && (
        <div className="pages-actions">
          <WrapMenu path={path} />
          <Button
            size="small"
            icon={<Ungroup aria-hidden />}
            onClick={() => void lay(unwrapped(layout, path), path.slice(0, -1))}
          >
            Take apart
          </Button>
          <Button
            size="small"
            icon={<Trash2 aria-hidden />}
            onClick={() => void lay(removed(layout, path), path.slice(0, -1))}
          >
            Remove {shownIn(box).length > 0 ? "with its content" : "it"}
          </Button>
        </div>
      )}
    </Section>
  );
}

const HELP: Readonly<Record<Direction, string>> = {
  column: "One below the other.",
  row: "Side by side; one below the other on a phone unless it says otherwise.",
  grid: "In columns of equal width.",
  tabs: "One at a time, each under its own tab.",
  sidebar: "A narrow first part beside a wide second one.",
};

/** Boxes that become tabs need a label for each. */
function arranged(box: Container, direction: Direction): Container {
  if (direction !== "tabs") return { ...box, direction };
  const children = box.children.map((child): LayoutNode => {
    if ("children" in child) return child.label ? child : { ...child, label: nodeLabel(child) };
    return { type: "container", direction: "column", label: nodeLabel(child), children: [child] };
  });
  return { ...box, direction, children };
}

function labelled(box: Container, label: string): Container {
  const { label: _, ...rest } = box;
  return label ? { ...rest, label } : rest;
}
