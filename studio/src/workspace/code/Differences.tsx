import { MergeView, unifiedMergeView } from "@codemirror/merge";
import { EditorState, type Extension } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { LOOKS, languageOf } from "./editing";

const WIDE = 860;
const FOLDED = { margin: 3, minSize: 8 };

interface DifferencesProps {
  readonly path: string;
  readonly before: string;
  readonly after: string;
  readonly labels: readonly [before: string, after: string];
}

/** Two texts of a file and what differs: side by side where there is room, otherwise one below the other. */
export default function Differences({ path, before, after, labels }: DifferencesProps): ReactNode {
  const frame = useRef<HTMLDivElement>(null);
  const isWide = useIsWide(frame);
  const [one, other] = labels;
  useEffect(() => {
    if (!frame.current || isWide === null) return;
    const parent = frame.current;
    let close = () => undefined as unknown;
    let isGone = false;
    void languageOf(path).then((language) => {
      if (isGone) return;
      close = isWide
        ? sideBySide(parent, { before, after, one, other, language })
        : unified(parent, { before, after, one, other, language });
    });
    return () => {
      isGone = true;
      close();
    };
  }, [path, before, after, one, other, isWide]);
  return (
    <div className="code-differences">
      {isWide && (
        <div className="code-sides" aria-hidden>
          <span>{one}</span>
          <span>{other}</span>
        </div>
      )}
      <div ref={frame} className="code-editor" />
    </div>
  );
}

interface Sides {
  readonly before: string;
  readonly after: string;
  readonly one: string;
  readonly other: string;
  readonly language: Extension;
}

const reading = (label: string, language: Extension): Extension => [
  LOOKS,
  language,
  EditorState.readOnly.of(true),
  EditorView.contentAttributes.of({ "aria-label": label, tabindex: "0" }),
];

function sideBySide(parent: HTMLElement, { before, after, one, other, language }: Sides): () => void {
  const view = new MergeView({
    parent,
    a: { doc: before, extensions: reading(one, language) },
    b: { doc: after, extensions: reading(other, language) },
    collapseUnchanged: FOLDED,
  });
  return () => view.destroy();
}

function unified(parent: HTMLElement, { before, after, one, other, language }: Sides): () => void {
  const merge = unifiedMergeView({ original: before, mergeControls: false, collapseUnchanged: FOLDED });
  const view = new EditorView({
    parent,
    doc: after,
    extensions: [reading(`${one} and ${other}`, language), merge],
  });
  return () => view.destroy();
}

/** Whether two columns fit; null before anything was measured. */
function useIsWide(frame: { readonly current: HTMLElement | null }): boolean | null {
  const [isWide, setWide] = useState<boolean | null>(null);
  useEffect(() => {
    if (!frame.current) return;
    const element = frame.current;
    const measure = () => setWide(element.clientWidth >= WIDE);
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    measure();
    return () => observer.disconnect();
  }, [frame]);
  return isWide;
}
