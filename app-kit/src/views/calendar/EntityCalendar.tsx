import {
  DndContext,
  type DragEndEvent,
  type DragMoveEvent,
  DragOverlay,
  MouseSensor,
  pointerWithin,
  TouchSensor,
  useSensor,
  useSensors,
} from "@dnd-kit/core";
import { type KeyboardEvent, type ReactNode, useMemo, useState } from "react";
import { createPortal } from "react-dom";
import type { AnyEntity } from "../../definition/entity";
import { readableFields, useAccess } from "../../entity/access";
import { tellingFields } from "../../entity/columns";
import { LoadProblem } from "../../entity/LoadProblem";
import { useListState } from "../../entity/list-state";
import { nounFor } from "../../entity/noun";
import { useRecordNavigation } from "../../entity/record-scope";
import type { Format } from "../../format/format";
import { useFormat } from "../../format/use-format";
import { daysBetween, instantOf, parseDateText } from "../../format/zoned";
import { useLaidOut } from "../../shell/presence";
import { useChangeParams, useUrlParams } from "../../shell/url";
import { EmptyState } from "../../ui/EmptyState";
import { useIsPhone } from "../../ui/use-media";
import { ViewToolbar } from "../ViewToolbar";
import { AgendaView } from "./AgendaView";
import { CalendarBar } from "./CalendarBar";
import { CalendarNotes } from "./CalendarNotes";
import { EntryText } from "./EntryChip";
import { type CalendarEntry, type CalendarFields, entryOf, type Shift, shifted } from "./entries";
import { MonthView } from "./MonthView";
import { type CalendarView, spanAround } from "./span";
import { useEntries } from "./use-entries";
import { isMovable, useReschedule } from "./use-reschedule";
import type { CalendarViewProps } from "./view-props";
import { HOUR, WeekView } from "./WeekView";

export interface EntityCalendarProps {
  readonly entity: AnyEntity;
  /** How it opens; people can change it. On a phone it opens as an agenda. */
  readonly variant?: CalendarView;
  /** The date or datetime an entry begins at. */
  readonly start: string;
  readonly end?: string;
  /** The field an entry is called by; the entity's title field when unset. */
  readonly title?: string;
  /** A state or choice that colours the entries. */
  readonly colorBy?: string;
}

const KEYS: Readonly<Record<string, CalendarView>> = { m: "month", w: "week", a: "agenda" };

/** The rows of an entity on the days and hours they happen, on the clock of the site. */
export function EntityCalendar(props: EntityCalendarProps): ReactNode {
  const { entity, variant = "month", start, end, title, colorBy } = props;
  useLaidOut("list", entity.name);
  const format = useFormat();
  const access = useAccess(entity);
  const narrow = useIsPhone();
  const state = useListState(entity);
  const fields = useMemo<CalendarFields>(() => ({ start, end, title, colorBy }), [start, end, title, colorBy]);
  const { view, day, go } = usePlace(entity, narrow ? "agenda" : variant, format);
  const span = useMemo(() => spanAround(view, day, format, narrow), [view, day, format, narrow]);
  const found = useEntries({
    entity,
    fields,
    first: span.days[0] ?? day,
    last: span.days.at(-1) ?? day,
    filters: state.filters,
    q: state.q,
  });
  const { moved, shift } = useReschedule(entity, fields);
  const [said, setSaid] = useState("");
  const entries = useMemo(
    () => (found.rows ?? []).flatMap((row) => entryOf(entity, moved.get(row.id) ?? row, fields, format) ?? []),
    [found.rows, moved, entity, fields, format],
  );
  const onAdd = useAdd(entity, fields, format);
  const movable = isMovable(entity, fields, access);
  if (!access.can("read")) {
    return <EmptyState title={`Your role may not see ${entity.labelPlural.toLocaleLowerCase()}`} />;
  }
  const shared: CalendarViewProps = {
    entity,
    days: span.days,
    entries,
    today: format.today(),
    narrow,
    noun: (count) => nounFor(entity, count),
    onAdd: access.can("create") ? onAdd : undefined,
    onNudge: movable ? (entry, by) => setSaid(`${entry.title}: ${shift(entry.row, by, { rest: true })}`) : undefined,
    onShowDay: (shown) => go({ view: "agenda", day: shown }),
  };
  const facts = readableFields(
    entity,
    access,
    tellingFields(entity, 4, [start, end ?? "", title ?? "", colorBy ?? ""]).map(([name]) => name),
  ).filter(([, { kind }]) => kind !== "state");
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || (event.target as Element).matches("input, textarea")) return;
    const asked = KEYS[event.key];
    if (asked) go({ view: asked });
    else if (event.key === "t") go({ day: format.today() });
    else if (event.key === "PageUp") go({ day: span.previous });
    else if (event.key === "PageDown") go({ day: span.next });
    else return;
    event.preventDefault();
  };
  return (
    <section className="panel calendar" aria-label={`Calendar of ${nounFor(entity, 2)}`} onKeyDown={onKeyDown}>
      <ViewToolbar entity={entity} state={state} />
      <CalendarBar
        view={view}
        span={span}
        narrow={narrow}
        onView={(next) => go({ view: next })}
        onDay={(next) => go({ day: next })}
      />
      {found.error && !found.rows ? (
        <LoadProblem error={found.error} onRetry={found.retry} />
      ) : (
        <>
          <Dragging onShift={(entry, by) => shift(entry.row, by)} fields={fields}>
            {view === "month" ? (
              <MonthView {...shared} month={day.slice(0, 7)} />
            ) : view === "week" ? (
              <WeekView {...shared} />
            ) : (
              <AgendaView {...shared} facts={facts} />
            )}
          </Dragging>
          <CalendarNotes
            entity={entity}
            colorBy={colorBy}
            loaded={found.rows !== undefined}
            empty={entries.length === 0}
            cut={found.cut}
            large={view === "agenda"}
            narrowed={state.isNarrowed}
            onClear={state.clear}
            onAdd={shared.onAdd && (() => shared.onAdd?.(format.today(), null))}
          />
        </>
      )}
      <p className="sr-only" aria-live="polite">
        {said}
      </p>
    </section>
  );
}

