import { CardBody, type CardKind, CardSkeleton, StaleMark } from "@sayso/app-kit/cards";
import { LoaderCircle } from "lucide-react";
import { type ReactNode, type Ref, useId } from "react";
import type { BlockView, SharedBlock } from "../types";

export interface BlockCardProps {
  readonly block: BlockView | SharedBlock;
  /** Where the script is that draws a card of its own kind. */
  readonly drawnBy: string;
  readonly isOld: boolean;
  readonly isRefreshing?: boolean;
  /** Said where there is nothing to show yet. */
  readonly waiting: string;
  /** Stands in place of the data. */
  readonly instead?: ReactNode;
  /** Said below the data. */
  readonly strip?: ReactNode;
  readonly grip?: ReactNode;
  readonly menu?: ReactNode;
  readonly onMisfit?: (() => void) | undefined;
  readonly ref?: Ref<HTMLElement>;
}

/** A block as it stands on a dashboard: its name, what it shows, and how it is doing. */
export function BlockCard(props: BlockCardProps): ReactNode {
  const { block, drawnBy, isOld, isRefreshing = false, waiting, instead, strip, grip, menu, onMisfit, ref } = props;
  const { card, data, title } = block;
  const heading = useId();
  return (
    <article ref={ref} className="tile" aria-labelledby={heading} aria-busy={isRefreshing || undefined}>
      <header className="tile-head">
        {grip}
        <h2 id={heading} className="tile-title" title={card?.explanation || title} dir="auto">
          {title || "A new block"}
        </h2>
        {isRefreshing && (
          <span className="tile-refreshing" role="status">
            <LoaderCircle className="spin" aria-hidden />
            <span>Refreshing</span>
          </span>
        )}
        {isOld && data && !isRefreshing && <StaleMark at={data.at} />}
        {menu}
      </header>
      <div className="tile-body">
        {instead ??
          (card && data ? (
            <CardBody card={card} value={data.value} drawnBy={drawnBy} onMisfit={onMisfit} />
          ) : (
            <CardSkeleton kind={card?.kind as CardKind | undefined} words={waiting} />
          ))}
      </div>
      {strip}
    </article>
  );
}
