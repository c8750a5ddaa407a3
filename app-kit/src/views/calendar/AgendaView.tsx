import type { ReactNode } from "react";
import type { FieldDefinition } from "../../definition/field";
import { FactValue } from "../../entity/FactValue";
import { RecordLink } from "../../entity/RecordLink";
import { useFormat } from "../../format/use-format";
import { Badge } from "../../ui/Badge";
import { type CalendarEntry, entriesOn } from "./entries";
import { utc } from "./span";
import type { CalendarViewProps } from "./view-props";

export interface AgendaViewProps extends CalendarViewProps {
  /** Shown beside the title. */
  readonly facts: readonly (readonly [string, FieldDefinition])[];
}

/** What comes, day by day. */
export function AgendaView(props: AgendaViewProps): ReactNode {
  const { days, entries, today } = props;
  const format = useFormat();
  const named = new Intl.DateTimeFormat(format.locale, {
    timeZone: "UTC",
    weekday: "long",
    day: "numeric",
    month: "long",
  });
  return (
    <div className="cal-agenda">
      {days.map((day) => {
        const found = entriesOn(entries, day);
        if (found.length === 0) return null;
        return (
          <section key={day} aria-label={named.format(utc(day))} className="cal-agenda-day">
            <h2 data-today={day === today ? "" : undefined}>
              {named.format(utc(day))}
              {day === today && <span> · Today</span>}
            </h2>
            <ul>
              {found.map((entry) => (
                <Line key={entry.row.id} {...props} entry={entry} />
              ))}
            </ul>
          </section>
        );
      })}
    </div>
  );
}

function Line({ entity, entry, facts }: AgendaViewProps & { readonly entry: CalendarEntry }): ReactNode {
  const { row, time, title, tone, word } = entry;
  return (
    <li className="row-line">
      <span className="cal-agenda-time">{time || "All day"}</span>
      <div className="min-w-0 flex-1">
        <RecordLink entity={entity.name} id={row.id}>
          <span dir="auto">{title}</span>
        </RecordLink>
        <div className="row-facts">
          {facts.map(([name, field]) => (
            <FactValue key={name} row={row} name={name} field={field} />
          ))}
        </div>
      </div>
      {word && <Badge tone={tone}>{word}</Badge>}
    </li>
  );
}
