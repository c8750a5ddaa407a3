import { type ReactNode, useState } from "react";
import { Button } from "../ui/Button";
import type { Card } from "./card";
import { Nothing } from "./Nothing";
import { itemsOf, type ListItem } from "./reading";
import { SafeLink } from "./SafeLink";
import { Scroll } from "./Scroll";
import { wordingOf } from "./wording";

const AT_ONCE = 50;

/** Lines with a title, a word about each, the way to it and how old it is. */
export function ListCard({ card, value }: { readonly card: Card; readonly value: unknown }): ReactNode {
  const items = itemsOf(value);
  const [most, setMost] = useState(AT_ONCE);
  if (items.length === 0) return <Nothing card={card} />;
  return (
    <Scroll label={`${card.title}: items`}>
      <ul className="card-items">
        {items.slice(0, most).map((item, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: items have no identity but their place
          <Line key={place} item={item} card={card} />
        ))}
      </ul>
      {items.length > most && (
        <div className="card-more">
          <Button size="small" onClick={() => setMost(most + AT_ONCE)}>
            Show more
          </Button>
        </div>
      )}
    </Scroll>
  );
}

function Line({ item, card }: { readonly item: ListItem; readonly card: Card }): ReactNode {
  const { url, at } = item;
  const title = wordingOf(card).axis(item.title, card.x_format);
  const text = textOf(item, card);
  return (
    <li>
      <p className="card-item-title">
        <span dir="auto">{url ? <SafeLink to={url}>{title}</SafeLink> : title}</span>
        {at && <Age at={at} />}
      </p>
      {text && (
        <p className="card-item-text" dir="auto">
          {text}
        </p>
      )}
    </li>
  );
}

/** What is said of an item, then its values as the columns of the card read: `Received · €96.00`. */
function textOf({ text, values }: ListItem, card: Card): string {
  const wording = wordingOf(card);
  const isThere = (value: unknown) => value !== null && value !== undefined && value !== "";
  const said = (card.columns ?? [])
    .filter(({ key }) => isThere(values[key]))
    .map(({ key, format }) => wording.full(values[key], format ?? "text"));
  return [text, ...said].filter((part) => part !== "").join(" · ");
}

function Age({ at }: { readonly at: string }): ReactNode {
  const wording = wordingOf({});
  return (
    <time dateTime={at} title={wording.exact(at)}>
      {wording.near(at)}
    </time>
  );
}
