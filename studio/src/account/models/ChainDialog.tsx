import { Button, Dialog, Input } from "@sayso/app-kit";
import { Plus } from "lucide-react";
import { type ReactNode, useId, useState } from "react";
import { Refusal } from "../../shell/Asking";
import { Field } from "../../shell/Field";
import { useAccountChange } from "../use-account-change";
import { ChainOrder } from "./ChainOrder";
import { type Chain, type Models, modelsKey, resetChain, setChain } from "./queries";
import { MODEL_ROLES } from "./words";

interface ChainDialogProps {
  readonly chain: Chain;
  readonly known: Models;
  readonly onClose: () => void;
}

/** Puts the models of a role in order, and says how long each is waited for. */
export function ChainDialog({ chain, known, onClose }: ChainDialogProps): ReactNode {
  const id = useId();
  const { label, does } = MODEL_ROLES[chain.role];
  const [models, setModels] = useState<readonly string[]>(chain.models);
  const [seconds, setSeconds] = useState(String(chain.timeout_seconds));
  const [retries, setRetries] = useState(String(chain.retries));
  const save = useAccountChange({
    change: () =>
      setChain(chain.role, {
        models: [...models],
        temperature: chain.temperature,
        max_tokens: chain.max_tokens,
        timeout_seconds: Number(seconds) || 60,
        retries: Number(retries) || 0,
      }),
    renews: [modelsKey],
    said: `“${label}” is changed.`,
    done: onClose,
  });
  const reset = useAccountChange({
    change: () => resetChain(chain.role),
    renews: [modelsKey],
    said: `“${label}” is as this machine has it.`,
    done: onClose,
  });
  return (
    <Dialog
      open
      onClose={onClose}
      title={label}
      description={does}
      footer={
        <>
          {chain.source === "agency" && (
            <Button className="me-auto" busy={reset.isPending} onClick={() => reset.mutate()}>
              Back to this machine's
            </Button>
          )}
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" busy={save.isPending} onClick={() => save.mutate()}>
            Save
          </Button>
        </>
      }
    >
      <div className="grid gap-4">
        <ChainOrder models={models} onModels={setModels} />
        <AddModel id={id} known={known} taken={models} onAdd={(model) => setModels([...models, model])} />
        <div className="grid gap-3 sm:grid-cols-2">
          <Field
            label="Seconds to wait for each"
            type="number"
            min={1}
            max={600}
            value={seconds}
            onChange={({ target }) => setSeconds(target.value)}
          />
          <Field
            label="Further tries of each"
            type="number"
            min={0}
            max={5}
            value={retries}
            onChange={({ target }) => setRetries(target.value)}
          />
        </div>
        <Refusal error={save.error ?? reset.error} />
      </div>
    </Dialog>
  );
}

interface AddModelProps {
  readonly id: string;
  readonly known: Models;
  readonly taken: readonly string[];
  readonly onAdd: (model: string) => void;
}

/** Adds a model of a provider by its name, or one that another role asks. */
function AddModel({ id, known, taken, onAdd }: AddModelProps): ReactNode {
  const [provider, setProvider] = useState(known.providers[0]?.name ?? "");
  const [name, setName] = useState("");
  const model = `${provider}:${name.trim()}`;
  const elsewhere = [...new Set(known.chains.flatMap((chain) => chain.models))];
  const add = () => {
    if (!name.trim() || taken.includes(model)) return;
    onAdd(model);
    setName("");
  };
  if (known.providers.length === 0)
    return <p className="text-muted">Add a provider first; then choose its models here.</p>;
  return (
    <div className="grid gap-1.5">
      <label htmlFor={id} className="text-sm font-medium">
        Add a model
      </label>
      <div className="flex flex-wrap gap-2">
        <select
          className="input account-choice"
          aria-label="Provider"
          value={provider}
          onChange={({ target }) => setProvider(target.value)}
        >
          {known.providers.map((each) => (
            <option key={each.name} value={each.name}>
              {each.name}
            </option>
          ))}
        </select>
        <Input
          id={id}
          className="min-w-40 flex-1"
          list={`${id}-known`}
          placeholder="Name of the model"
          autoComplete="off"
          value={name}
          onChange={({ target }) => setName(target.value)}
          onKeyDown={(event) => {
            if (event.key === "Enter") {
              event.preventDefault();
              add();
            }
          }}
        />
        <datalist id={`${id}-known`}>
          {elsewhere
            .filter((each) => each.startsWith(`${provider}:`))
            .map((each) => (
              <option key={each} value={each.slice(provider.length + 1)} />
            ))}
        </datalist>
        <Button icon={<Plus aria-hidden />} disabled={!name.trim() || taken.includes(model)} onClick={add}>
          Add
        </Button>
      </div>
    </div>
  );
}
