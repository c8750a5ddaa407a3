import { Button, Checkbox, Combobox, toast } from "@sayso/app-kit";
import { type ReactNode, useId, useState } from "react";
import { isCron, ownTimeZone, spanWords, TIME_ZONES, useTiming } from "../../api/timing";
import { Refusal } from "../../shell/Asking";
import { Field, problemOf } from "../../shell/Field";
import { Moment } from "../../shell/Moment";
import { changeBlock } from "../calls";
import { useBlockAct } from "../queries";
import type { BlockView, Timing } from "../types";
import { SPANS } from "./schedule";

/** When a block is refreshed: again and again, at certain times, when rows change, or by hand only. */
export function ScheduleEdit({ block }: { readonly block: BlockView }): ReactNode {
  const { refresh, on_rows: onRows, reads, next_refresh_at: next, may_edit: mayEdit } = block;
  const [timing, setTiming] = useState<Timing>(refresh);
  const [withRows, setWithRows] = useState(onRows);
  const [choice, rows] = [useId(), useId()];
  const change = useBlockAct(
    block.dashboard_id,
    () => changeBlock(block.id, { refresh: timing, on_rows: withRows, confirm: false }),
    { done: () => toast("The refreshing is changed."), isQuiet: true },
  );
  const isChanged = JSON.stringify(timing) !== JSON.stringify(refresh) || withRows !== onRows;
  const said = (
    <p className="text-muted">
      <TimingWords timing={refresh} />
      {onRows && ", and when rows change that it reads"}.
      {next && refresh.kind !== "off" && (
        <>
          {" "}
          Next: <Moment at={next} />.
        </>
      )}
    </p>
  );
  if (!mayEdit) return said;
  const seconds = timing.kind === "interval" ? timing.seconds : 0;
  const isOdd = timing.kind === "interval" && !SPANS.some(([span]) => span === seconds);
  return (
    <form
      className="grid gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        change.mutate();
      }}
    >
      {said}
      <div className="detail-pair">
        <div className="grid gap-1.5">
          <label htmlFor={choice} className="text-sm font-medium">
            Refresh
          </label>
          <select
            id={choice}
            className="input"
            value={timing.kind === "interval" ? String(seconds) : timing.kind}
            onChange={({ target: { value } }) => setTiming(timingOf(value, refresh))}
          >
            {isOdd && <option value={seconds}>Every {spanWords(seconds)}</option>}
            {SPANS.map(([span, words]) => (
              <option key={span} value={span}>
                {words}
              </option>
            ))}
            <option value="cron">At certain times</option>
            <option value="off">Only when somebody asks for it</option>
          </select>
        </div>
        {timing.kind === "cron" && (
          <CronFields timing={timing} onChange={setTiming} problem={problemOf(change.error, "cron")} />
        )}
      </div>
      {reads.modules.length > 0 && (
        <div className="detail-tick">
          <Checkbox id={rows} checked={withRows} onCheckedChange={(next: boolean) => setWithRows(next === true)} />
          <label htmlFor={rows}>Also when rows change that it reads</label>
        </div>
      )}
      <Refusal error={change.error} />
      {isChanged && (
        <div>
          <Button
            type="submit"
            size="small"
            variant="primary"
            busy={change.isPending}
            disabled={timing.kind === "cron" && !isCron(timing.cron)}
          >
            Save
          </Button>
        </div>
      )}
    </form>
  );
}

/** When a block is refreshed, as the server says it. */
function TimingWords({ timing }: { readonly timing: Timing }): ReactNode {
  const { data } = useTiming(timing.kind === "off" ? null : timing);
  if (timing.kind === "off") return "Only when somebody asks for it";
  const words = data?.words ?? (timing.kind === "interval" ? `every ${spanWords(timing.seconds)}` : timing.cron);
  return <span className="inline-block first-letter:uppercase">{words}</span>;
}

type AtTimes = Extract<Timing, { readonly kind: "cron" }>;

interface CronFieldsProps {
  readonly timing: AtTimes;
  readonly problem: string | undefined;
  readonly onChange: (timing: Timing) => void;
}

function CronFields({ timing, problem, onChange }: CronFieldsProps): ReactNode {
  const zone = useId();
  const { data, error } = useTiming(isCron(timing.cron) ? timing : null);
  return (
    <>
      <Field
        label="Cron expression"
        className="font-mono"
        value={timing.cron}
        maxLength={100}
        spellCheck={false}
        onChange={({ target }) => onChange({ ...timing, cron: target.value })}
        problem={problem ?? (isCron(timing.cron) ? error?.message : "Five parts: minute, hour, day, month, weekday.")}
        hint={data?.words ?? "Minute, hour, day of the month, month, day of the week."}
      />
      <div className="grid content-start gap-1.5">
        <label htmlFor={zone} className="text-sm font-medium">
          Time zone
        </label>
        <Combobox
          id={zone}
          value={timing.time_zone}
          onValue={(next) => onChange({ ...timing, time_zone: next ?? "UTC" })}
          options={ZONES}
        />
      </div>
    </>
  );
}

const ZONES = TIME_ZONES.map((zone) => ({ value: zone, label: zone }));

function timingOf(value: string, before: Timing): Timing {
  if (value === "off") return { kind: "off" };
  if (value !== "cron") return { kind: "interval", seconds: Number(value) };
  return before.kind === "cron" ? before : { kind: "cron", cron: "0 8 * * 1-5", time_zone: ownTimeZone() };
}
