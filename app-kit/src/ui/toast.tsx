import type { ReactNode } from "react";
import { Toaster as Sonner, toast as sonner } from "sonner";
import { asApiError } from "../data/errors";
import { useTheme } from "./theme";

export interface ToastOptions {
  readonly description?: string;
  /** What Undo does; the button is shown when it is given. */
  readonly undo?: () => void;
}

/** Says in passing what happened. */
export function toast(message: string, { description, undo }: ToastOptions = {}): void {
  sonner(message, {
    ...(description ? { description } : {}),
    ...(undo ? { action: { label: "Undo", onClick: undo }, duration: 8_000 } : {}),
  });
}

/** Says what went wrong and what to do about it. */
export function toastError(error: unknown): void {
  const { message, hint } = asApiError(error);
  sonner.error(message, { ...(hint ? { description: hint } : {}), duration: 8_000 });
}

/** Where toasts appear. */
export function Toaster(): ReactNode {
  const { shown } = useTheme();
  return (
    <Sonner
      theme={shown}
      position="bottom-right"
      toastOptions={{
        style: {
          background: "var(--raised)",
          color: "var(--ink)",
          border: "1px solid var(--line)",
          borderRadius: "8px",
          boxShadow: "var(--shadow)",
        },
        actionButtonStyle: { background: "var(--accent)", color: "var(--on-accent)" },
      }}
    />
  );
}
