import type { ReactNode } from "react";
import type { Sample } from "../../spec/reports/sample";
import type { ChartKind } from "../../spec/reports/shape";

const WIDTH = 320;
const LABELS = 16;

export interface SampleChartProps {
  readonly sample: Sample;
  readonly kind: ChartKind;
  readonly height?: number;
}

/** A report as it will look, with figures made up; what it shows is said in words beside it. */
export function SampleChart({ sample, kind, height = 140 }: SampleChartProps): ReactNode {
  if (kind === "number") return <b className="reports-number">{compact(total(sample))}</b>;
  if (kind === "table") return <SampleTable sample={sample} />;
  const Drawn = { bar: Bars, line: Line, area: Line, pie: Pie }[kind];
  return (
    <svg viewBox={`0 0 ${WIDTH} ${height}`} className="reports-chart" aria-hidden focusable="false">
      <Drawn sample={sample} height={height} isFilled={kind === "area"} />
    </svg>
  );
}

interface DrawnProps {
  readonly sample: Sample;
  readonly height: number;
  readonly isFilled: boolean;
}

const total = ({ values }: Sample): number => values.reduce((sum, value) => sum + value, 0);
const compact = (value: number): string => new Intl.NumberFormat("en", { notation: "compact" }).format(value);
const short = (text: string, room: number): string => (text.length > room ? `${text.slice(0, room - 1)}…` : text);

function Bars({ sample: { names, values }, height }: DrawnProps): ReactNode {
  const most = Math.max(...values, 1);
  const step = WIDTH / Math.max(names.length, 1);
  const room = height - LABELS;
  return names.map((name, at) => {
    const size = ((values[at] ?? 0) / most) * (room - 6);
    return (
      <g key={name}>
        <rect x={at * step + step * 0.18} y={room - size} width={step * 0.64} height={size} rx={2} />
        <Label at={(at + 0.5) * step} height={height} text={short(name, Math.max(3, Math.floor(step / 6)))} />
      </g>
    );
  });
}

function Line({ sample: { names, values }, height, isFilled }: DrawnProps): ReactNode {
  const most = Math.max(...values, 1);
  const room = height - LABELS;
  const step = (WIDTH - 24) / Math.max(names.length - 1, 1);
  const points = values.map((value, at) => [12 + at * step, room - 2 - (value / most) * (room - 10)] as const);
  const path = points.map(([x, y], at) => `${at === 0 ? "M" : "L"}${x.toFixed(1)} ${y.toFixed(1)}`).join(" ");
  const every = Math.ceil(names.length / 8);
  return (
    <>
      {isFilled && <path d={`${path} L${WIDTH - 12} ${room} L12 ${room} Z`} className="reports-area" />}
      <path d={path} className="reports-line" />
      {points.map(([x, y]) => (
        <circle key={x} cx={x} cy={y} r={2.5} />
      ))}
      {names.map(
        (name, at) =>
          at % every === 0 && <Label key={name} at={12 + at * step} height={height} text={short(name, 7)} />,
      )}
    </>
  );
}

function Label({
  at,
  height,
  text,
}: {
  readonly at: number;
  readonly height: number;
  readonly text: string;
}): ReactNode {
  return (
    <text x={at} y={height - 3} textAnchor="middle">
      {text}
    </text>
  );
}

function Pie({ sample, height }: DrawnProps): ReactNode {
  const radius = height / 2 - 4;
  const sum = total(sample);
  let from = -Math.PI / 2;
  return sample.values.slice(0, 6).map((value, at) => {
    const to = from + (value / sum) * 2 * Math.PI * 0.999;
    const [x, y] = [height / 2, height / 2];
    const point = (angle: number) =>
      `${(x + radius * Math.cos(angle)).toFixed(1)} ${(y + radius * Math.sin(angle)).toFixed(1)}`;
    const slice = `M${x} ${y} L${point(from)} A${radius} ${radius} 0 ${to - from > Math.PI ? 1 : 0} 1 ${point(to)} Z`;
    from = to;
    const name = sample.names[at] ?? "";
    return (
      <g key={name} className="reports-slice" style={{ opacity: 1 - at * 0.14 }}>
        <path d={slice} />
        <rect x={height + 12} y={8 + at * 17} width={8} height={8} rx={2} />
        <text x={height + 26} y={16 + at * 17}>
          {short(name, 24)}
        </text>
      </g>
    );
  });
}

function SampleTable({ sample: { names, values } }: { readonly sample: Sample }): ReactNode {
  return (
    <table className="reports-table" aria-hidden>
      <tbody>
        {names.slice(0, 5).map((name, at) => (
          <tr key={name}>
            <td>{name}</td>
            <td>{compact(values[at] ?? 0)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
