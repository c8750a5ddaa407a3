import { type Container, type Direction, isContainer, type LayoutNode } from "./nodes";

export type Device = "desktop" | "tablet" | "mobile";
export type Placement = NonNullable<NonNullable<NonNullable<LayoutNode["responsive"]>[Device]>>;

export const DEVICES: readonly { readonly device: Device; readonly label: string }[] = [
  { device: "desktop", label: "Desktop" },
  { device: "tablet", label: "Tablet" },
  { device: "mobile", label: "Phone" },
];

/** What a layout comes to at one width, by the rules of the app kit's layout.css. */
export interface Shown {
  readonly direction: Direction;
  /** Columns of a grid; as many as fit when null. */
  readonly columns: number | null;
  readonly hidden: boolean;
  readonly order: number;
}

export function shownAt(node: LayoutNode, device: Device): Shown {
  const { mobile, tablet, desktop } = node.responsive ?? {};
  const base = desktop?.order ?? ("order" in node ? node.order : undefined) ?? 0;
  const order = { desktop: base, tablet: tablet?.order ?? base, mobile: mobile?.order ?? tablet?.order ?? base };
  const hidden = { desktop: desktop?.hidden, tablet: tablet?.hidden, mobile: mobile?.hidden }[device] ?? false;
  const direction = isContainer(node) ? directionAt(node, device) : "column";
  const columns = { desktop: desktop?.columns, tablet: tablet?.columns, mobile: mobile?.columns ?? 1 }[device] ?? null;
  return { direction, columns: direction === "grid" ? columns : null, hidden, order: order[device] };
}

/** Tabs stay tabs at every width; rows lie below one another on a phone unless it says otherwise. */
function directionAt(box: Container, device: Device): Direction {
  const { mobile, tablet, desktop } = box.responsive ?? {};
  if (box.direction === "tabs") return "tabs";
  const wide = plain(desktop?.direction) ?? box.direction;
  if (device === "desktop") return wide;
  const medium = plain(tablet?.direction) ?? wide;
  if (device === "tablet") return medium;
  if (mobile?.direction === "row" || mobile?.direction === "grid") return mobile.direction;
  return wide === "grid" && !mobile?.direction ? medium : "column";
}

/** A box does not become tabs at one width only; it is a column then. */
function plain(direction: Direction | null | undefined): Direction | undefined {
  return direction === "tabs" ? "column" : (direction ?? undefined);
}

/** Children in the order in which they are seen. */
export function inOrder<T extends { readonly node: LayoutNode }>(children: readonly T[], device: Device): readonly T[] {
  return children.toSorted((one, other) => shownAt(one.node, device).order - shownAt(other.node, device).order);
}

/** A node that differs at one width; what says nothing is left out. */
export function withPlacement<T extends LayoutNode>(node: T, device: Device, change: Partial<Placement>): T {
  const placement = stripped({ ...node.responsive?.[device], ...change });
  const { responsive, ...rest } = node;
  const next = stripped({ ...responsive, [device]: placement });
  return (next ? { ...rest, responsive: next } : rest) as T;
}

/** A node that takes another share of its parent. */
export function withSizing<T extends LayoutNode>(node: T, change: Partial<NonNullable<LayoutNode["sizing"]>>): T {
  const { sizing, ...rest } = node;
  const next = stripped({ ...sizing, ...change });
  return (next ? { ...rest, sizing: next } : rest) as T;
}

function stripped<T extends object>(value: T): T | undefined {
  const said = Object.entries(value).filter(([, one]) => one !== null && one !== undefined && one !== false);
  return said.length > 0 ? (Object.fromEntries(said) as T) : undefined;
}

/** A number of columns from 1 to 12; none where the text says none. */
export function columnsIn(text: string): number | null {
  const number = Math.round(Number(text));
  return text.trim() === "" || Number.isNaN(number) ? null : Math.min(12, Math.max(1, number));
}
