import { Button } from "@sayso/app-kit";
import { type ReactNode, useState } from "react";
import { Secret } from "../../account/Secret";
import { Asking } from "../../shell/Asking";
import { CodeBlock } from "../../workspace/history/CodeBlock";
import { newSecret } from "../calls";
import { useAct } from "../queries";
import type { BotView, TriggerView } from "../types";
import { SecretOnce } from "./SecretOnce";
import { curlOf } from "./signing";
import { TestCall } from "./TestCall";

export interface WebhookProps {
  readonly bot: BotView;
  readonly trigger: TriggerView;
}

/** The address of a webhook: how to call it, a call to try it with, and a new secret. */
export function Webhook({ bot, trigger }: WebhookProps): ReactNode {
  const { id, spec, address } = trigger;
  const [shown, show] = useState<"test" | "secret" | null>(null);
  const [secret, setSecret] = useState("");
  const renew = useAct(() => newSecret(id), {
    done: (answer) => {
      show(null);
      setSecret(answer.secret);
    },
    isQuiet: true,
  });
  if (!address || spec.kind !== "webhook") return null;
  const isSigned = spec.signed ?? true;
  return (
    <div className="bot-hook">
      <Secret label="Address" value={address} />
      <div className="flex flex-wrap gap-2">
        {bot.may_edit && (
          <Button size="small" onClick={() => show("test")}>
            Send a test call
          </Button>
        )}
        {bot.may_edit && isSigned && (
          <Button size="small" onClick={() => show("secret")}>
            New secret
          </Button>
        )}
      </div>
      <details>
        <summary className="text-sm text-muted">How to call it from a terminal</summary>
        <CodeBlock label="call" text={curlOf(address, isSigned)} />
      </details>
      {shown === "test" && <TestCall address={address} isSigned={isSigned} bot={bot.id} onClose={() => show(null)} />}
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
      {secret && <SecretOnce address={address} secret={secret} onClose={() => setSecret("")} />}
    </div>
  );
}
