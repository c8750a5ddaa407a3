import { Combobox } from "@sayso/app-kit";
import { type ReactNode, useId } from "react";
import { useBots } from "../queries";
import { Choice } from "../shared/Choice";
import type { SpecOf } from "../types";

type ByBot = SpecOf<"bot">;

export interface BotFieldsProps {
  readonly spec: ByBot;
  /** The bot that is set off; it does not set off itself. */
  readonly self: string;
  readonly onChange: (spec: ByBot) => void;
}

const OUTCOMES = [
  ["success", "It succeeded"],
  ["failure", "It failed"],
  ["any", "Either"],
] as const;

/** Another bot, and how it has to end; what it gave becomes the input. */
export function BotFields({ spec, self, onChange }: BotFieldsProps): ReactNode {
  const id = useId();
  const { items } = useBots({ status: null, q: "" });
  const options = (items ?? [])
    .filter((bot) => bot.id !== self)
    .map((bot) => ({ value: bot.id, label: bot.name || bot.asked }));
  return (
    <div className="bot-fields">
      <div className="grid content-start gap-1.5">
        <label htmlFor={id} className="text-sm font-medium">
          After this bot has run
        </label>
        <Combobox
          id={id}
          value={spec.bot || null}
          onValue={(bot) => onChange({ ...spec, bot: bot ?? "" })}
          options={options}
          loading={!items}
          placeholder={items && options.length === 0 ? "There is no other bot" : "Choose a bot"}
        />
      </div>
      <Choice label="And" value={spec.on ?? "success"} options={OUTCOMES} onValue={(on) => onChange({ ...spec, on })} />
    </div>
  );
}
