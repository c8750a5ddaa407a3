import type { AnyEntity } from "../../definition/entity";
import type { CalendarEntry, Shift } from "./entries";

/** What each way of showing the calendar is given. */
export interface CalendarViewProps {
  readonly entity: AnyEntity;
  readonly days: readonly string[];
  readonly entries: readonly CalendarEntry[];
  readonly today: string;
  readonly narrow: boolean;
  readonly noun: (count: number) => string;
  /** Adds an entry on a day, at a minute of it where one was pointed at. */
  readonly onAdd: ((day: string, minute: number | null) => void) | undefined;
  readonly onNudge: ((entry: CalendarEntry, shift: Shift) => void) | undefined;
  readonly onShowDay: (day: string) => void;
}
