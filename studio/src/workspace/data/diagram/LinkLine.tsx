import type { Edge, EdgeProps } from "@xyflow/react";
import { memo, type ReactNode } from "react";
import type { Many } from "../../../spec/links";
import type { Run } from "../../diagram/drawing";
import type { Point } from "../../diagram/layout";
import { pathOf, type Side } from "../../diagram/routes";
import type { LinkData } from "./cards";

type Props = EdgeProps<Edge<LinkData & { readonly run: Run }>>;

/** A relation: a line with how many are at each end, and what they are called there. */
export const LinkLine = memo(Line, (before, next) => before.data === next.data && before.selected === next.selected);

function Line({ data }: Props): ReactNode {
  if (!data) return null;
  const { ends, bends } = data.run;
  const { path } = pathOf(ends, bends);
  return (
    <>
      <path d={path} className="react-flow__edge-path diagram-line" />
      <path d={path} className="react-flow__edge-interaction" fill="none" strokeOpacity={0} strokeWidth={20} />
      <End at={ends.from} many={data.fromMany} name={data.inverse} />
      <End at={ends.to} many={data.toMany} name={data.name} />
    </>
  );
}

interface EndProps {
  readonly at: Point & { readonly side: Side };
  readonly many: Many;
  readonly name: string;
}

function End({ at: { x, y, side }, many, name }: EndProps): ReactNode {
  const out = side === "right" ? 1 : -1;
  return (
    <>
      {many === "many" ? (
        <path
          className="link-end"
          d={`M ${x + 13 * out} ${y} L ${x} ${y - 6} M ${x + 13 * out} ${y} L ${x} ${y + 6}`}
        />
      ) : (
        <path className="link-end" d={`M ${x + 7 * out} ${y - 6} V ${y + 6}`} />
      )}
      {many === "maybe" && <circle className="link-end link-end-none" cx={x + 14 * out} cy={y} r={4} />}
      <text className="link-name" x={x + 20 * out} y={y - 5} textAnchor={out > 0 ? "start" : "end"}>
        {name.length > 22 ? `${name.slice(0, 21)}…` : name}
      </text>
    </>
  );
}
