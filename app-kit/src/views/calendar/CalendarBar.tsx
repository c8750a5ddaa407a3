import { ChevronLeft, ChevronRight } from "lucide-react";
import type { ReactNode } from "react";
import { useFormat } from "../../format/use-format";
import { Button, IconButton } from "../../ui/Button";
import type { CalendarView, Span } from "./span";

export interface CalendarBarProps {
  readonly view: CalendarView;
  readonly span: Span;
  readonly narrow: boolean;
  readonly onView: (view: CalendarView) => void;
  readonly onDay: (day: string) => void;
}

const VIEWS: readonly CalendarView[] = ["month", "week", "agenda"];

/** Which days are shown, the way to others, and how they are shown. */
export function CalendarBar({ view, span, narrow, onView, onDay }: CalendarBarProps): ReactNode {
  const format = useFormat();
  const words = { month: "Month", week: narrow ? "3 days" : "Week", agenda: "Agenda" };
  const elsewhere = Intl.DateTimeFormat().resolvedOptions().timeZone !== format.timeZone;
  return (
    <div className="cal-bar">
      <h2 className="cal-title" aria-live="polite">
        {span.title}
      </h2>
      <div className="cal-steps">
        <IconButton label="Earlier" onClick={() => onDay(span.previous)}>
          <ChevronLeft aria-hidden className="rtl:rotate-180" />
        </IconButton>
        <Button size="small" onClick={() => onDay(format.today())}>
          Today
        </Button>
        <IconButton label="Later" onClick={() => onDay(span.next)}>
          <ChevronRight aria-hidden className="rtl:rotate-180" />
        </IconButton>
      </div>
      {elsewhere && (
        <span className="cal-zone">Times in {format.timeZone.split("/").at(-1)?.replaceAll("_", " ")}</span>
      )}
      <fieldset className="segments" aria-label="View">
        {VIEWS.map((name) => (
          <button
            key={name}
            type="button"
            className="segment"
            aria-pressed={name === view}
            onClick={() => onView(name)}
          >
            {words[name]}
          </button>
        ))}
      </fieldset>
    </div>
  );
}
