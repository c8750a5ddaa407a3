import { Combobox } from "@sayso/app-kit";
import { type ReactNode, useId, useState } from "react";
import { isCron, TIME_ZONES } from "../../api/timing";
import { Field } from "../../shell/Field";
import { Choice } from "../shared/Choice";
import { NumberField } from "../shared/NumberField";
import type { SpecOf } from "../types";
import { NextTimes } from "./NextTimes";
import { CHOICES, choiceOf, chosen, cronOf, type Shape, shapeOf, WEEKDAYS } from "./schedule";

type Cron = SpecOf<"cron">;

export interface CronFieldsProps {
  readonly spec: Cron;
  readonly onChange: (spec: Cron) => void;
}

const ZONES = TIME_ZONES.map((zone) => ({ value: zone, label: zone }));
const DAYS = WEEKDAYS.map((name, place) => [String(place), name] as const);
const HOURS = [1, 2, 3, 4, 6, 8, 12].map((count) => [String(count), count === 1 ? "hour" : `${count} hours`] as const);
const MINUTES = [2, 3, 5, 10, 15, 20, 30].map((count) => [String(count), `${count} minutes`] as const);

/** A schedule by choosing, with the cron expression that it is, and the next times. */
export function CronFields({ spec, onChange }: CronFieldsProps): ReactNode {
  const zone = useId();
  const [isWritten, write] = useState(shapeOf(spec.cron).kind === "cron");
  const shape: Shape = isWritten ? { kind: "cron", cron: spec.cron } : shapeOf(spec.cron);
  const set = (next: Shape) => onChange({ ...spec, cron: cronOf(next) });
  return (
    <>
      <div className="bot-fields">
        <Choice
          label="How often"
          value={choiceOf(shape)}
          options={CHOICES}
          onValue={(choice) => {
            write(choice === "cron");
            set(chosen(choice, shape));
          }}
        />
        <ShapeFields shape={shape} onShape={set} />
        <div className="grid content-start gap-1.5">
          <label htmlFor={zone} className="text-sm font-medium">
            Time zone
          </label>
          <Combobox
            id={zone}
            value={spec.time_zone ?? "UTC"}
            onValue={(next) => onChange({ ...spec, time_zone: next ?? "UTC" })}
            options={ZONES}
          />
        </div>
      </div>
      {!isWritten && (
        <p className="text-sm text-muted">
          As cron: <code>{spec.cron}</code>
        </p>
      )}
      <NextTimes timing={isCron(spec.cron) ? { ...spec, time_zone: spec.time_zone ?? "UTC" } : null} />
    </>
  );
}

interface ShapeFieldsProps {
  readonly shape: Shape;
  readonly onShape: (shape: Shape) => void;
}

function ShapeFields({ shape, onShape }: ShapeFieldsProps): ReactNode {
  const time = "time" in shape && (
    <Field
      label="At"
      type="time"
      required
      value={shape.time}
      onChange={({ target }) => target.value && onShape({ ...shape, time: target.value })}
    />
  );
  switch (shape.kind) {
    case "weekday":
      return (
        <>
          <Choice
            label="On"
            value={String(shape.weekday)}
            options={DAYS}
            onValue={(day) => onShape({ ...shape, weekday: Number(day) })}
          />
          {time}
        </>
      );
    case "month":
      return (
        <>
          <NumberField
            label="On day"
            least={1}
            most={31}
            value={shape.day}
            onValue={(day) => day >= 1 && day <= 31 && onShape({ ...shape, day: Math.round(day) })}
          />
          {time}
        </>
      );
    case "hours":
      return (
        <Choice
          label="Every"
          value={String(shape.every)}
          options={HOURS}
          onValue={(every) => onShape({ ...shape, every: Number(every) })}
        />
      );
    case "minutes":
      return (
        <Choice
          label="Every"
          value={String(shape.every)}
          options={MINUTES}
          onValue={(every) => onShape({ ...shape, every: Number(every) })}
        />
      );
    case "cron":
      return (
        <Field
          label="Cron expression"
          className="[&_input]:font-mono"
          value={shape.cron}
          maxLength={100}
          spellCheck={false}
          onChange={({ target }) => onShape({ kind: "cron", cron: target.value })}
          problem={isCron(shape.cron) ? undefined : "Five parts: minute, hour, day, month, weekday."}
          hint="Minute, hour, day of the month, month, day of the week."
        />
      );
    default:
      return time;
  }
}
