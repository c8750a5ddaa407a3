import { Tabs as Primitive } from "radix-ui";
import { Children, isValidElement, type ReactElement, type ReactNode, useId } from "react";
import { useUrlState } from "../shell/url";
import { type PlacementProps, placementAttributes, placementStyle } from "./placement";

export interface TabProps {
  readonly label: string;
  readonly children?: ReactNode;
}

/** One tab of `Tabs`; drawn by its parent. */
export function Tab({ children }: TabProps): ReactNode {
  return <>{children}</>;
}

export interface TabsProps extends PlacementProps {
  readonly children?: ReactNode;
  /** Parameter of the address that holds the open tab. */
  readonly param?: string;
}

/** Tabs whose open one is part of the address. */
export function Tabs({ children, param = "tab", ...placement }: TabsProps): ReactNode {
  const [open, setOpen] = useUrlState(param);
  const id = useId();
  const tabs = Children.toArray(children).filter((child): child is ReactElement<TabProps> => isValidElement(child));
  const labels = tabs.map((tab, index) => tab.props.label ?? `Tab ${index + 1}`);
  const value = open && labels.includes(open) ? open : (labels[0] ?? "");
  return (
    <Primitive.Root
      className="kit-tabs"
      value={value}
      onValueChange={(label) => setOpen(label === labels[0] ? null : label)}
      style={placementStyle(placement)}
      {...placementAttributes(placement)}
    >
      <Primitive.List className="tab-list" aria-label="Views">
        {labels.map((label) => (
          <Primitive.Trigger key={label} value={label} className="tab">
            {label}
          </Primitive.Trigger>
        ))}
      </Primitive.List>
      {tabs.map((tab, index) => (
        <Primitive.Content key={`${id}-${labels[index]}`} value={labels[index] ?? ""} className="tab-content">
          {tab.props.children}
        </Primitive.Content>
      ))}
    </Primitive.Root>
  );
}
