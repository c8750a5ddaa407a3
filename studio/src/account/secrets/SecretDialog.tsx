import { Textarea } from "@sayso/app-kit";
import { type ReactNode, useId, useState } from "react";
import { Refusal } from "../../shell/Asking";
import { Field, problemOf } from "../../shell/Field";
import { FormDialog } from "../../shell/FormDialog";
import { useAccountChange } from "../use-account-change";
import { putSecret, type SecretLine, secretsKey } from "./queries";

const NAME = /^[A-Za-z][A-Za-z0-9_.-]{0,59}$/;

interface SecretDialogProps {
  /** The secret whose value and hosts are replaced; none for a new one. */
  readonly secret?: SecretLine;
  /** What a new one begins with. */
  readonly suggested?: { readonly name: string; readonly hosts: readonly string[] };
  readonly onClose: () => void;
}

/** Enters a secret: its name, its value, and the only hosts that it is sent to. */
export function SecretDialog({ secret, suggested, onClose }: SecretDialogProps): ReactNode {
  const [name, setName] = useState(secret?.name ?? suggested?.name ?? "");
  const [value, setValue] = useState("");
  const [hosts, setHosts] = useState((secret ?? suggested)?.hosts.join("\n") ?? "");
  const list = useId();
  const wanted = hosts.split(/[\s,]+/).filter(Boolean);
  const isNamed = NAME.test(name.trim());
  const change = useAccountChange({
    change: () => putSecret(name.trim(), value, wanted),
    renews: [secretsKey],
    said: secret ? "The secret is replaced." : "The secret is added.",
    done: onClose,
  });
  const nameProblem = name && !isNamed ? "Letters, digits, dots, hyphens; a letter first." : undefined;
  return (
    <FormDialog
      title={secret ? `Replace ${secret.name}` : "Add a secret"}
      description={
        secret
          ? "Other hosts take the value anew, so that nobody can send a secret elsewhere whom nobody told it."
          : undefined
      }
      verb={secret ? "Replace" : "Add secret"}
      isBusy={change.isPending}
      isReady={isNamed && value.length >= 4 && wanted.length > 0}
      onSubmit={() => change.mutate()}
      onClose={onClose}
    >
      {!secret && (
        <Field
          label="Name"
          className="[&_input]:font-mono"
          placeholder="WEATHER_KEY"
          value={name}
          maxLength={60}
          spellCheck={false}
          onChange={({ target }) => setName(target.value)}
          problem={nameProblem ?? problemOf(change.error, "name")}
        />
      )}
      <Field
        label="Value"
        type="password"
        autoComplete="off"
        hint="It is encrypted, and never shown again."
        value={value}
        maxLength={8_192}
        onChange={({ target }) => setValue(target.value)}
        problem={problemOf(change.error, "value")}
      />
      <div className="grid gap-1.5">
        <label htmlFor={list} className="text-sm font-medium">
          Hosts that it is sent to, one to a line
        </label>
        <Textarea
          id={list}
          className="font-mono"
          placeholder="api.example.com"
          value={hosts}
          spellCheck={false}
          onChange={({ target }) => setHosts(target.value)}
        />
      </div>
      <Refusal error={change.error} />
    </FormDialog>
  );
}
