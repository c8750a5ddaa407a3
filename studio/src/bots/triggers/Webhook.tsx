import { Button } from "@sayso/app-kit";
import { type ReactNode, useState } from "react";
import { Asking } from "../../shell/Asking";
import { newAddress, newSecret } from "../calls";
import { useAct } from "../queries";
import type { BotView, TriggerView } from "../types";
import { HookOnce, type HookOnceProps } from "./HookOnce";
import { TestCall } from "./TestCall";

export interface WebhookProps {
  readonly bot: BotView;
  readonly trigger: TriggerView;
}

/** A webhook: a call to try it with, and a new address and secret, which are shown once. */
export function Webhook({ bot, trigger }: WebhookProps): ReactNode {
  const { id, spec, has_address: hasAddress } = trigger;
  const [shown, show] = useState<"test" | "address" | "secret" | null>(null);
  const [made, setMade] = useState<HookOnceProps["made"] | null>(null);
  const done = (answer: HookOnceProps["made"]) => {
    show(null);
    setMade(answer);
  };
  const move = useAct<void, HookOnceProps["made"]>(() => newAddress(id), { done, isQuiet: hasAddress });
  const renew = useAct<void, HookOnceProps["made"]>(() => newSecret(id), { done, isQuiet: true });
  if (spec.kind !== "webhook") return null;
  const isSigned = spec.signed ?? true;
  return (
    <div className="bot-hook">
      <p className="text-sm text-muted">
        {hasAddress ? "Its address was shown once, when it was made." : "It has no address yet."}
      </p>
      {bot.may_edit && (
        <div className="flex flex-wrap gap-2">
          <Button size="small" onClick={() => show("test")}>
            Send a test call
          </Button>
          <Button size="small" onClick={() => (hasAddress ? show("address") : move.mutate())}>
            {hasAddress ? "Make a new address" : "Make an address"}
          </Button>
          {isSigned && (
            <Button size="small" onClick={() => show("secret")}>
              New secret
            </Button>
          )}
        </div>
      )}
      {shown === "test" && <TestCall trigger={id} bot={bot.id} onClose={() => show(null)} />}
      {shown === "address" && (
        <Asking
          title="Make a new address?"
          text="Nothing answers at the one before from then on."
          verb="Make a new address"
          keep="Keep it"
          change={move}
          onClose={() => show(null)}
        />
      )}
      {shown === "secret" && (
        <Asking
          title="Make a new secret?"
          text="Calls that are signed with the one before are refused from then on."
          verb="Make a new secret"
          keep="Keep it"
          change={renew}
          onClose={() => show(null)}
        />
      )}
      {made && <HookOnce made={made} isSigned={isSigned} onClose={() => setMade(null)} />}
    </div>
  );
}
