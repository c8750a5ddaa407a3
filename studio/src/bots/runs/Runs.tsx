import { Button, EmptyState, useUrlState } from "@sayso/app-kit";
import { CirclePlay, SearchX } from "lucide-react";
import type { ReactNode } from "react";
import type { TabProps } from "../bot/tabs";
import { useRuns } from "../queries";
import { STATES } from "../shared/states";
import type { RunState } from "../types";
import { RunsTable } from "./RunsTable";

const ALL = Object.keys(STATES) as RunState[];
const DEAD = "dead";

/** Every run of a bot, by how it stands; those that failed for good and that nobody has looked after, too. */
export default function Runs({ bot }: TabProps): ReactNode {
  const [wanted, choose] = useUrlState("state");
  const state = ALL.find((one) => one === wanted) ?? null;
  const isDead = wanted === DEAD;
  const list = useRuns({ bot: bot.id, ...(state ? { state: [state] } : {}), ...(isDead ? { dead: true } : {}) });
  return (
    <>
      <div className="list-tools">
        <select
          className="input w-auto"
          aria-label="Which runs"
          value={isDead ? DEAD : (state ?? "")}
          onChange={({ target }) => choose(target.value || null)}
        >
          <option value="">All runs</option>
          <option value={DEAD}>Failed, and nobody has looked after them</option>
          {ALL.map((one) => (
            <option key={one} value={one}>
              {STATES[one].word}
            </option>
          ))}
        </select>
      </div>
      <RunsTable
        list={list}
        empty={
          wanted ? (
            <EmptyState
              icon={<SearchX aria-hidden />}
              title={isDead ? "Nothing is left to look after" : "No run is like that"}
              actions={<Button onClick={() => choose(null)}>Show all runs</Button>}
            />
          ) : (
            <EmptyState icon={<CirclePlay aria-hidden />} title="It has not run yet">
              Each run is kept here: what set it off, what it did, and what came of it.
            </EmptyState>
          )
        }
      />
    </>
  );
}
