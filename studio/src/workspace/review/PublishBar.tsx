import { Button } from "@sayso/app-kit";
import { Rocket } from "lucide-react";
import { type ReactNode, useId } from "react";

interface PublishBarProps {
  readonly version: string;
  readonly isFirst: boolean;
  /** Why it cannot be published yet; null where it can. */
  readonly obstacle: string | null;
  readonly onPublish: () => void;
}

/** The button that publishes, with what it does or what is still missing. */
export function PublishBar({ version, isFirst, obstacle, onPublish }: PublishBarProps): ReactNode {
  const id = useId();
  const said = isFirst
    ? `Makes the application as version ${version}, proves its permissions and serves it.`
    : `Takes the application to version ${version}, with its rows. What runs, runs on until then.`;
  return (
    <div className="review-bar">
      <p id={id} className="min-w-0 flex-1 text-sm text-muted">
        {obstacle ?? said}
      </p>
      <Button
        variant="primary"
        icon={<Rocket aria-hidden />}
        disabled={obstacle !== null}
        aria-describedby={id}
        onClick={onPublish}
      >
        Publish
      </Button>
    </div>
  );
}
