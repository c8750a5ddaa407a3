import { useSyncExternalStore } from "react";

/** Whether the server can be reached, as the last call and the browser found. */
class Connection {
  private reached = true;
  private readonly listeners = new Set<() => void>();

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    addEventListener("online", listener);
    addEventListener("offline", listener);
    return () => {
      this.listeners.delete(listener);
      removeEventListener("online", listener);
      removeEventListener("offline", listener);
    };
  };

  readonly isUp = (): boolean => this.reached && navigator.onLine !== false;

  report(reached: boolean): void {
    if (this.reached === reached) return;
    this.reached = reached;
    for (const listener of this.listeners) listener();
  }
}

export const connection = new Connection();

/** Whether the server can be reached. */
export function useIsConnected(): boolean {
  return useSyncExternalStore(connection.subscribe, connection.isUp);
}
