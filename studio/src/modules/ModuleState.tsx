import { Badge } from "@sayso/app-kit";
import type { ReactNode } from "react";
import { moduleStatus } from "../home/status";
import type { ModuleLine } from "./queries";

/** What state a module is in, in words and colour. */
export function ModuleState({ module }: { readonly module: ModuleLine }): ReactNode {
  const { label, tone } = moduleStatus(module.goes_at ? "removed" : module.status);
  return (
    <span className="flex flex-none gap-1.5">
      {module.is_preview && <Badge tone="info">Preview</Badge>}
      {module.problem ? <Badge tone="warning">Needs attention</Badge> : <Badge tone={tone}>{label}</Badge>}
    </span>
  );
}