/** The view and the day that the address shows. */
function usePlace(entity: AnyEntity, initial: CalendarView, format: Format) {
  const params = useUrlParams();
  const change = useChangeParams();
  const asked = params[`${entity.name}:view`];
  const view = asked === "month" || asked === "week" || asked === "agenda" ? asked : initial;
  const wanted = params[`${entity.name}:day`];
  const day = wanted && parseDateText(wanted) && !Number.isNaN(Date.parse(wanted)) ? wanted : format.today();
  const go = (to: { readonly view?: CalendarView; readonly day?: string }) =>
    change({
      ...(to.view ? { [`${entity.name}:view`]: to.view } : {}),
      ...(to.day ? { [`${entity.name}:day`]: to.day === format.today() ? null : to.day } : {}),
    });
  return { view, day, go };
}

const MORNING = 9 * 60;

/** Opens the form of a new entry with its times filled in. */
function useAdd(entity: AnyEntity, { start, end }: CalendarFields, format: Format) {
  const { add } = useRecordNavigation();
  return (day: string, minute: number | null) => {
    if (entity.fields[start]?.computed) return add(entity.name);
    const isDate = entity.fields[start]?.kind === "date";
    const at = isDate ? day : instantAt(day, minute ?? MORNING, format.timeZone);
    const takesEnd = end !== undefined && !entity.fields[end]?.computed;
    const until = isDate ? day : shifted(at, null, { days: 0, minutes: 60 }, format.timeZone).start;
    return add(entity.name, { [start]: at, ...(takesEnd ? { [end]: until } : {}) });
  };
}

function instantAt(day: string, minute: number, timeZone: string): string {
  const date = parseDateText(day) ?? { year: 2000, month: 1, day: 1 };
  return instantOf({ ...date, hour: Math.floor(minute / 60), minute: minute % 60 }, timeZone).toISOString();
}

interface DraggingProps {
  readonly fields: CalendarFields;
  readonly onShift: (entry: CalendarEntry, shift: Shift) => void;
  readonly children: ReactNode;
}

/** Lets entries be dragged to other days, and between the hours of a week. */
function Dragging({ fields, onShift, children }: DraggingProps): ReactNode {
  const format = useFormat();
  const [lifted, setLifted] = useState<{ readonly entry: CalendarEntry; readonly day: string } | null>(null);
  const [aim, setAim] = useState("");
  const sensors = useSensors(
    useSensor(MouseSensor, { activationConstraint: { distance: 6 } }),
    useSensor(TouchSensor, { activationConstraint: { delay: 220, tolerance: 8 } }),
  );
  const settle = () => {
    setLifted(null);
    setAim("");
  };
  const follow = (event: DragMoveEvent) => {
    const by = shiftOf(event);
    const entry = event.active.data.current?.entry as CalendarEntry | undefined;
    if (!by || !entry) return setAim("");
    const { start } = shifted(String(entry.row[fields.start]), null, by, format.timeZone);
    return setAim(format.relative(start));
  };
  const end = (event: DragEndEvent) => {
    const by = shiftOf(event);
    const entry = event.active.data.current?.entry as CalendarEntry | undefined;
    if (by && entry && (by.days !== 0 || by.minutes !== 0)) onShift(entry, by);
    settle();
  };
  return (
    <DndContext
      sensors={sensors}
      collisionDetection={pointerWithin}
      onDragStart={({ active }) => setLifted(active.data.current as { entry: CalendarEntry; day: string })}
      onDragMove={follow}
      onDragEnd={end}
      onDragCancel={settle}
    >
      {children}
      {createPortal(
        <DragOverlay dropAnimation={null}>
          {lifted && (
            <div className="cal-entry cal-entry-flying" data-tone={lifted.entry.tone}>
              <span className="cal-entry-link">
                <EntryText entry={lifted.entry} day={lifted.day} time={aim || lifted.entry.time} />
              </span>
            </div>
          )}
        </DragOverlay>,
        document.body,
      )}
    </DndContext>
  );
}

/** How far a drag moves an entry: by days, and in a week by quarters of an hour. */
function shiftOf({ active, over, delta }: DragMoveEvent | DragEndEvent): Shift | null {
  const from = active.data.current as { readonly day: string; readonly timed: boolean } | undefined;
  const to = over?.data.current as { readonly day: string; readonly timed: boolean } | undefined;
  if (!from || !to) return null;
  const minutes = from.timed && to.timed ? Math.round((delta.y / HOUR) * 4) * 15 : 0;
  return { days: daysBetween(from.day, to.day), minutes };
}
