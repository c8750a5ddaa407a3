import { type ReactNode, useState } from "react";
import { type AskingProps, Refusal } from "./Asking";
import { Field, problemOf } from "./Field";
import { FormDialog } from "./FormDialog";

export interface NameDialogProps {
  readonly title: string;
  readonly label?: string;
  readonly hint?: ReactNode;
  readonly initial?: string;
  readonly verb: string;
  readonly change: Pick<AskingProps["change"], "isPending" | "error"> & { readonly mutate: (name: string) => void };
  readonly onClose: () => void;
}

/** Asks for one name. */
export function NameDialog({
  title,
  label = "Name",
  hint,
  initial = "",
  verb,
  change,
  onClose,
}: NameDialogProps): ReactNode {
  const [name, setName] = useState(initial);
  const problem = problemOf(change.error, "name");
  return (
    <FormDialog
      title={title}
      verb={verb}
      isBusy={change.isPending}
      isReady={name.trim() !== ""}
      onSubmit={() => change.mutate(name.trim())}
      onClose={onClose}
    >
      <Field
        label={label}
        hint={hint}
        value={name}
        onChange={({ target }) => setName(target.value)}
        maxLength={200}
        ref={(input) => input?.focus()}
        problem={problem}
      />
      {!problem && <Refusal error={change.error} />}
    </FormDialog>
  );
}
