import type { ReactNode } from "react";
import { durationText } from "../../programs/figures";
import { Moment } from "../../shell/Moment";
import { countText, shareText } from "../shared/figures";
import { STATES } from "../shared/states";
import type { BotView } from "../types";

/** What became of a bot's runs, in figures. */
export function Figures({ bot: { counters, next_run_at: next } }: { readonly bot: BotView }): ReactNode {
  const { runs, errors, average_seconds: average, p95_seconds: slow, last_run_at: last, last_state: state } = counters;
  const share = shareText(counters);
  return (
    <dl className="bot-figures">
      <Figure label="Runs" value={countText(runs)} note={errors > 0 ? `${countText(errors)} failed` : ""} />
      <Figure label="Succeed" value={share ?? "–"} note={share ? "of those that ended" : "none has ended yet"} />
      <Figure
        label="Take on average"
        value={average === null ? "–" : durationText(average)}
        note={slow === null ? "" : `19 of 20 within ${durationText(slow)}`}
      />
      <Figure label="Last run" value={last ? <Moment at={last} /> : "–"} note={state ? STATES[state].word : ""} />
      <Figure label="Next run" value={next ? <Moment at={next} /> : "–"} note={next ? "" : "not planned"} />
    </dl>
  );
}

interface FigureProps {
  readonly label: string;
  readonly value: ReactNode;
  readonly note: string;
}

function Figure({ label, value, note }: FigureProps): ReactNode {
  return (
    <div className="panel">
      <dt>{label}</dt>
      <dd>
        <span>{value}</span>
        {note && <small>{note}</small>}
      </dd>
    </div>
  );
}
