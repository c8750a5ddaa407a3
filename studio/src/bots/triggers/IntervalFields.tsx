import { type ReactNode, useState } from "react";
import { Choice } from "../shared/Choice";
import { NumberField } from "../shared/NumberField";
import type { SpecOf } from "../types";
import { NextTimes } from "./NextTimes";

type Interval = SpecOf<"interval">;

const UNITS = [
  ["86400", "days"],
  ["3600", "hours"],
  ["60", "minutes"],
  ["1", "seconds"],
] as const;

export interface IntervalFieldsProps {
  readonly spec: Interval;
  readonly onChange: (spec: Interval) => void;
}

/** How far apart runs are. */
export function IntervalFields({ spec, onChange }: IntervalFieldsProps): ReactNode {
  const [unit, setUnit] = useState(
    () => UNITS.find(([seconds]) => spec.seconds % Number(seconds) === 0)?.[0] ?? ("1" as const),
  );
  const length = Number(unit);
  const isShort = !(spec.seconds >= 10);
  return (
    <>
      <div className="bot-fields">
        <NumberField
          label="Every"
          least={1}
          value={spec.seconds / length}
          onValue={(count) => onChange({ ...spec, seconds: Math.round(count * length) })}
          problem={isShort ? "Ten seconds is the least." : undefined}
        />
        <Choice
          label="Of these"
          value={unit}
          options={UNITS}
          onValue={(next) => {
            const count = Number.isNaN(spec.seconds) ? 1 : spec.seconds / length;
            setUnit(next);
            onChange({ ...spec, seconds: Math.round(count * Number(next)) });
          }}
        />
      </div>
      {!isShort && <NextTimes timing={spec} />}
    </>
  );
}
