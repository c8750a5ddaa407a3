import { Button, Dialog, toast } from "@sayso/app-kit";
import { Power } from "lucide-react";
import { type ReactNode, useState } from "react";
import { Refusal } from "../../shell/Asking";
import { Field } from "../../shell/Field";
import { activateBot } from "../calls";
import { useBotAct } from "../queries";
import type { BotView, Reaches, VersionView } from "../types";
import { allowedSentences } from "./Allowed";

export interface ActivateProps {
  readonly bot: BotView;
  readonly version: VersionView;
  readonly isReady: boolean;
}

/** Switches a bot on, or a new version of it, after saying what it may do from then on. */
export function Activate({ bot, version, isReady }: ActivateProps): ReactNode {
  const [asked, ask] = useState<"so" | "anyway" | null>(null);
  const isFirst = bot.version === null;
  const { number, reaches } = version;
  return (
    <div className="bot-activate">
      <Button variant="primary" icon={<Power aria-hidden />} disabled={!isReady} onClick={() => ask("so")}>
        {isFirst ? "Activate" : `Activate version ${number}`}
      </Button>
      {!isReady && version.report && (
        <Button variant="ghost" onClick={() => ask("anyway")}>
          Activate it anyway…
        </Button>
      )}
      <p className="text-sm text-muted">
        {isFirst ? "It does nothing before that." : "The version that is active now stays until then."}
      </p>
      {asked && (
        <Confirm bot={bot} number={number} reaches={reaches} isAnyway={asked === "anyway"} onClose={() => ask(null)} />
      )}
    </div>
  );
}

interface ConfirmProps {
  readonly bot: BotView;
  readonly number: number | null;
  /** What it may reach then; what it reaches now where that stays. */
  readonly reaches?: Reaches;
  /** Whether cases fail; then a reason is asked for, which is kept with the version. */
  readonly isAnyway?: boolean;
  readonly onClose: () => void;
}

/** Names what a bot may do before it may. */
export function Confirm({ bot, number, reaches = bot.reaches, isAnyway = false, onClose }: ConfirmProps): ReactNode {
  const [reason, write] = useState("");
  const activate = useBotAct(() => activateBot(bot.id, number, reason.trim()), {
    done: () => {
      toast(`“${bot.name}” is active.`);
      onClose();
    },
    isQuiet: true,
  });
  const may = allowedSentences(reaches);
  return (
    <Dialog
      open
      onClose={onClose}
      title={`Activate “${bot.name}”?`}
      description={
        may.length > 0
          ? `From now on it may, in the name of ${bot.owner?.name ?? "its owner"}:`
          : "It reaches nothing outside itself."
      }
      footer={
        <>
          <Button onClick={onClose}>Not yet</Button>
          <Button
            variant="primary"
            busy={activate.isPending}
            disabled={isAnyway && !reason.trim()}
            onClick={() => activate.mutate()}
          >
            {activate.isPending ? "Activating…" : "Activate"}
          </Button>
        </>
      }
    >
      <div className="grid gap-3">
        {may.length > 0 && (
          <ul className="bot-may">
            {may.map((sentence) => (
              <li key={sentence} dir="auto">
                {sentence}
              </li>
            ))}
          </ul>
        )}
        {isAnyway && (
          <Field
            label="Not all of its cases pass. Why should it run all the same?"
            hint="Kept with the version."
            value={reason}
            maxLength={300}
            dir="auto"
            onChange={({ target }) => write(target.value)}
          />
        )}
        <Refusal error={activate.error} />
      </div>
    </Dialog>
  );
}
