import { type ReactNode, useId, useState } from "react";
import { api, dataOf, type Schemas } from "../../api/client";
import { useMe } from "../../api/me";
import { Refusal } from "../../shell/Asking";
import { Field, problemOf } from "../../shell/Field";
import { FormDialog } from "../../shell/FormDialog";
import { useAccountChange } from "../use-account-change";
import { keysKey } from "./queries";
import { LIFETIMES, SCOPES, type Scope } from "./scopes";

interface NewKeyProps {
  readonly onClose: () => void;
  readonly onMade: (key: Schemas["MadeKey"]) => void;
}

/** Makes a key that may do some of what the person may. */
export function NewKey({ onClose, onMade }: NewKeyProps): ReactNode {
  const id = useId();
  const { data: me } = useMe();
  const [name, setName] = useState("");
  const [scopes, setScopes] = useState<readonly Scope[]>(["modules:read"]);
  const [days, setDays] = useState<number | null>(90);
  const make = useAccountChange<void, Schemas["MadeKey"]>({
    change: () =>
      dataOf(api.POST("/api/v1/keys", { body: { name: name.trim(), scopes: [...scopes], expires_in_days: days } })),
    renews: [keysKey],
    done: onMade,
  });
  const isReady = name.trim() !== "" && scopes.length > 0;
  const toggle = (scope: Scope, isOn: boolean) =>
    setScopes(isOn ? [...scopes, scope] : scopes.filter((each) => each !== scope));
  const problem = problemOf(make.error, "name");
  return (
    <FormDialog
      title="Make a key"
      verb="Make key"
      isBusy={make.isPending}
      isReady={isReady}
      onSubmit={() => make.mutate()}
      onClose={onClose}
    >
      <Field
        label="Name"
        hint="What it is for, so that you know later what stops when it is revoked."
        placeholder="Nightly export"
        value={name}
        maxLength={200}
        autoComplete="off"
        problem={problem}
        onChange={({ target }) => setName(target.value)}
      />
      <fieldset className="account-options">
        <legend>What it may do</legend>
        {SCOPES.filter(({ scope }) => me?.permissions.includes(scope)).map(({ scope, label, does }) => (
          <label key={scope}>
            <input
              type="checkbox"
              checked={scopes.includes(scope)}
              onChange={({ target }) => toggle(scope, target.checked)}
            />
            <span>
              {label}
              <small>{does}</small>
            </span>
          </label>
        ))}
      </fieldset>
      <div className="grid gap-1.5">
        <label htmlFor={`${id}-days`} className="text-sm font-medium">
          How long it works
        </label>
        <select
          id={`${id}-days`}
          className="input"
          value={days ?? ""}
          onChange={({ target }) => setDays(target.value ? Number(target.value) : null)}
        >
          {LIFETIMES.map(({ days: each, label }) => (
            <option key={label} value={each ?? ""}>
              {label}
            </option>
          ))}
        </select>
      </div>
      {!problem && <Refusal error={make.error} />}
    </FormDialog>
  );
}
