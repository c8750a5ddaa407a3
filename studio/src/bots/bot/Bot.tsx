import "../bots.css";
import { EmptyState, LoadProblem } from "@sayso/app-kit";
import { Link, useParams } from "@tanstack/react-router";
import { lazy, type ReactNode, Suspense } from "react";
import { RowsSkeleton } from "../../shell/PagedRows";
import { Screen } from "../../shell/Screen";
import { useBot } from "../queries";
import { Status } from "../shared/Status";
import type { BotView } from "../types";
import { useFollowBot } from "../use-follow";
import { Actions } from "./Actions";
import { type TabName, tabsOf } from "./tabs";

const CONTENT = {
  overview: lazy(() => import("./Overview")),
  runs: lazy(() => import("../runs/Runs")),
  talk: lazy(() => import("../making/TalkTab")),
  review: lazy(() => import("../review/ReviewTab")),
  triggers: lazy(() => import("../triggers/Triggers")),
  code: lazy(() => import("../editor/Code")),
  versions: lazy(() => import("../versions/Versions")),
  settings: lazy(() => import("../settings/Settings")),
} as const;
const Making = lazy(() => import("../making/Making"));

/** A bot: how it does, its runs, what sets it off, its code and versions; or its making, before there is any. */
export function Bot(): ReactNode {
  const { bot: id, tab } = useParams({ strict: false }) as { readonly bot: string; readonly tab?: string };
  const { data: bot, error, refetch } = useBot(id);
  const lines = useFollowBot(id, bot ? (bot.follow_after ?? 0) : undefined);
  if (error && !bot) return <Problem error={error} onRetry={refetch} />;
  if (!bot) {
    return (
      <Screen title="Bot">
        <RowsSkeleton label="the bot" />
      </Screen>
    );
  }
  return <Loaded bot={bot} tab={tab} lines={lines} />;
}

type ProblemProps = Pick<Parameters<typeof LoadProblem>[0], "onRetry"> & {
  readonly error: NonNullable<ReturnType<typeof useBot>["error"]>;
};

function Problem({ error, onRetry }: ProblemProps): ReactNode {
  return (
    <Screen title="Bot">
      {error.status === 404 ? (
        <EmptyState
          title={error.message}
          actions={
            <Link to="/bots" className="link">
              All bots
            </Link>
          }
        />
      ) : (
        <LoadProblem error={error} onRetry={onRetry} />
      )}
    </Screen>
  );
}

interface LoadedProps {
  readonly bot: BotView;
  readonly tab: string | undefined;
  readonly lines: readonly string[];
}

function Loaded({ bot, tab, lines }: LoadedProps): ReactNode {
  const tabs = tabsOf(bot);
  const here: TabName = tabs.find(([name]) => name === tab)?.[0] ?? "overview";
  const isMaking = here === "overview" && bot.version === null;
  const Content = CONTENT[here];
  return (
    <Screen
      title={bot.name || "New bot"}
      width="full"
      lead={
        <span className="flex flex-wrap items-center gap-2">
          <Status bot={bot} />
          <span dir="auto">{bot.description}</span>
        </span>
      }
      actions={<Actions bot={bot} />}
    >
      {tabs.length > 1 && <Tabs bot={bot} tabs={tabs} />}
      <Suspense fallback={<RowsSkeleton label="this part" />}>
        <div className="modules-body">
          {isMaking ? <Making bot={bot} lines={lines} /> : <Content key={bot.id} bot={bot} lines={lines} />}
        </div>
      </Suspense>
    </Screen>
  );
}

function Tabs({ bot, tabs }: { readonly bot: BotView; readonly tabs: ReturnType<typeof tabsOf> }): ReactNode {
  return (
    <nav className="modules-tabs" aria-label={`About ${bot.name || "the new bot"}`}>
      {tabs.map(([name, label]) => (
        <Link
          key={name}
          to="/bots/$bot/{-$tab}"
          params={{ bot: bot.id, tab: name === "overview" ? undefined : name }}
          search={{}}
          activeOptions={{ exact: true, includeSearch: false }}
        >
          {name === "overview" && bot.version === null ? "Making it" : label}
        </Link>
      ))}
    </nav>
  );
}
