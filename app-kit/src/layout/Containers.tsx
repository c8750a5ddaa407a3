import type { CSSProperties, ReactNode } from "react";
import { type Direction, type PlacementProps, placementAttributes, placementStyle } from "./placement";

export interface ContainerProps extends PlacementProps {
  readonly children?: ReactNode;
}

export interface GridProps extends ContainerProps {
  /** Columns on the desktop; as many as fit when unset. */
  readonly columns?: number;
}

interface BoxProps extends GridProps {
  readonly direction: Direction;
}

function Box({ direction, columns, children, ...placement }: BoxProps): ReactNode {
  const { desktop, tablet, mobile } = placement;
  const style = {
    ...placementStyle(placement),
    ...columnsVariable("--columns", desktop?.columns ?? columns),
    ...columnsVariable("--tablet-columns", tablet?.columns),
    ...columnsVariable("--mobile-columns", mobile?.columns),
  } as CSSProperties;
  return (
    <div
      className="kit-box"
      data-direction={desktop?.direction ?? direction}
      data-tablet={tablet?.direction}
      data-mobile={mobile?.direction}
      style={style}
      {...placementAttributes(placement)}
    >
      {children}
    </div>
  );
}

function columnsVariable(name: string, columns: number | undefined): Record<string, string> {
  return columns === undefined ? {} : { [name]: `repeat(${columns}, minmax(0, 1fr))` };
}

/** Children side by side; below one another on a phone unless it says otherwise. */
export function Row(props: ContainerProps): ReactNode {
  return <Box direction="row" {...props} />;
}

/** Children below one another. */
export function Column(props: ContainerProps): ReactNode {
  return <Box direction="column" {...props} />;
}

/** Children in columns of equal width. */
export function Grid(props: GridProps): ReactNode {
  return <Box direction="grid" {...props} />;
}

/** A narrow first child beside a wide second one. */
export function Split(props: ContainerProps): ReactNode {
  return <Box direction="sidebar" {...props} />;
}

/** The ground of a page. */
export function Page(props: { readonly children?: ReactNode }): ReactNode {
  return <div className="kit-page">{props.children}</div>;
}
