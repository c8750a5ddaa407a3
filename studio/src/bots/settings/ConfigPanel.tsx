import { toast } from "@sayso/app-kit";
import { type ReactNode, useState } from "react";
import { Panel } from "../../shell/Panel";
import { changeBot } from "../calls";
import { useBotAct } from "../queries";
import { ConfigFields } from "../shared/ConfigFields";
import type { BotView } from "../types";
import { SettingForm } from "./SettingForm";

/** The values that a bot reads, to be changed without changing its code. */
export function ConfigPanel({ bot }: { readonly bot: BotView }): ReactNode {
  const [values, setValues] = useState(bot.config);
  const change = useBotAct(() => changeBot(bot.id, { config: values }), {
    done: () => toast("Saved. The next run uses it."),
    isQuiet: true,
  });
  return (
    <Panel title="Values" lead="What it goes by; the next run uses what is set here.">
      <SettingForm
        isChanged={JSON.stringify(values) !== JSON.stringify(bot.config)}
        isBusy={change.isPending}
        mayEdit={bot.may_edit}
        error={change.error}
        onSave={change.mutate}
      >
        <ConfigFields fields={bot.config_fields} values={values} onChange={setValues} />
      </SettingForm>
    </Panel>
  );
}
