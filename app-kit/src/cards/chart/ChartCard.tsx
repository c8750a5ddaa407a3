import { ChartColumn, Table2 } from "lucide-react";
import { lazy, type ReactNode, Suspense, useMemo, useState } from "react";
import { IconButton } from "../../ui/Button";
import type { Card } from "../card";
import { Nothing } from "../Nothing";
import { chartOf } from "../reading";
import { Scroll } from "../Scroll";
import { wordingOf } from "../wording";
import { ChartTable } from "./ChartTable";
import { drawingOf } from "./drawing";

const Canvas = lazy(() => import("./Canvas"));

/** Figures as a line, bars, an area or a ring, with the same figures as a table. */
export function ChartCard({ card, value }: { readonly card: Card; readonly value: unknown }): ReactNode {
  const [asTable, setAsTable] = useState(false);
  const read = useMemo(() => chartOf(card, value), [card, value]);
  const drawing = useMemo(() => drawingOf(card, read, wordingOf(card)), [card, read]);
  if (drawing.points.length === 0 || drawing.series.length === 0) return <Nothing card={card} />;
  const words = asTable ? "Show as chart" : "Show as table";
  return (
    <div className="card-chart">
      <div className="card-chart-tools" data-no-export>
        <IconButton label={words} aria-pressed={asTable} size="small" onClick={() => setAsTable(!asTable)}>
          {asTable ? <ChartColumn aria-hidden /> : <Table2 aria-hidden />}
        </IconButton>
      </div>
      {asTable ? (
        <Scroll label={`${card.title} as a table`}>
          <ChartTable card={card} read={read} />
        </Scroll>
      ) : (
        <figure className="card-plot">
          <div className="card-canvas" aria-hidden>
            <Suspense fallback={<p className="card-drawing">Drawing the chart</p>}>
              <Canvas card={card} drawing={drawing} />
            </Suspense>
          </div>
          {drawing.note && <figcaption>{drawing.note}</figcaption>}
          <div className="sr-only">
            <ChartTable card={card} read={read} />
          </div>
        </figure>
      )}
    </div>
  );
}
