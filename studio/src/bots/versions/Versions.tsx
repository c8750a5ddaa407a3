import { Badge, Button, EmptyState, toast } from "@sayso/app-kit";
import { History } from "lucide-react";
import { type ReactNode, useState } from "react";
import { Refusal } from "../../shell/Asking";
import { Moment } from "../../shell/Moment";
import { PagedRows } from "../../shell/PagedRows";
import type { TabProps } from "../bot/tabs";
import { activateVersion } from "../calls";
import { useBotAct, useVersion, useVersions } from "../queries";
import { ReportList } from "../review/ReportList";
import { authorWords } from "../shared/authors";
import type { BotView, VersionLine } from "../types";
import { Compare } from "./Compare";

const STATUS = {
  active: { word: "Active", tone: "success" },
  candidate: { word: "Not active yet", tone: "info" },
  deprecated: { word: "Earlier", tone: "neutral" },
  failed: { word: "Did not work", tone: "danger" },
} as const;

/** Every version of a bot: what was changed, whether its cases pass, how it differs, and the way back to it. */
export default function Versions({ bot }: TabProps): ReactNode {
  const [compared, compare] = useState<number | null>(null);
  const list = useVersions(bot.id);
  const shown = bot.version ?? bot.candidate;
  if (compared !== null && shown !== null) {
    return <Compare bot={bot.id} from={compared} to={shown} onBack={() => compare(null)} />;
  }
  return (
    <PagedRows
      list={list}
      label="Versions"
      className="panel"
      empty={<EmptyState icon={<History aria-hidden />} title="No version yet" />}
    >
      {(version) => (
        <VersionRow key={version.number} bot={bot} version={version} onCompare={() => compare(version.number)} />
      )}
    </PagedRows>
  );
}

interface VersionRowProps {
  readonly bot: BotView;
  readonly version: VersionLine;
  readonly onCompare: () => void;
}

function VersionRow({ bot, version, onCompare }: VersionRowProps): ReactNode {
  const { number, status, note, author, created_at: at, ok } = version;
  const [isOpen, open] = useState(false);
  const isActive = number === bot.version;
  const isNewer = bot.version === null || number > bot.version;
  const activate = useBotAct(() => activateVersion(bot.id, number), {
    done: () => toast(`Version ${number} is active.`),
    isQuiet: true,
  });
  const { word, tone } = STATUS[isActive ? "active" : status];
  return (
    <li className="bot-version">
      <p className="flex flex-wrap items-center gap-2">
        <strong className="font-medium">Version {number}</strong>
        <Badge tone={tone}>{word}</Badge>
        {ok !== null && <Badge tone={ok ? "success" : "danger"}>{ok ? "Cases pass" : "Cases fail"}</Badge>}
        <span className="ms-auto text-sm text-muted">
          <Moment at={at} />
        </span>
      </p>
      {note && <p dir="auto">{note}</p>}
      <p className="text-sm text-muted first-letter:uppercase">{authorWords(author)}</p>
      <div className="flex flex-wrap gap-2">
        <Button size="small" aria-expanded={isOpen} onClick={() => open(!isOpen)}>
          {isOpen ? "Hide the cases" : "Show the cases"}
        </Button>
        {!isActive && bot.version !== null && (
          <Button size="small" onClick={onCompare}>
            Compare with the active one
          </Button>
        )}
        {!isActive && bot.may_edit && (
          <Button size="small" busy={activate.isPending} onClick={() => activate.mutate()}>
            {activate.isPending ? "Trying it…" : isNewer ? "Activate it" : "Go back to it"}
          </Button>
        )}
      </div>
      <Refusal error={activate.error} />
      {isOpen && <VersionReport bot={bot.id} number={number} />}
    </li>
  );
}

function VersionReport({ bot, number }: { readonly bot: string; readonly number: number }): ReactNode {
  const { data, error } = useVersion(bot, number);
  if (error) return <Refusal error={error} />;
  if (!data) return <p className="text-sm text-muted">Loading the cases…</p>;
  return (
    <div className="bot-inset">
      <ReportList cases={data.details.cases} report={data.report} />
    </div>
  );
}
