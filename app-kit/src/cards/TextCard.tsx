import type { ReactNode } from "react";
import type { Card } from "./card";
import { Nothing } from "./Nothing";
import { textOf } from "./reading";
import { Scroll } from "./Scroll";

/** Paragraphs, strong words and bullets; whatever else stands in the text is shown as it is written. */
export function TextCard({ card, value }: { readonly card: Card; readonly value: unknown }): ReactNode {
  const text = textOf(value).trim();
  if (!text) return <Nothing card={card} />;
  return (
    <Scroll label={`${card.title}: text`} className="card-prose">
      {partsOf(text).map((part, place) =>
        part.isList ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: parts of a text have no identity but their place
          <ul key={place}>
            {part.lines.map((line, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: neither have bullets
              <li key={at} dir="auto">
                {withStrong(line)}
              </li>
            ))}
          </ul>
        ) : (
          // biome-ignore lint/suspicious/noArrayIndexKey: as above
          <p key={place} dir="auto">
            {withStrong(part.lines.join("\n"))}
          </p>
        ),
      )}
    </Scroll>
  );
}

interface Part {
  readonly isList: boolean;
  readonly lines: string[];
}

const BULLET = /^\s*[-•*]\s+/;

function partsOf(text: string): readonly Part[] {
  const parts: Part[] = [];
  let isApart = true;
  for (const line of text.split(/\r?\n/)) {
    if (!line.trim()) {
      isApart = true;
      continue;
    }
    const isList = BULLET.test(line);
    const before = parts.at(-1);
    const said = line.replace(BULLET, "");
    if (before && !isApart && before.isList === isList) before.lines.push(said);
    else parts.push({ isList, lines: [said] });
    isApart = false;
  }
  return parts;
}

function withStrong(text: string): ReactNode {
  return text.split(/\*\*(.+?)\*\*/s).map((piece, place) =>
    // biome-ignore lint/suspicious/noArrayIndexKey: pieces alternate by their place
    place % 2 ? <strong key={place}>{piece}</strong> : piece,
  );
}
