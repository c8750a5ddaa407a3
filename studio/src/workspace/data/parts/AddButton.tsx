import { Button } from "@sayso/app-kit";
import { Plus } from "lucide-react";
import type { ReactNode } from "react";

/** A small button below a list that adds to it. */
export function AddButton({
  onClick,
  children,
}: {
  readonly onClick: () => void;
  readonly children: ReactNode;
}): ReactNode {
  return (
    <div>
      <Button size="small" icon={<Plus aria-hidden />} onClick={onClick}>
        {children}
      </Button>
    </div>
  );
}
