import { useNavigate } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { Refusal } from "../../shell/Asking";
import { FormDialog } from "../../shell/FormDialog";
import { startRun } from "../calls";
import { useAct, useVersion } from "../queries";
import { JsonField } from "../shared/JsonField";
import type { BotView, JsonValue } from "../types";
import { InputFields } from "./InputFields";
import { useInput } from "./use-input";

/** Runs a bot now, with inputs that may be filled in, and goes where one can watch. */
export function RunNow({ bot, onClose }: { readonly bot: BotView; readonly onClose: () => void }): ReactNode {
  const { data: version } = useVersion(bot.id, bot.version);
  const example = version?.details.cases.find(({ given }) => given?.input != null)?.given?.input ?? null;
  return (
    <RunDialog
      // an example that comes later is offered as if it had been there
      key={example === null ? "none" : "example"}
      title={`Run “${bot.name}” now`}
      description="It does for real what it is made for."
      initial={example}
      start={(input) => startRun(bot.id, input === null ? {} : { input })}
      onClose={onClose}
    />
  );
}

export interface RunDialogProps {
  readonly title: string;
  readonly description: string;
  readonly initial: JsonValue;
  readonly start: (input: JsonValue) => Promise<{ readonly id: string; readonly bot_id: string }>;
  readonly onClose: () => void;
}

/** Asks for the input of a run: a form where it is a few plain values, otherwise JSON. */
export function RunDialog({ title, description, initial, start, onClose }: RunDialogProps): ReactNode {
  const input = useInput(initial);
  const navigate = useNavigate();
  const run = useAct<JsonValue, { readonly id: string; readonly bot_id: string }>(start, {
    done: ({ id, bot_id: bot }) => {
      onClose();
      void navigate({ to: "/bots/$bot/runs/$run", params: { bot, run: id } });
    },
    isQuiet: true,
  });
  return (
    <FormDialog
      title={title}
      description={description}
      verb="Run"
      isBusy={run.isPending}
      isReady={input.isReady}
      onSubmit={() => run.mutate(input.value)}
      onClose={onClose}
    >
      {input.values ? (
        <InputFields values={input.values} onChange={input.setValues} />
      ) : (
        <JsonField
          label="Input"
          hint="As JSON; empty where it needs none. The code reads it as “input”."
          text={input.text}
          problem={input.problem}
          onText={input.write}
        />
      )}
      {input.turn && (
        <div>
          <button type="button" className="link text-sm" onClick={input.turn}>
            {input.values ? "Write it as JSON" : "Fill it in as a form"}
          </button>
        </div>
      )}
      <Refusal error={run.error} />
    </FormDialog>
  );
}
