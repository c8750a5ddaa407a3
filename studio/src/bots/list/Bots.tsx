import "../bots.css";
import { Button, EmptyState, useUrlState } from "@sayso/app-kit";
import { Link, useNavigate } from "@tanstack/react-router";
import { Bot as BotIcon, Plus, SearchX } from "lucide-react";
import type { ReactNode } from "react";
import { useMay } from "../../api/me";
import { NameSearch } from "../../shell/NameSearch";
import { PagedRows } from "../../shell/PagedRows";
import { Screen } from "../../shell/Screen";
import { Examples } from "../making/Examples";
import { useBots } from "../queries";
import { STATUSES } from "../shared/states";
import type { BotStatus } from "../types";
import { BotRow } from "./BotRow";
import { Waiting } from "./Waiting";

const ALL = Object.keys(STATUSES) as BotStatus[];

/** Every bot of the agency, what waits for a person on top, and the way to another one. */
export function Bots(): ReactNode {
  const [wanted, setStatus] = useUrlState("status");
  const [named, setNamed] = useUrlState("q");
  const status = ALL.find((one) => one === wanted) ?? null;
  const q = named ?? "";
  const list = useBots({ status, q });
  const mayMake = useMay("modules:write");
  const isFiltered = status !== null || q !== "";
  const isEmpty = !isFiltered && list.items?.length === 0;
  const clear = () => {
    setStatus(null);
    setNamed(null);
  };
  return (
    <Screen
      title="Bots"
      width="full"
      lead="What happens by itself: watched, collected, told and moved, made from a description."
      actions={mayMake && !isEmpty && <NewLink />}
    >
      <Waiting />
      {!isEmpty && (
        <div className="list-tools">
          <NameSearch named={q} onSearch={(text) => setNamed(text || null)} />
          <select
            className="input w-auto"
            aria-label="Status"
            value={status ?? ""}
            onChange={({ target }) => setStatus(target.value || null)}
          >
            <option value="">Any status</option>
            {ALL.map((one) => (
              <option key={one} value={one}>
                {STATUSES[one].word}
              </option>
            ))}
          </select>
        </div>
      )}
      <PagedRows
        list={list}
        label="Bots"
        className="panel"
        empty={isFiltered ? <NothingFound onClear={clear} /> : <Nothing mayMake={mayMake} />}
      >
        {(bot) => <BotRow key={bot.id} bot={bot} />}
      </PagedRows>
    </Screen>
  );
}

function NewLink(): ReactNode {
  return (
    <Link to="/bots/new" className="button border-transparent bg-accent text-on-accent hover:bg-accent-strong">
      <Plus aria-hidden className="size-4" /> New bot
    </Link>
  );
}

function NothingFound({ onClear }: { readonly onClear: () => void }): ReactNode {
  return (
    <div className="panel">
      <EmptyState
        icon={<SearchX aria-hidden />}
        title="No bot is like that"
        actions={<Button onClick={onClear}>Show all bots</Button>}
      />
    </div>
  );
}

function Nothing({ mayMake }: { readonly mayMake: boolean }): ReactNode {
  const navigate = useNavigate();
  return (
    <div className="panel bot-empty">
      <EmptyState icon={<BotIcon aria-hidden />} title="No bot yet" actions={mayMake && <NewLink />}>
        A bot does something by itself: at certain times, when a row changes, when another system calls. You say what
        should happen, look at what it will be allowed to do, and switch it on.
        {!mayMake && " Whoever builds applications here can make one."}
      </EmptyState>
      {mayMake && <Examples onChoose={(begin) => void navigate({ to: "/bots/new", search: { begin } as never })} />}
    </div>
  );
}
