import type { ReactNode } from "react";
import { replaced } from "../../../spec/layout/changes";
import { containerAt, isContainer, isSlot, type LayoutNode, type Path } from "../../../spec/layout/nodes";
import { columnsIn, DEVICES, type Device, shownAt, withPlacement, withSizing } from "../../../spec/layout/placement";
import type { Edit } from "../../../spec/types";
import { ChoiceEdit } from "../../editing/ChoiceEdit";
import { Labelled } from "../../editing/Labelled";
import { TextEdit } from "../../editing/TextEdit";
import { TickEdit } from "../../editing/TickEdit";
import { useDesigner } from "../designer";
import { setLayout } from "../use-layout";
import { DIRECTIONS } from "../words";

export interface PlacementPropertiesProps {
  readonly node: LayoutNode;
  readonly path: Path;
}

const WIDTHS = ["25%", "33%", "40%", "50%", "60%", "67%", "75%", "auto"].map((value) => ({
  value,
  label: value === "auto" ? "As wide as it is" : value,
}));

/** The share of the box around it, and what differs at each width. */
export function PlacementProperties({ node, path }: PlacementPropertiesProps): ReactNode {
  const { page, layout } = useDesigner();
  const around = containerAt(layout, path.slice(0, -1))?.direction;
  const edits = (change: (one: LayoutNode) => LayoutNode): Edit[] => [setLayout(page, replaced(layout, path, change))];
  return (
    <>
      {(around === "row" || around === "sidebar") && <SizingProperties node={node} edits={edits} />}
      <fieldset className="pages-widths">
        <legend>At each width</legend>
        {DEVICES.map(({ device, label }) => (
          <DeviceProperties key={device} node={node} device={device} label={label} edits={edits} />
        ))}
      </fieldset>
    </>
  );
}

interface EditsProps {
  readonly node: LayoutNode;
  readonly edits: (change: (one: LayoutNode) => LayoutNode) => Edit[];
}

function SizingProperties({ node, edits }: EditsProps): ReactNode {
  const { basis, grow, shrink } = node.sizing ?? {};
  const known = basis && !WIDTHS.some(({ value }) => value === basis) ? [{ value: basis, label: basis }] : [];
  const number = (text: string) => (text.trim() === "" || Number.isNaN(Number(text)) ? null : Number(text));
  return (
    <div className="pages-trio">
      <Labelled label="Width">
        {(id) => (
          <ChoiceEdit
            id={id}
            label="Width"
            value={basis ?? ""}
            options={[{ value: "", label: "Its share" }, ...known, ...WIDTHS]}
            edits={(value) => edits((one) => withSizing(one, { basis: value || null }))}
          />
        )}
      </Labelled>
      <Labelled label="Grows">
        {(id) => (
          <TextEdit
            id={id}
            label="Grows"
            numeric
            placeholder="1"
            value={String(grow ?? "")}
            edits={(text) => edits((one) => withSizing(one, { grow: number(text) }))}
          />
        )}
      </Labelled>
      <Labelled label="Shrinks">
        {(id) => (
          <TextEdit
            id={id}
            label="Shrinks"
            numeric
            placeholder="1"
            value={String(shrink ?? "")}
            edits={(text) => edits((one) => withSizing(one, { shrink: number(text) }))}
          />
        )}
      </Labelled>
    </div>
  );
}

interface DevicePropertiesProps extends EditsProps {
  readonly device: Device;
  readonly label: string;
}

function DeviceProperties({ node, device, label, edits }: DevicePropertiesProps): ReactNode {
  const said = node.responsive?.[device];
  const on = `on ${label.toLowerCase()}`;
  const isBox = isContainer(node) && node.direction !== "tabs";
  const isGrid = isBox && shownAt(node, device).direction === "grid";
  const order = device === "desktop" && isSlot(node) ? (said?.order ?? node.order) : said?.order;
  return (
    <div className="pages-width">
      <b>{label}</b>
      <TickEdit
        label={`Shown ${on}`}
        checked={!said?.hidden}
        edits={(isShown) => edits((one) => withPlacement(one, device, { hidden: !isShown }))}
      />
      {isBox && device !== "desktop" && (
        <Labelled label="Arrangement">
          {(id) => (
            <ChoiceEdit
              id={id}
              label={`Arrangement ${on}`}
              value={said?.direction ?? ""}
              options={[
                {
                  value: "" as const,
                  label: `As it comes (${shownAt(withPlacement(node, device, { direction: null }), device).direction})`,
                },
                ...DIRECTIONS.filter(({ value }) => value !== "tabs"),
              ]}
              edits={(direction) => edits((one) => withPlacement(one, device, { direction: direction || null }))}
            />
          )}
        </Labelled>
      )}
      {isGrid && device !== "desktop" && (
        <Labelled label="Columns">
          {(id) => (
            <TextEdit
              id={id}
              label={`Columns ${on}`}
              numeric
              value={String(said?.columns ?? "")}
              edits={(text) => edits((one) => withPlacement(one, device, { columns: columnsIn(text) }))}
            />
          )}
        </Labelled>
      )}
      <Labelled label="Order">
        {(id) => (
          <TextEdit
            id={id}
            label={`Order ${on}`}
            numeric
            placeholder="As it stands"
            value={String(order ?? "")}
            edits={(text) => edits((one) => ordered(one, device, text))}
          />
        )}
      </Labelled>
    </div>
  );
}

/** A smaller number comes earlier; on the desktop the part itself holds it. */
function ordered(node: LayoutNode, device: Device, text: string): LayoutNode {
  const number = text.trim() === "" || Number.isNaN(Number(text)) ? null : Math.round(Number(text));
  if (device !== "desktop" || !isSlot(node)) return withPlacement(node, device, { order: number });
  const { order: _, ...rest } = withPlacement(node, "desktop", { order: null });
  return number === null ? rest : { ...rest, order: number };
}
