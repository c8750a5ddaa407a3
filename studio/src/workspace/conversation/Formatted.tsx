import { Fragment, memo, type ReactNode, useMemo } from "react";
import { type Block, blocksOf, type Piece } from "./blocks";

/** A reply with its paragraphs, lists and code. */
export const Formatted = memo(function Formatted({ text }: { readonly text: string }): ReactNode {
  const blocks = useMemo(() => blocksOf(text), [text]);
  return (
    <div className="talk-text" dir="auto">
      {blocks.map((block, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: blocks of a text only grow at its end
        <DrawnBlock key={place} block={block} />
      ))}
    </div>
  );
});

function DrawnBlock({ block }: { readonly block: Block }): ReactNode {
  if (block.kind === "code") return <pre className="talk-code">{block.text}</pre>;
  if (block.kind === "paragraph") {
    return (
      <p>
        {block.lines.map((line, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: lines of a text only grow at its end
          <Fragment key={place}>
            {place > 0 && <br />}
            <Line pieces={line} />
          </Fragment>
        ))}
      </p>
    );
  }
  const List = block.isNumbered ? "ol" : "ul";
  return (
    <List className={block.isNumbered ? "list-decimal" : "list-disc"}>
      {block.items.map((item, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: items of a text only grow at its end
        <li key={place}>
          <Line pieces={item} />
        </li>
      ))}
    </List>
  );
}

function Line({ pieces }: { readonly pieces: readonly Piece[] }): ReactNode {
  return pieces.map(({ kind, text }, place) => {
    const key = `${place}-${kind}`;
    if (kind === "code") return <code key={key}>{text}</code>;
    if (kind === "strong") return <strong key={key}>{text}</strong>;
    return <Fragment key={key}>{text}</Fragment>;
  });
}
