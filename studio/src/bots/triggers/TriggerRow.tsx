import { IconButton, Menu, MenuItem, Switch, toast } from "@sayso/app-kit";
import { CalendarClock, Ellipsis, Link2, Pencil, Repeat, Table2, Trash2, Workflow } from "lucide-react";
import { type ReactNode, useState } from "react";
import { Moment } from "../../shell/Moment";
import { addTrigger, changeTrigger, removeTrigger } from "../calls";
import { useAct } from "../queries";
import type { BotView, TriggerView } from "../types";
import { TriggerDialog } from "./TriggerDialog";
import { Webhook } from "./Webhook";

const ICONS = { interval: Repeat, cron: CalendarClock, webhook: Link2, row: Table2, bot: Workflow } as const;

export interface TriggerRowProps {
  readonly bot: BotView;
  readonly trigger: TriggerView;
}

/** One of the things that set a bot off, in words, with a switch. */
export function TriggerRow({ bot, trigger }: TriggerRowProps): ReactNode {
  const { id, kind, words, is_on: isOn, next_at: next, last_at: last, notice } = trigger;
  const [isEditing, edit] = useState(false);
  const turn = useAct<boolean>((on) => changeTrigger(id, { is_on: on }), {});
  const shown = turn.isPending ? turn.variables : isOn;
  const Icon = ICONS[kind as keyof typeof ICONS] ?? Repeat;
  return (
    <li className="row bot-trigger">
      <Icon aria-hidden className="bot-mark" />
      <div className="row-link">
        <div className="grid min-w-0 gap-1">
          <span className="first-letter:uppercase whitespace-normal" dir="auto">
            {words}
          </span>
          <span className="row-note whitespace-normal">
            {!isOn && "Switched off"}
            {isOn && next && (
              <>
                Next <Moment at={next} />
              </>
            )}
            {last && (
              <>
                {(!isOn || next) && " · "}last <Moment at={last} />
              </>
            )}
          </span>
          {notice && (
            <span className="text-sm text-warning-ink" dir="auto">
              {notice}
            </span>
          )}
          {kind === "webhook" && <Webhook trigger={trigger} bot={bot} />}
        </div>
      </div>
      {bot.may_edit && (
        <>
          <Switch
            aria-label={`${words}: switched on`}
            checked={shown}
            onCheckedChange={(on: boolean) => turn.mutate(on === true)}
          />
          <RowMenu bot={bot} trigger={trigger} onEdit={() => edit(true)} />
        </>
      )}
      {isEditing && <TriggerDialog bot={bot} trigger={trigger} onClose={() => edit(false)} />}
    </li>
  );
}

function RowMenu({ bot, trigger, onEdit }: TriggerRowProps & { readonly onEdit: () => void }): ReactNode {
  const again = useAct(() => addTrigger(bot.id, trigger.spec), { done: () => toast("The trigger is back.") });
  const remove = useAct(() => removeTrigger(trigger.id), {
    done: () =>
      // an address that is gone cannot be had again
      trigger.kind === "webhook"
        ? toast("The address is withdrawn.")
        : toast("The trigger is removed.", { undo: () => again.mutate() }),
  });
  return (
    <Menu
      trigger={
        <IconButton label={`${trigger.words}, actions`}>
          <Ellipsis aria-hidden />
        </IconButton>
      }
    >
      <MenuItem icon={<Pencil aria-hidden />} onSelect={onEdit}>
        Change
      </MenuItem>
      <MenuItem icon={<Trash2 aria-hidden />} danger onSelect={() => remove.mutate()}>
        Remove
      </MenuItem>
    </Menu>
  );
}
