import { toast } from "@sayso/app-kit";
import { type ReactNode, useState } from "react";
import { problemOf } from "../../shell/Field";
import { Panel } from "../../shell/Panel";
import { changeBot } from "../calls";
import { useBotAct } from "../queries";
import { NumberField } from "../shared/NumberField";
import { Tick } from "../shared/Tick";
import type { BotView, Policy } from "../types";
import { SettingForm } from "./SettingForm";

const NUMBERS = [
  ["timeout", "Seconds that a run may take", "Waiting for an approval does not count.", 1],
  ["retries", "Times that a failed run is tried again", "", 0],
  ["backoff", "Seconds before it is tried again", "Twice as long each time.", 0],
  ["at_once", "Runs at a time", "Others wait their turn.", 1],
  ["at_once_per_key", "Runs at a time for the same thing", "Calls or rows with the same key.", 1],
  ["pause_after", "Failures in a row before it is paused", "0: never.", 0],
  ["keep_days", "Days that runs are kept", "", 1],
] as const;

const TICKS = [
  ["resumes", "A run that was cut off is taken up again", "Otherwise it ends as failed, and says so."],
  ["heals", "It mends itself", "After repeated failure a new version is written and tested. You activate it."],
  [
    "shared",
    "Everybody in the agency reads what its runs do",
    "Otherwise only its owner and administrators see what was given, given back and written.",
  ],
] as const;

/** How a bot is run: how long, how often again, how many at a time, and what happens when it fails. */
export function PolicyPanel({ bot }: { readonly bot: BotView }): ReactNode {
  const [policy, setPolicy] = useState(bot.policy);
  const change = useBotAct(() => changeBot(bot.id, { policy: changesOf(bot.policy, policy) }), {
    done: () => toast("Saved. It holds for runs from now on."),
    isQuiet: true,
  });
  const isReady = NUMBERS.every(([name, , , least]) => policy[name] >= least);
  return (
    <Panel title="How it is run">
      <SettingForm
        isChanged={Object.keys(changesOf(bot.policy, policy)).length > 0}
        isBusy={change.isPending}
        isReady={isReady}
        mayEdit={bot.may_edit}
        error={change.error}
        onSave={change.mutate}
      >
        <div className="bot-fields">
          {NUMBERS.map(([name, label, hint, least]) => (
            <NumberField
              key={name}
              label={label}
              least={least}
              value={policy[name]}
              onValue={(value) => setPolicy({ ...policy, [name]: value })}
              problem={problemOf(change.error, name)}
              {...(hint ? { hint } : {})}
            />
          ))}
        </div>
        {TICKS.map(([name, label, hint]) => (
          <Tick
            key={name}
            label={label}
            hint={hint}
            isOn={policy[name]}
            onChange={(isOn) => setPolicy({ ...policy, [name]: isOn })}
          />
        ))}
        {policy.heals && (
          <Tick
            label="What was mended is activated without asking"
            hint="Only when all of its cases pass, and never with more than it reaches now."
            isOn={policy.heals_alone}
            onChange={(isOn) => setPolicy({ ...policy, heals_alone: isOn })}
          />
        )}
      </SettingForm>
    </Panel>
  );
}

function changesOf(before: Policy, now: Policy): Partial<Policy> {
  const names = Object.keys(now) as (keyof Policy)[];
  return Object.fromEntries(names.filter((name) => now[name] !== before[name]).map((name) => [name, now[name]]));
}
