import { EmptyState } from "@sayso/app-kit";
import { AppWindow } from "lucide-react";
import type { ReactNode } from "react";
import type { Live } from "../state/live";
import { LiveBar } from "./LiveBar";

/** What will appear here, before anything was described. */
export function EmptyPreview({ live }: { readonly live: Live | null }): ReactNode {
  return (
    <div className="preview">
      {live && <LiveBar live={live} preview={undefined} waiting={[]} />}
      <div className="preview-empty">
        <EmptyState icon={<AppWindow aria-hidden />} title="Your application appears here">
          Say in the conversation what you need. You can click through it with sample data while it is being made;
          nothing is published by that.
        </EmptyState>
      </div>
    </div>
  );
}
