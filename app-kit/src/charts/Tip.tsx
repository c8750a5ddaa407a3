import type { ReactNode } from "react";

/** What the chart library hands to the content of a tooltip, as far as it is used. */
interface Hovered {
  readonly active?: boolean;
  readonly label?: string | number;
  readonly payload?: readonly {
    readonly dataKey?: unknown;
    readonly name?: string | number;
    readonly value?: unknown;
    readonly color?: string;
    readonly payload?: { readonly fill?: string };
  }[];
}

export interface TipProps extends Hovered {
  /** A figure in its unit; `key` is that of its series. */
  readonly text: (value: unknown, key: unknown) => string;
  /** Says what a figure is where the library does not. */
  readonly name?: string;
}

/** The figures of the place that the pointer or the arrow keys are at, in full. */
export function Tip({ active, label, payload, text, name: fallback }: TipProps): ReactNode {
  if (!active || !payload?.length) return null;
  return (
    <div className="chart-tooltip">
      {label !== undefined && (
        <p className="font-medium" dir="auto">
          {label}
        </p>
      )}
      {payload.map(({ dataKey, name, value, color, payload: place }) => (
        <p key={String(name)} className="chart-tooltip-line">
          <i style={{ background: color ?? place?.fill ?? "var(--accent)" }} aria-hidden />
          <span className="text-muted" dir="auto">
            {name ?? fallback}
          </span>
          <b>{text(value, dataKey)}</b>
        </p>
      ))}
    </div>
  );
}
