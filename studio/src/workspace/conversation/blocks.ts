/** A piece of a line: plain words, strong ones, or code. */
export interface Piece {
  readonly kind: "text" | "strong" | "code";
  readonly text: string;
}

export type Block =
  | { readonly kind: "paragraph"; readonly lines: readonly (readonly Piece[])[] }
  | { readonly kind: "list"; readonly isNumbered: boolean; readonly items: readonly (readonly Piece[])[] }
  | { readonly kind: "code"; readonly text: string };

const FENCE = /^\s*```/;
const ITEM = /^\s*(?:[-*•]|(\d{1,3})[.)])\s+(.*)$/;
const HEADING = /^#{1,6}\s+/;
const INLINE = /`([^`\n]+)`|\*\*([^*\n]+)\*\*/g;

/** Reads the light formatting of a reply: paragraphs, lists and code. Nothing of it ever becomes HTML. */
export function blocksOf(text: string): readonly Block[] {
  const blocks: Block[] = [];
  const lines = text.replaceAll("\r\n", "\n").split("\n");
  for (let at = 0; at < lines.length; ) {
    const line = lines[at] ?? "";
    if (line.trim() === "") at += 1;
    else if (FENCE.test(line)) at = code(lines, at, blocks);
    else if (ITEM.test(line)) at = list(lines, at, blocks);
    else at = paragraph(lines, at, blocks);
  }
  return blocks;
}

/** A fence that is not closed yet reaches to the end: the rest of a reply may still come. */
function code(lines: readonly string[], start: number, blocks: Block[]): number {
  let end = start + 1;
  while (end < lines.length && !FENCE.test(lines[end] ?? "")) end += 1;
  blocks.push({ kind: "code", text: lines.slice(start + 1, end).join("\n") });
  return end + 1;
}

function list(lines: readonly string[], start: number, blocks: Block[]): number {
  const isNumbered = ITEM.exec(lines[start] ?? "")?.[1] !== undefined;
  const items: (readonly Piece[])[] = [];
  let at = start;
  for (; at < lines.length; at += 1) {
    const found = ITEM.exec(lines[at] ?? "");
    if (!found || (found[1] !== undefined) !== isNumbered) break;
    items.push(piecesOf(found[2] ?? ""));
  }
  blocks.push({ kind: "list", isNumbered, items });
  return at;
}

function paragraph(lines: readonly string[], start: number, blocks: Block[]): number {
  const found: (readonly Piece[])[] = [];
  let at = start;
  for (; at < lines.length; at += 1) {
    const line = lines[at] ?? "";
    if (line.trim() === "" || FENCE.test(line) || ITEM.test(line)) break;
    found.push(HEADING.test(line) ? [{ kind: "strong", text: line.replace(HEADING, "") }] : piecesOf(line));
  }
  blocks.push({ kind: "paragraph", lines: found });
  return at;
}

function piecesOf(line: string): readonly Piece[] {
  const pieces: Piece[] = [];
  let done = 0;
  for (const found of line.matchAll(INLINE)) {
    if (found.index > done) pieces.push({ kind: "text", text: line.slice(done, found.index) });
    if (found[1] !== undefined) pieces.push({ kind: "code", text: found[1] });
    else pieces.push({ kind: "strong", text: found[2] ?? "" });
    done = found.index + found[0].length;
  }
  if (done < line.length) pieces.push({ kind: "text", text: line.slice(done) });
  return pieces;
}
