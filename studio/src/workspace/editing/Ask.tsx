import type { ReactNode } from "react";
import { FormDialog } from "../../shell/FormDialog";
import type { Edit } from "../../spec/types";
import { useChange } from "./editing";
import { Refusal } from "./Refusal";

export interface AskProps {
  readonly title: string;
  readonly meaning?: string;
  readonly button: string;
  readonly isReady?: boolean;
  readonly edits: () => readonly Edit[];
  readonly onClose: () => void;
  readonly onDone?: () => void;
  readonly children?: ReactNode;
}

/** Asks for what a change needs to know; it stays open, and says why, where the change is refused. */
export function Ask({ title, meaning, button, isReady = true, edits, onClose, onDone, children }: AskProps): ReactNode {
  const { isBusy, reasons, change } = useChange();
  const submit = async () => {
    if (!(await change(edits()))) return;
    onDone?.();
    onClose();
  };
  return (
    <FormDialog
      title={title}
      description={meaning}
      verb={button}
      isBusy={isBusy}
      isReady={isReady}
      onSubmit={() => void submit()}
      onClose={onClose}
    >
      {children}
      <Refusal reasons={reasons} />
    </FormDialog>
  );
}
