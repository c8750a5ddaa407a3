import { Button, Switch, toast } from "@sayso/app-kit";
import { type ReactNode, useId, useState } from "react";
import { spanWords } from "../../api/timing";
import { Refusal } from "../../shell/Asking";
import { changeBlock } from "../calls";
import { useBlockAct } from "../queries";
import type { BlockView } from "../types";

const CACHES = [
  [0, "Only until the next refresh"],
  [300, "For 5 minutes"],
  [3_600, "For an hour"],
  [86_400, "For a day"],
  [604_800, "For a week"],
] as const;

/** Whether a block mends itself, after how many failures, and how long its data counts as fresh. */
export function HealingEdit({ block }: { readonly block: BlockView }): ReactNode {
  const [heals, setHeals] = useState(block.heals);
  const [after, setAfter] = useState(block.heal_after);
  const [cache, setCache] = useState(block.cache_seconds);
  const [label, count, fresh] = [useId(), useId(), useId()];
  const change = useBlockAct(
    block.dashboard_id,
    () => changeBlock(block.id, { heals, heal_after: after, cache_seconds: cache, confirm: false }),
    { done: () => toast("Saved."), isQuiet: true },
  );
  const isChanged = heals !== block.heals || after !== block.heal_after || cache !== block.cache_seconds;
  return (
    <form
      className="grid gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        change.mutate();
      }}
    >
      <div className="flex items-center justify-between gap-4">
        <div>
          <p id={label}>It mends itself</p>
          <p className="text-sm text-muted">
            A new version is written, and tried on the live source before it replaces anything.
          </p>
        </div>
        <Switch aria-labelledby={label} checked={heals} onCheckedChange={(next: boolean) => setHeals(next)} />
      </div>
      <div className="detail-pair">
        {heals && (
          <div className="grid gap-1.5">
            <label htmlFor={count} className="text-sm font-medium">
              After so many failures in a row
            </label>
            <input
              id={count}
              className="input"
              type="number"
              min={1}
              max={100}
              value={after}
              onChange={({ target }) => setAfter(Math.min(100, Math.max(1, Number(target.value) || 1)))}
            />
          </div>
        )}
        <div className="grid gap-1.5">
          <label htmlFor={fresh} className="text-sm font-medium">
            Its data counts as fresh
          </label>
          <select id={fresh} className="input" value={cache} onChange={({ target }) => setCache(Number(target.value))}>
            {!CACHES.some(([seconds]) => seconds === cache) && <option value={cache}>For {spanWords(cache)}</option>}
            {CACHES.map(([seconds, words]) => (
              <option key={seconds} value={seconds}>
                {words}
              </option>
            ))}
          </select>
        </div>
      </div>
      <Refusal error={change.error} />
      {isChanged && (
        <div>
          <Button type="submit" size="small" variant="primary" busy={change.isPending}>
            Save
          </Button>
        </div>
      )}
    </form>
  );
}
