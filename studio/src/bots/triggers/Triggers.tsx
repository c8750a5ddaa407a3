import { Button, EmptyState } from "@sayso/app-kit";
import { Plus, Zap } from "lucide-react";
import { type ReactNode, useState } from "react";
import { Panel } from "../../shell/Panel";
import type { TabProps } from "../bot/tabs";
import { TriggerDialog } from "./TriggerDialog";
import { TriggerRow } from "./TriggerRow";

/** What sets a bot off: added, changed, switched off, and for webhooks tried out. */
export default function Triggers({ bot }: TabProps): ReactNode {
  const [isAdding, add] = useState(false);
  const shown = bot.triggers.filter(({ kind }) => kind !== "manual");
  const button = bot.may_edit && (
    <Button size="small" icon={<Plus aria-hidden />} onClick={() => add(true)}>
      Add a trigger
    </Button>
  );
  return (
    <>
      <Panel
        title="Triggers"
        lead={
          bot.status === "active"
            ? "Besides these, whoever builds applications here can run it."
            : "They rest for as long as the bot is not active."
        }
        actions={shown.length > 0 && button}
      >
        {shown.length === 0 ? (
          <EmptyState icon={<Zap aria-hidden />} title="Nothing sets it off by itself" actions={button}>
            It can run at certain times, when a row changes, when another system calls, or after another bot.
          </EmptyState>
        ) : (
          <ul className="rows" aria-label="Triggers">
            {shown.map((trigger) => (
              <TriggerRow key={trigger.id} trigger={trigger} bot={bot} />
            ))}
          </ul>
        )}
      </Panel>
      {isAdding && <TriggerDialog bot={bot} onClose={() => add(false)} />}
    </>
  );
}
