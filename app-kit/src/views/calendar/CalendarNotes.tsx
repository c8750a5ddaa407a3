import { CalendarPlus } from "lucide-react";
import type { ReactNode } from "react";
import type { AnyEntity } from "../../definition/entity";
import { nounFor } from "../../entity/noun";
import { Badge } from "../../ui/Badge";
import { Button } from "../../ui/Button";
import { EmptyState } from "../../ui/EmptyState";
import { Skeleton } from "../../ui/Small";
import { optionTone } from "./entries";

export interface CalendarNotesProps {
  readonly entity: AnyEntity;
  readonly colorBy: string | undefined;
  readonly loaded: boolean;
  readonly empty: boolean;
  /** There is more than is shown. */
  readonly cut: boolean;
  /** An empty calendar has nothing else to show. */
  readonly large: boolean;
  readonly narrowed: boolean;
  readonly onClear: () => void;
  readonly onAdd: (() => void) | undefined;
}

/** Below a calendar: what the colours mean, and that there is nothing or too much. */
export function CalendarNotes(props: CalendarNotesProps): ReactNode {
  const { entity, colorBy, loaded, empty, cut, large, narrowed, onClear, onAdd } = props;
  const field = colorBy === undefined ? undefined : entity.fields[colorBy];
  if (!loaded) return <CalendarSkeleton lines={large} />;
  if (empty && large) {
    return (
      <EmptyState
        icon={<CalendarPlus aria-hidden />}
        title={`No ${nounFor(entity, 2)} in these days`}
        actions={
          narrowed ? (
            <Button onClick={onClear}>Clear search and filters</Button>
          ) : (
            onAdd && (
              <Button variant="primary" onClick={onAdd}>
                Add {nounFor(entity, 1)}
              </Button>
            )
          )
        }
      />
    );
  }
  const hint = cut
    ? `Only the first 2,000 ${nounFor(entity, 2)} are shown. Narrow them by a filter.`
    : empty
      ? `No ${nounFor(entity, 2)} in these days${narrowed ? " match" : ""}.`
      : "";
  return (
    <div className="cal-notes">
      {field?.options && !large && (
        <ul className="cal-legend" aria-label={`Colours: ${field.label}`}>
          {field.options.map(({ value, label }) => (
            <li key={value}>
              <Badge tone={optionTone(field, value)}>{label}</Badge>
            </li>
          ))}
        </ul>
      )}
      <p aria-live="polite" className="text-muted">
        {hint}
      </p>
    </div>
  );
}

function CalendarSkeleton({ lines }: { readonly lines: boolean }): ReactNode {
  return (
    <div className="cal-notes" role="status" aria-label="Loading">
      {lines ? (
        <div className="flex flex-1 flex-col gap-4 py-2">
          {["w-1/3", "w-1/2", "w-2/5", "w-1/3"].map((width, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: outlines without identity
            <Skeleton key={index} className={width} />
          ))}
        </div>
      ) : (
        <Skeleton className="w-40" />
      )}
    </div>
  );
}
