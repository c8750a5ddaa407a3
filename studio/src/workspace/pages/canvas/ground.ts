import { createContext, useContext, useSyncExternalStore } from "react";
import type { Path } from "../../../spec/layout/nodes";
import type { Device } from "../../../spec/layout/placement";
import type { AppSpec } from "../../../spec/types";

/** The chosen part, told only to whom it concerns, so that choosing draws two boxes rather than all. */
export class Chosen {
  private key: string | null = null;
  private readonly listeners = new Set<() => void>();

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };
  readonly get = (): string | null => this.key;

  set(key: string | null): void {
    if (key === this.key) return;
    this.key = key;
    for (const listener of this.listeners) listener();
  }
}

/** What boxes of the canvas need to draw themselves; it stays the same while parts are chosen. */
export interface Ground {
  readonly spec: AppSpec;
  readonly title: string;
  readonly device: Device;
  readonly mayEdit: boolean;
  readonly choose: (path: Path) => void;
  readonly chosen: Chosen;
}

export const GroundContext = createContext<Ground | null>(null);

export function useGround(): Ground {
  const ground = useContext(GroundContext);
  if (!ground) throw new Error("This is not on a canvas.");
  return ground;
}

/** Whether the part at this place is the chosen one. */
export function useIsChosen(key: string): boolean {
  const { chosen } = useGround();
  return useSyncExternalStore(chosen.subscribe, () => chosen.get() === key);
}

/** Which child of a box the chosen part is in; null where it is elsewhere. */
export function useChosenChild(key: string): number | null {
  const { chosen } = useGround();
  return useSyncExternalStore(chosen.subscribe, () => {
    const now = chosen.get();
    const inner = key === "" ? now : now?.startsWith(`${key}.`) ? now.slice(key.length + 1) : null;
    return inner ? Number(inner.split(".")[0]) : null;
  });
}
