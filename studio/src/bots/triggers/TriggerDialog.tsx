import { toast } from "@sayso/app-kit";
import { type ReactNode, useState } from "react";
import { isCron, ownTimeZone } from "../../api/timing";
import { Refusal } from "../../shell/Asking";
import { FormDialog } from "../../shell/FormDialog";
import { addTrigger, changeTrigger } from "../calls";
import { useAct } from "../queries";
import { Choice } from "../shared/Choice";
import { KINDS } from "../shared/specs";
import type { BotView, MadeTrigger, TriggerSpec, TriggerView } from "../types";
import { BotFields } from "./BotFields";
import { CronFields } from "./CronFields";
import { HookOnce } from "./HookOnce";
import { IntervalFields } from "./IntervalFields";
import { RowFields } from "./RowFields";
import { WebhookFields } from "./WebhookFields";

export interface TriggerDialogProps {
  readonly bot: BotView;
  /** The one that is changed; none for a new one. */
  readonly trigger?: TriggerView;
  readonly onClose: () => void;
}

const OFFERED = (["cron", "interval", "webhook", "row", "bot"] as const).map((kind) => [kind, KINDS[kind]] as const);

/** Adds something that sets a bot off, or changes it; the address of a new webhook is shown once. */
export function TriggerDialog({ bot, trigger, onClose }: TriggerDialogProps): ReactNode {
  const [spec, setSpec] = useState<TriggerSpec>(trigger?.spec ?? firstOf("cron"));
  const [made, setMade] = useState<MadeTrigger | null>(null);
  const save = useAct<void, TriggerView | MadeTrigger>(
    () => (trigger ? changeTrigger(trigger.id, { spec }) : addTrigger(bot.id, spec)),
    {
      done: (answer) => {
        if ("address" in answer && answer.address) {
          setMade(answer);
          return;
        }
        toast(trigger ? "The trigger is changed." : "The trigger is added.");
        onClose();
      },
      isQuiet: true,
    },
  );
  if (made) return <HookOnce made={made} isSigned={made.secret !== null} onClose={onClose} />;
  return (
    <FormDialog
      title={trigger ? "Change the trigger" : "Add a trigger"}
      verb={trigger ? "Save" : "Add it"}
      isBusy={save.isPending}
      isReady={isComplete(spec)}
      onSubmit={() => save.mutate()}
      onClose={onClose}
    >
      {!trigger && (
        <Choice
          label="It runs"
          value={spec.kind as (typeof OFFERED)[number][0]}
          options={OFFERED}
          onValue={(kind) => setSpec(firstOf(kind))}
        />
      )}
      {spec.kind === "cron" && <CronFields spec={spec} onChange={setSpec} />}
      {spec.kind === "interval" && <IntervalFields spec={spec} onChange={setSpec} />}
      {spec.kind === "webhook" && <WebhookFields spec={spec} onChange={setSpec} />}
      {spec.kind === "row" && <RowFields spec={spec} onChange={setSpec} />}
      {spec.kind === "bot" && <BotFields spec={spec} self={bot.id} onChange={setSpec} />}
      <Refusal error={save.error} />
    </FormDialog>
  );
}

function firstOf(kind: TriggerSpec["kind"]): TriggerSpec {
  switch (kind) {
    case "cron":
      return { kind, cron: "0 8 * * 1-5", time_zone: ownTimeZone() };
    case "interval":
      return { kind, seconds: 3_600 };
    case "webhook":
      return { kind, signed: true, waits: false, key: "" };
    case "row":
      return { kind, module: "", entity: "", on: ["created"], to: [], fields: [], where: {} };
    case "bot":
      return { kind, bot: "", on: "success" };
    default:
      return { kind: "manual" };
  }
}

function isComplete(spec: TriggerSpec): boolean {
  switch (spec.kind) {
    case "cron":
      return isCron(spec.cron);
    case "interval":
      return spec.seconds >= 10;
    case "row":
      return spec.module !== "" && spec.entity !== "" && (spec.on?.length ?? 0) > 0;
    case "bot":
      return spec.bot !== "";
    default:
      return true;
  }
}
