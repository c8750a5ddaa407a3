import { RefreshCw } from "lucide-react";
import type { ReactNode } from "react";
import { useHasChanged } from "../data/revision";
import { Button } from "../ui/Button";
import { useRestart } from "./host";

/** Says that the page is older than the application; what is being typed stays until the person reloads. */
export function ChangedNotice(): ReactNode {
  const hasChanged = useHasChanged();
  const restart = useRestart();
  return (
    <div role="status" className="changed-notice">
      {hasChanged && (
        <div className="float flex items-center gap-3 py-2 ps-3.5 pe-2">
          <div className="min-w-0">
            <p className="font-medium">This application was changed</p>
            <p className="text-muted">Save what you are typing, then reload.</p>
          </div>
          <Button size="small" icon={<RefreshCw aria-hidden />} onClick={restart}>
            Reload
          </Button>
        </div>
      )}
    </div>
  );
}
