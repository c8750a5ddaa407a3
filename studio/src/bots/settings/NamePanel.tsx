import { Textarea, toast } from "@sayso/app-kit";
import { type ReactNode, useId, useState } from "react";
import { Field, problemOf } from "../../shell/Field";
import { Panel } from "../../shell/Panel";
import { changeBot } from "../calls";
import { useBotAct } from "../queries";
import type { BotView } from "../types";
import { SettingForm } from "./SettingForm";

/** What a bot is called, and what is said of it. */
export function NamePanel({ bot }: { readonly bot: BotView }): ReactNode {
  const [name, setName] = useState(bot.name);
  const [description, describe] = useState(bot.description);
  const id = useId();
  const change = useBotAct(() => changeBot(bot.id, { name: name.trim(), description: description.trim() }), {
    done: () => toast("Saved."),
    isQuiet: true,
  });
  return (
    <Panel title="Name">
      <SettingForm
        isChanged={name.trim() !== bot.name || description.trim() !== bot.description}
        isBusy={change.isPending}
        isReady={name.trim() !== ""}
        mayEdit={bot.may_edit}
        error={change.error}
        onSave={change.mutate}
      >
        <Field
          label="Name"
          value={name}
          maxLength={80}
          dir="auto"
          onChange={({ target }) => setName(target.value)}
          problem={problemOf(change.error, "name")}
        />
        <div className="grid gap-1.5">
          <label htmlFor={id} className="text-sm font-medium">
            What it does
          </label>
          <Textarea
            id={id}
            rows={2}
            maxLength={600}
            value={description}
            dir="auto"
            onChange={({ target }) => describe(target.value)}
          />
        </div>
      </SettingForm>
    </Panel>
  );
}
