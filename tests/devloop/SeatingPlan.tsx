// A plan of the hall: seats in their rows, taken or free, each to be clicked.
import { Badge, EmptyState, LoadProblem, Row, Skeleton, toast, toastError, useAccess } from "@sayso/app-kit";
import { type CSSProperties, useState } from "react";
import { type Seat, seat } from "../entities/seat";
import { useSeats, useUpdateSeat } from "../hooks/seat";

const FREE: CSSProperties = { background: "var(--surface)", color: "var(--ink)", borderColor: "var(--line-strong)" };
const TAKEN: CSSProperties = { background: "var(--accent)", color: "var(--on-accent)", borderColor: "var(--accent)" };
const ROW: CSSProperties = { display: "flex", alignItems: "center", gap: "0.375rem", marginBlock: "0.375rem" };
const PLACE: CSSProperties = {
  minWidth: "2.75rem",
  minHeight: "2.75rem",
  border: "1px solid",
  borderRadius: "0.5rem",
  font: "inherit",
};

/** Seats by the row they stand in, both in order. */
function inRows(seats: readonly Seat[]): readonly (readonly [string, readonly Seat[]])[] {
  const rows = new Map<string, Seat[]>();
  for (const one of seats) rows.set(one.hall_row, [...(rows.get(one.hall_row) ?? []), one]);
  return [...rows]
    .sort(([left], [right]) => left.localeCompare(right))
    .map(([row, places]) => [row, places.sort((left, right) => left.place - right.place)]);
}

interface PlaceProps {
  readonly seat: Seat;
  readonly busy: boolean;
  readonly onToggle: ((seat: Seat) => void) | undefined;
}

function Place({ seat, busy, onToggle }: PlaceProps) {
  const taken = seat.is_taken === true;
  const said = `Row ${seat.hall_row}, seat ${seat.place}, ${taken ? "taken" : "free"}`;
  return (
    <button
      type="button"
      aria-label={seat.guest_title ? `${said}, ${seat.guest_title}` : said}
      aria-pressed={taken}
      disabled={busy || onToggle === undefined}
      onClick={() => onToggle?.(seat)}
      style={{ ...PLACE, ...(taken ? TAKEN : FREE) }}
    >
      {seat.place}
    </button>
  );
}

/** Seating plan of the hall. */
export function SeatingPlan() {
  const [saving, setSaving] = useState<string | null>(null);
  const seats = useSeats({ pageSize: 200, sort: [{ field: "hall_row" }, { field: "place" }] });
  const update = useUpdateSeat();
  const access = useAccess(seat);
  if (seats.isPending) return <Skeleton />;
  if (seats.isError) return <LoadProblem error={seats.error} onRetry={() => seats.refetch()} />;
  const all = seats.data.items;
  if (all.length === 0) return <EmptyState title="No seats yet">Add seats to see them in their rows.</EmptyState>;
  const free = all.filter((one) => one.is_taken !== true).length;
  const toggle = (one: Seat) => {
    const is_taken = one.is_taken !== true;
    setSaving(one.id);
    update.mutate(
      { id: one.id, changes: { is_taken }, version: one.version },
      {
        onSuccess: () => toast(`Seat ${one.hall_row}${one.place} is ${is_taken ? "taken" : "free"}`),
        onError: toastError,
        onSettled: () => setSaving(null),
      },
    );
  };
  const may = access.can("update") && access.mayWrite("is_taken");
  return (
    <section aria-label="Seating plan" style={{ overflowX: "auto" }}>
      <Row>
        <Badge tone="neutral">{free} free</Badge>
        <Badge tone="accent">{all.length - free} taken</Badge>
      </Row>
      {inRows(all).map(([row, places]) => (
        <div key={row} style={ROW}>
          <span style={{ width: "2rem", color: "var(--muted)" }}>{row}</span>
          {places.map((one) => (
            <Place key={one.id} seat={one} busy={saving === one.id} onToggle={may ? toggle : undefined} />
          ))}
        </div>
      ))}
    </section>
  );
}
