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
  const shown = Math.max(0, labels.indexOf(open ?? ""));
  return (
    <Primitive.Root
      className="kit-tabs"
      // ids are made of the value, and may not hold the blanks of a label
      value={String(shown)}
      onValueChange={(place) => setOpen(place === "0" ? null : (labels[Number(place)] ?? null))}
      style={placementStyle(placement)}
      {...placementAttributes(placement)}
    >
      <Primitive.List className="tab-list" aria-label="Views">
        {labels.map((label, place) => (
          <Primitive.Trigger key={label} value={String(place)} className="tab">
            {label}
          </Primitive.Trigger>
        ))}
      </Primitive.List>
      {tabs.map((tab, place) => (
        <Primitive.Content key={`${id}-${labels[place]}`} value={String(place)} className="tab-content">
          {tab.props.children}
        </Primitive.Content>
      ))}
    </Primitive.Root>
  );
}
