import { Button, Dialog } from "@sayso/app-kit";
import type { ReactNode } from "react";

export interface ShownOnceProps {
  readonly title: string;
  readonly description: string;
  readonly children: ReactNode;
  readonly onClose: () => void;
}

/** What can be seen now and never again. */
export function ShownOnce({ title, description, children, onClose }: ShownOnceProps): ReactNode {
  return (
    <Dialog
      open
      onClose={onClose}
      title={title}
      description={description}
      width="36rem"
      footer={
        <Button variant="primary" onClick={onClose}>
          Done
        </Button>
      }
    >
      <div className="grid gap-4">{children}</div>
    </Dialog>
  );
}
