import { type LucideIcon, Monitor, Smartphone, Tablet } from "lucide-react";

export type Device = "phone" | "tablet" | "desktop";

/** Widths that an application is looked at in; a desktop has the room that there is, but never less than it needs. */
export const DEVICES: readonly {
  readonly name: Device;
  readonly label: string;
  readonly width: number;
  readonly icon: LucideIcon;
}[] = [
  { name: "phone", label: "Phone", width: 375, icon: Smartphone },
  { name: "tablet", label: "Tablet", width: 768, icon: Tablet },
  { name: "desktop", label: "Desktop", width: 1180, icon: Monitor },
];

export interface Fit {
  readonly width: number;
  readonly height: number;
  readonly scale: number;
}

/** How large a frame is drawn in a space, and how much it is scaled to fit in. */
export function fitted(device: Device, space: { readonly width: number; readonly height: number }): Fit {
  const wanted = DEVICES.find(({ name }) => name === device)?.width ?? space.width;
  const width = device === "desktop" ? Math.max(wanted, space.width) : wanted;
  const scale = Math.min(1, space.width / width);
  return { width, height: Math.max(320, space.height / scale), scale };
}
