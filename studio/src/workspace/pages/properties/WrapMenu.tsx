import { Button, Icon, Menu, MenuItem } from "@sayso/app-kit";
import { Group } from "lucide-react";
import type { ReactNode } from "react";
import { wrappedIn } from "../../../spec/layout/changes";
import { nodeAt, type Path } from "../../../spec/layout/nodes";
import { useDesigner } from "../designer";
import { DIRECTIONS, nodeLabel } from "../words";

/** Puts a box around a part of the layout. */
export function WrapMenu({ path }: { readonly path: Path }): ReactNode {
  const { layout, lay } = useDesigner();
  const node = nodeAt(layout, path);
  return (
    <Menu
      align="start"
      trigger={
        <Button size="small" icon={<Group aria-hidden />}>
          Put in a box
        </Button>
      }
    >
      {DIRECTIONS.map(({ value, label, icon }) => (
        <MenuItem
          key={value}
          icon={<Icon name={icon} />}
          onSelect={() => void lay(wrappedIn(layout, path, value, node ? nodeLabel(node) : "Tab"), path)}
        >
          {label}
        </MenuItem>
      ))}
    </Menu>
  );
}
