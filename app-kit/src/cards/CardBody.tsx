import { Ruler, TriangleAlert } from "lucide-react";
import { Component, type ErrorInfo, type ReactNode, useMemo } from "react";
import { Button } from "../ui/Button";
import { CustomCard } from "./CustomCard";
import type { Card } from "./card";
import { ChartCard } from "./chart/ChartCard";
import { ListCard } from "./ListCard";
import { NumberCard } from "./NumberCard";
import { misfitOf } from "./reading";
import { TableCard } from "./TableCard";
import { TextCard } from "./TextCard";

export interface CardBodyProps {
  readonly card: Card;
  readonly value: unknown;
  /** Where the script is that draws a card of its own kind. */
  readonly drawnBy?: string | undefined;
  /** What is offered where the data is not what the card wants. */
  readonly onMisfit?: (() => void) | undefined;
}

/** What a block shows, drawn from its card; whatever is wrong with the data stays inside. */
export function CardBody({ card, value, drawnBy, onMisfit }: CardBodyProps): ReactNode {
  const misfit = useMemo(() => misfitOf(card, value), [card, value]);
  return (
    <div className="card-shown">
      {misfit === null ? (
        <Boundary card={card} value={value}>
          <Drawn card={card} value={value} drawnBy={drawnBy} />
        </Boundary>
      ) : (
        <Calm icon={<Ruler aria-hidden />} title="The data does not fit this card" text={misfit}>
          {onMisfit && (
            <Button size="small" onClick={onMisfit}>
              Show details
            </Button>
          )}
        </Calm>
      )}
    </div>
  );
}

type Drawable = Pick<CardBodyProps, "card" | "value" | "drawnBy">;

function Drawn({ card, value, drawnBy }: Drawable): ReactNode {
  switch (card.kind) {
    case "number":
      return <NumberCard card={card} value={value} />;
    case "table":
      return <TableCard card={card} value={value} />;
    case "list":
      return <ListCard card={card} value={value} />;
    case "text":
      return <TextCard card={card} value={value} />;
    case "custom":
      return <CustomCard card={card} value={value} drawnBy={drawnBy ?? ""} />;
    default:
      return <ChartCard card={card} value={value} />;
  }
}

/** Keeps what breaks in a card from taking the dashboard with it; other data is tried anew. */
class Boundary extends Component<Drawable & { readonly children: ReactNode }, { readonly error: Error | null }> {
  override state: { readonly error: Error | null } = { error: null };

  static getDerivedStateFromError(error: Error): { readonly error: Error } {
    return { error };
  }

  override componentDidCatch(error: Error, info: ErrorInfo): void {
    console.error(error, info.componentStack);
  }

  override componentDidUpdate(before: Drawable): void {
    const isOther = before.value !== this.props.value || before.card !== this.props.card;
    if (isOther && this.state.error) this.setState({ error: null });
  }

  override render(): ReactNode {
    if (!this.state.error) return this.props.children;
    return (
      <Calm
        icon={<TriangleAlert aria-hidden />}
        title="This card could not be drawn"
        text="Its data is safe, and the rest of the dashboard works."
      >
        <Button size="small" onClick={() => this.setState({ error: null })}>
          Draw it again
        </Button>
      </Calm>
    );
  }
}

interface CalmProps {
  readonly icon: ReactNode;
  readonly title: string;
  readonly text: string;
  readonly children?: ReactNode;
}

function Calm({ icon, title, text, children }: CalmProps): ReactNode {
  return (
    <div className="card-calm" role="alert">
      {icon}
      <p className="font-medium">{title}</p>
      <p>{text}</p>
      {children}
    </div>
  );
}
