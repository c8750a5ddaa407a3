import { Button, Dialog } from "@sayso/app-kit";
import { type ReactNode, useId } from "react";

export interface FormDialogProps {
  readonly title: string;
  readonly description?: string | undefined;
  /** What the button says that sends the form. */
  readonly verb: string;
  readonly isBusy: boolean;
  readonly isReady?: boolean;
  readonly onSubmit: () => unknown;
  readonly onClose: () => void;
  readonly children?: ReactNode;
}

/** A dialog that is one form; it stays open, with all that was entered, until what it asks for is done. */
export function FormDialog({
  title,
  description,
  verb,
  isBusy,
  isReady = true,
  onSubmit,
  onClose,
  children,
}: FormDialogProps): ReactNode {
  const form = useId();
  return (
    <Dialog
      open
      onClose={onClose}
      title={title}
      {...(description ? { description } : {})}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" type="submit" form={form} busy={isBusy} disabled={!isReady}>
            {verb}
          </Button>
        </>
      }
    >
      <form
        id={form}
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          event.stopPropagation();
          if (isReady && !isBusy) onSubmit();
        }}
      >
        {children}
      </form>
    </Dialog>
  );
}
