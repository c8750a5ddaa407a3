import { Calendar } from "lucide-react";
import { type ReactNode, useState } from "react";
import type { Format } from "../format/format";
import { readDate, type SpokenDate } from "../format/spoken-date";
import { useFormat } from "../format/use-format";
import { instantOf, parseDateText, parseTimeText, timeText, wallTime } from "../format/zoned";
import type { InputIdentity } from "./Combobox";
import { Popover } from "./Menu";
import { MonthGrid } from "./MonthGrid";

interface DateFieldProps extends InputIdentity {
  readonly value: string | null;
  /** What cannot be read as a date is handed on as typed, for the form to refuse. */
  readonly onValue: (value: string | null) => void;
  readonly name?: string;
  readonly onBlur?: () => void;
}

interface TypedDateProps extends DateFieldProps {
  readonly shown: (value: string) => string;
  readonly read: (spoken: SpokenDate) => string;
  readonly placeholder: string;
  readonly children: (close: () => void) => ReactNode;
}

function TypedDate(props: TypedDateProps): ReactNode {
  const { value, onValue, onBlur, shown, read, placeholder, children, ...identity } = props;
  const format = useFormat();
  const [draft, setDraft] = useState<string | null>(null);
  const [open, setOpen] = useState(false);

  const settle = async () => {
    if (draft === null) return;
    const typed = draft.trim();
    const spoken = typed ? await readDate(typed, format.locale, format.timeZone) : null;
    onValue(spoken ? read(spoken) : typed || null);
    setDraft(null);
  };

  return (
    <div className="input input-group" data-invalid={identity["aria-invalid"] || undefined}>
      <input
        {...identity}
        type="text"
        autoComplete="off"
        placeholder={placeholder}
        value={draft ?? (value === null ? "" : shown(value))}
        // Fetches the reader while the person types, so that saving right after it does not come too early.
        onFocus={() => void readDate("today", format.locale, format.timeZone)}
        onChange={(event) => setDraft(event.target.value)}
        onBlur={() => void settle().then(onBlur)}
        onKeyDown={(event) => {
          if (event.key === "Enter" && draft !== null) {
            event.preventDefault();
            void settle();
          }
          if (event.key === "ArrowDown" && event.altKey) setOpen(true);
        }}
      />
      <Popover
        open={open}
        onOpenChange={setOpen}
        align="end"
        label="Calendar"
        trigger={
          <button
            type="button"
            aria-label="Open the calendar"
            disabled={identity.disabled}
            className="text-faint hover:text-ink"
          >
            <Calendar className="size-4" aria-hidden />
          </button>
        }
      >
        {children(() => setOpen(false))}
      </Popover>
    </div>
  );
}

/** A day, typed ("tomorrow", "21.11.") or picked; kept as `2026-11-21`. */
export function DateInput(props: DateFieldProps): ReactNode {
  const format = useFormat();
  const picked = props.value && parseDateText(props.value) ? props.value : null;
  return (
    <TypedDate {...props} placeholder={format.date(format.today())} shown={format.date} read={({ day }) => day}>
      {(close) => (
        <MonthGrid
          value={picked}
          onPick={(day) => {
            props.onValue(day);
            close();
          }}
        />
      )}
    </TypedDate>
  );
}

/** A day and a time in the session's time zone, typed ("tomorrow 3pm") or picked; kept as an ISO instant. */
export function DateTimeInput(props: DateFieldProps): ReactNode {
  const format = useFormat();
  const wall =
    props.value && !Number.isNaN(Date.parse(props.value)) ? wallTime(new Date(props.value), format.timeZone) : null;
  const day = wall ? format.dayOf(props.value ?? "") : null;
  const time = wall ? timeText(wall) : "09:00";
  const set = (nextDay: string, nextTime: string) => props.onValue(instantText(nextDay, nextTime, format));
  return (
    <TypedDate
      {...props}
      placeholder="e.g. tomorrow 3pm"
      shown={format.dateTime}
      read={(spoken) => instantText(spoken.day, spoken.time ?? time, format)}
    >
      {(close) => (
        <>
          <MonthGrid value={day} onPick={(picked) => set(picked, time)} />
          <div className="flex items-center gap-2 border-t border-line p-2">
            <label className="flex flex-1 items-center gap-2 text-sm whitespace-nowrap text-muted">
              Time
              <input
                type="time"
                className="input"
                value={time}
                onChange={(event) => event.target.value && set(day ?? format.today(), event.target.value)}
              />
            </label>
            <button type="button" className="button border-line-strong" onClick={close}>
              Done
            </button>
          </div>
        </>
      )}
    </TypedDate>
  );
}

function instantText(day: string, time: string, { timeZone }: Format): string {
  const date = parseDateText(day) ?? { year: 2000, month: 1, day: 1 };
  const clock = parseTimeText(time) ?? { hour: 0, minute: 0 };
  return instantOf({ ...date, ...clock }, timeZone).toISOString();
}
