import { Button, Dialog } from "@sayso/app-kit";
import { type ReactNode, useId, useState } from "react";
import { Refusal } from "../../shell/Asking";
import { Field, problemOf } from "../../shell/Field";
import { useAccountChange } from "../use-account-change";
import { budgetKey, type Limits, setBudget } from "./queries";

const FIELDS = [
  { name: "month_dollars", label: "US dollars a month", step: "any" },
  { name: "month_tokens", label: "Tokens a month", step: "1" },
  { name: "session_dollars", label: "US dollars for each session", step: "any" },
  { name: "session_tokens", label: "Tokens for each session", step: "1" },
] as const;

type Texts = Record<(typeof FIELDS)[number]["name"], string>;

interface BudgetDialogProps {
  readonly limits: Limits;
  readonly onClose: () => void;
}

/** Sets what models may take; an empty field is no limit. */
export function BudgetDialog({ limits, onClose }: BudgetDialogProps): ReactNode {
  const id = useId();
  const [texts, setTexts] = useState<Texts>(
    () => Object.fromEntries(FIELDS.map(({ name }) => [name, String(limits[name] ?? "")])) as Texts,
  );
  const save = useAccountChange({
    change: () => setBudget(limitsFrom(texts)),
    renews: [budgetKey],
    said: "The limits are set.",
    done: onClose,
  });
  const isPlaced = FIELDS.some(({ name }) => problemOf(save.error, name));
  return (
    <Dialog
      open
      onClose={onClose}
      title="Limits of this agency"
      description="An empty field sets no limit. Where this machine has limits, too, the tighter one holds."
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" type="submit" form={id} busy={save.isPending}>
            Set limits
          </Button>
        </>
      }
    >
      <form
        id={id}
        className="grid gap-4 sm:grid-cols-2"
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate();
        }}
      >
        {FIELDS.map(({ name, label, step }) => (
          <Field
            key={name}
            label={label}
            type="number"
            min={0}
            step={step}
            inputMode="decimal"
            placeholder="No limit"
            value={texts[name]}
            problem={problemOf(save.error, name)}
            onChange={({ target }) => setTexts({ ...texts, [name]: target.value })}
          />
        ))}
        {!isPlaced && (
          <div className="sm:col-span-2">
            <Refusal error={save.error} />
          </div>
        )}
      </form>
    </Dialog>
  );
}

function limitsFrom(texts: Texts): Limits {
  return Object.fromEntries(FIELDS.map(({ name }) => [name, texts[name] === "" ? null : Number(texts[name])]));
}
