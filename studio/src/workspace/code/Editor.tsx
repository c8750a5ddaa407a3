import { Compartment, EditorState } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { type ReactNode, useEffect, useRef } from "react";
import { editing, LOOKS, languageOf } from "./editing";

/** A line to go to; another object goes there again. */
export interface Target {
  readonly line: number;
}

interface EditorProps {
  readonly path: string;
  readonly text: string;
  readonly isEditable: boolean;
  /** Named for people who cannot see it. */
  readonly label: string;
  readonly describedBy?: string;
  readonly target?: Target | null;
  readonly onChange?: (text: string) => void;
  readonly onSave?: () => void;
}

/** The text of a file in an editor that has an undo of its own; without `onChange` it is only read. */
export default function Editor(props: EditorProps): ReactNode {
  const { path, text, isEditable, label, describedBy, target } = props;
  const frame = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView | null>(null);
  const last = useRef(props);
  last.current = props;
  // a tab that rests takes the editor down; its undo and its cursor are there again when it is opened
  const kept = useRef<EditorState | null>(null);
  const parts = useRef({ language: new Compartment(), access: new Compartment(), words: new Compartment() });

  useEffect(() => {
    if (!frame.current) return;
    const { language, access, words } = parts.current;
    const tell = EditorView.updateListener.of((update) => {
      if (update.docChanged) last.current.onChange?.(update.state.doc.toString());
    });
    const fresh = () =>
      EditorState.create({
        doc: last.current.text,
        extensions: [
          last.current.onChange ? editing(() => last.current.onSave?.()) : LOOKS,
          tell,
          language.of([]),
          access.of([]),
          words.of([]),
        ],
      });
    const made = new EditorView({ state: kept.current ?? fresh(), parent: frame.current });
    view.current = made;
    void languageOf(path).then((found) => {
      if (view.current === made) made.dispatch({ effects: language.reconfigure(found) });
    });
    return () => {
      kept.current = made.state;
      view.current = null;
      made.destroy();
    };
  }, [path]);

  useEffect(() => {
    const { access, words } = parts.current;
    const attributes = {
      "aria-label": label,
      tabindex: "0",
      ...(describedBy ? { "aria-describedby": describedBy } : {}),
    };
    view.current?.dispatch({
      effects: [
        access.reconfigure(EditorState.readOnly.of(!isEditable)),
        words.reconfigure(EditorView.contentAttributes.of(attributes)),
      ],
    });
  }, [isEditable, label, describedBy]);

  useEffect(() => {
    if (view.current) replace(view.current, text);
  }, [text]);

  useEffect(() => {
    if (view.current && target) show(view.current, target.line);
  }, [target]);

  return <div ref={frame} className="code-editor" />;
}

/** Puts another text in place; what is the same at both ends stays, and with it the cursor. */
function replace(view: EditorView, text: string): void {
  const old = view.state.doc.toString();
  if (old === text) return;
  let start = 0;
  while (start < old.length && old[start] === text[start]) start++;
  let end = 0;
  const most = Math.min(old.length, text.length) - start;
  while (end < most && old[old.length - 1 - end] === text[text.length - 1 - end]) end++;
  const insert = text.slice(start, text.length - end);
  view.dispatch({ changes: { from: start, to: old.length - end, insert } });
}

function show(view: EditorView, line: number): void {
  const place = view.state.doc.line(Math.min(Math.max(line, 1), view.state.doc.lines)).from;
  view.dispatch({ selection: { anchor: place }, effects: EditorView.scrollIntoView(place, { y: "center" }) });
  view.focus();
}
