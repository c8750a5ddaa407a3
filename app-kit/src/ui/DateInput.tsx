import { Calendar } from "lucide-react";
import { type ReactNode, useId, useRef, useState } from "react";
import { prepareSpeech, readDay, readInstant } from "../format/spoken-date";
import { useFormat } from "../format/use-format";
import { parseDateText, timeText, wallTime } from "../format/zoned";
import { type Reading, readMoment, valued } from "../notation";
import type { InputIdentity } from "./Combobox";
import { InputQuestion } from "./InputQuestion";
import { Popover } from "./Menu";
import { MonthGrid } from "./MonthGrid";

interface DateFieldProps extends InputIdentity {
  readonly value: string | null;
  readonly onValue: (value: string | null) => void;
  /** Takes what was typed as long as it is no date, so that a form can refuse to save it; else `onValue` takes null. */
  readonly onUnread?: ((text: string) => void) | undefined;
  readonly name?: string;
  readonly onBlur?: () => void;
}

type Settle = (reading: Reading, text: string) => void;

interface TypedDateProps extends DateFieldProps {
  readonly shown: (value: string) => string;
  readonly read: (text: string) => Promise<Reading>;
  readonly placeholder: string;
  readonly children: (close: () => void, settle: Settle) => ReactNode;
}

interface Open {
  readonly text: string;
  readonly reading: Reading;
}

function TypedDate(props: TypedDateProps): ReactNode {
  const { value, onValue, onUnread, onBlur, shown, read, placeholder, children, ...identity } = props;
  const format = useFormat();
  const input = useRef<HTMLInputElement>(null);
  const [draft, setDraft] = useState<string | null>(null);
  const [asked, setAsked] = useState<Open | null>(null);
  const [open, setOpen] = useState(false);
  const id = useId();

  const settle: Settle = (reading, text) => {
    const isValue = reading.kind === "value";
    setAsked(isValue ? null : { text, reading });
    setDraft(isValue ? null : text);
    input.current?.setCustomValidity(isValue ? "" : "It is not clear which date this is.");
    if (isValue) onValue(reading.value);
    else if (onUnread) onUnread(text);
    else onValue(null);
  };
  const leave = async () => {
    if (draft === null || asked?.text === draft) return;
    const typed = draft.trim();
    if (typed) settle(await read(typed), typed);
    else {
      setDraft(null);
      setAsked(null);
      input.current?.setCustomValidity("");
      onValue(null);
    }
  };

  return (
    <>
      <div className="input input-group" data-invalid={asked || identity["aria-invalid"] ? true : undefined}>
        <input
          {...identity}
          ref={input}
          type="text"
          autoComplete="off"
          placeholder={placeholder}
          aria-invalid={asked ? true : identity["aria-invalid"]}
          aria-describedby={[asked ? id : "", identity["aria-describedby"]].filter(Boolean).join(" ") || undefined}
          value={draft ?? (value === null ? "" : shown(value))}
          onFocus={() => prepareSpeech(format.language)}
          onChange={(event) => {
            setDraft(event.target.value);
            setAsked(null);
          }}
          onBlur={() => void leave().then(onBlur)}
          onKeyDown={(event) => {
            if (event.key === "Enter" && draft !== null) {
              event.preventDefault();
              void leave();
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
          {children(() => setOpen(false), settle)}
        </Popover>
      </div>
      {asked && (
        <InputQuestion
          id={id}
          text={asked.text}
          reading={asked.reading}
          onChoose={(chosen) => {
            settle(valued(chosen), "");
            input.current?.focus();
          }}
        />
      )}
    </>
  );
}

/** A day, typed ("tomorrow", "21.11.") or picked; kept as `2026-11-21`. */
export function DateInput(props: DateFieldProps): ReactNode {
  const format = useFormat();
  const picked = props.value && parseDateText(props.value) ? props.value : null;
  return (
    <TypedDate
      {...props}
      placeholder={format.date(format.today())}
      shown={format.date}
      read={(text) => readDay(text, format)}
    >
      {(close, settle) => (
        <MonthGrid
          value={picked}
          onPick={(day) => {
            settle(valued(day), "");
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
  const read = (nextDay: string, nextTime: string) =>
    readMoment(`${nextDay} ${nextTime}`, format.language, format.timeZone);
  return (
    <TypedDate
      {...props}
      placeholder="e.g. tomorrow 3pm"
      shown={format.dateTime}
      read={(text) => readInstant(text, time, format)}
    >
      {(close, settle) => (
        <>
          <MonthGrid value={day} onPick={(picked) => settle(read(picked, time), `${picked} ${time}`)} />
          <div className="flex items-center gap-2 border-t border-line p-2">
            <label className="flex flex-1 items-center gap-2 text-sm whitespace-nowrap text-muted">
              Time
              <input
                type="time"
                className="input"
                value={time}
                onChange={({ target }) => {
                  const on = day ?? format.today();
                  if (target.value) settle(read(on, target.value), `${on} ${target.value}`);
                }}
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
