import { type ReactNode, useId, useState } from "react";
import { Refusal } from "../../shell/Asking";
import { Field, problemOf } from "../../shell/Field";
import { FormDialog } from "../../shell/FormDialog";
import { useAccountChange } from "../use-account-change";
import { addProvider, changeProvider, modelsKey, type Provider, type ProviderKind } from "./queries";
import { KINDS } from "./words";

interface ProviderDialogProps {
  /** The one to change; none for another one. */
  readonly provider?: Provider;
  readonly taken: readonly Provider[];
  readonly onClose: () => void;
}

/** Sets up a provider; its key is written here and never shown again. */
export function ProviderDialog({ provider, taken, onClose }: ProviderDialogProps): ReactNode {
  const id = useId();
  const [kind, setKind] = useState<ProviderKind>(provider?.kind ?? "openai");
  const [name, setName] = useState(provider?.name ?? "");
  const [address, setAddress] = useState(provider?.base_url ?? "");
  const [key, setKey] = useState("");
  const usual = freeName(kind === "compatible" ? "gateway" : kind, taken);
  const save = useAccountChange({
    change: () => {
      const body = { kind, base_url: address.trim() || null, ...(key ? { api_key: key } : {}) };
      return provider ? changeProvider(provider.name, body) : addProvider({ ...body, name: name.trim() || usual });
    },
    renews: [modelsKey],
    said: provider ? "The provider is changed." : "The provider is added.",
    done: onClose,
  });
  const problems = {
    name: problemOf(save.error, "name"),
    base_url: problemOf(save.error, "base_url"),
    api_key: problemOf(save.error, "api_key"),
  };
  const isPlaced = Object.values(problems).some(Boolean);
  return (
    <FormDialog
      title={provider ? `Change “${provider.name}”` : "Add a provider"}
      verb={provider ? "Save" : "Add provider"}
      isBusy={save.isPending}
      isReady={kind !== "compatible" || address.trim() !== ""}
      onSubmit={() => save.mutate()}
      onClose={onClose}
    >
      <fieldset className="account-options">
        <legend>Who answers</legend>
        {KINDS.map(({ kind: each, label, note }) => (
          <label key={each}>
            <input type="radio" name={id} checked={kind === each} onChange={() => setKind(each)} />
            <span>
              {label}
              <small>{note}</small>
            </span>
          </label>
        ))}
      </fieldset>
      <Field
        label="API key"
        type="password"
        autoComplete="off"
        hint={keyHint(provider, kind)}
        value={key}
        problem={problems.api_key}
        onChange={({ target }) => setKey(target.value)}
      />
      <Field
        label={kind === "compatible" ? "Address" : "Address, where it is not the usual one"}
        type="url"
        placeholder={kind === "compatible" ? "https://models.example.com/v1" : ""}
        value={address}
        problem={problems.base_url}
        onChange={({ target }) => setAddress(target.value)}
      />
      {!provider && (
        <Field
          label="Name"
          hint="How chains speak of it: small letters, digits and hyphens."
          placeholder={usual}
          value={name}
          maxLength={40}
          problem={problems.name}
          onChange={({ target }) => setName(target.value)}
        />
      )}
      {!isPlaced && <Refusal error={save.error} />}
    </FormDialog>
  );
}

function keyHint(provider: Provider | undefined, kind: ProviderKind): string {
  if (provider?.has_key)
    return "Leave it empty to keep the present one. With another address it has to be entered again.";
  return kind === "compatible" ? "Empty where none is asked for. It is not shown again." : "It is not shown again.";
}

function freeName(wanted: string, taken: readonly Provider[]): string {
  const names = new Set(taken.filter(({ source }) => source === "agency").map(({ name }) => name));
  for (let number = 1; ; number++) {
    const name = number === 1 ? wanted : `${wanted}-${number}`;
    if (!names.has(name)) return name;
  }
}
