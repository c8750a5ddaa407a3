import { type ApiError, Button, Dialog, Notice } from "@sayso/app-kit";
import type { UseMutationResult } from "@tanstack/react-query";
import type { ReactNode } from "react";

export interface AskingProps {
  readonly title: string;
  /** What comes of it, and what does not. */
  readonly text: string;
  /** The button that does it. */
  readonly verb: string;
  /** The button that does not. */
  readonly keep: string;
  readonly change: Pick<UseMutationResult<unknown, ApiError, void>, "mutate" | "isPending" | "error">;
  readonly onClose: () => void;
}

/** Asks before something that cannot be taken back; a refusal is said in place. */
export function Asking({ title, text, verb, keep, change, onClose }: AskingProps): ReactNode {
  return (
    <Dialog
      open
      onClose={onClose}
      title={title}
      description={text}
      footer={
        <>
          <Button onClick={onClose}>{keep}</Button>
          <Button variant="danger" busy={change.isPending} onClick={() => change.mutate()}>
            {verb}
          </Button>
        </>
      }
    >
      <Refusal error={change.error} />
    </Dialog>
  );
}

/** What the API said no to, and the way out. */
export function Refusal({ error }: { readonly error: ApiError | null }): ReactNode {
  if (!error) return null;
  return (
    <Notice tone="danger" title={error.message}>
      {error.hint}
    </Notice>
  );
}
