import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands";
import {
  bracketMatching,
  foldGutter,
  foldKeymap,
  HighlightStyle,
  indentOnInput,
  indentUnit,
  syntaxHighlighting,
} from "@codemirror/language";
import { highlightSelectionMatches, search, searchKeymap } from "@codemirror/search";
import { type Extension, RangeSetBuilder, StateField } from "@codemirror/state";
import {
  Decoration,
  type DecorationSet,
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  keymap,
  lineNumbers,
} from "@codemirror/view";
import { tags } from "@lezer/highlight";
import { conflictsIn } from "./conflicts";

const colour = (name: string) => ({ color: `var(--code-${name})` });

/** Colours of code; they are set beside the kit's tokens, for light and dark. */
const HIGHLIGHT = HighlightStyle.define([
  { tag: [tags.keyword, tags.operatorKeyword, tags.modifier, tags.controlKeyword], ...colour("keyword") },
  { tag: [tags.string, tags.special(tags.string), tags.regexp, tags.attributeValue], ...colour("string") },
  { tag: [tags.number, tags.bool, tags.null, tags.atom, tags.unit, tags.color], ...colour("number") },
  { tag: [tags.comment, tags.meta], ...colour("comment") },
  { tag: [tags.typeName, tags.className, tags.namespace, tags.tagName], ...colour("type") },
  { tag: [tags.propertyName, tags.attributeName, tags.labelName], ...colour("property") },
  { tag: [tags.function(tags.variableName), tags.function(tags.propertyName)], ...colour("function") },
  { tag: [tags.heading, tags.strong], fontWeight: "600" },
  { tag: tags.emphasis, fontStyle: "italic" },
  { tag: [tags.link, tags.url], ...colour("string"), textDecoration: "underline" },
]);

/** How text is shown, whether it can be edited or not. */
export const LOOKS: Extension = [lineNumbers(), syntaxHighlighting(HIGHLIGHT), drawSelection(), bracketMatching()];

/** All that an editor needs beyond its looks; `save` is Ctrl S. */
export function editing(save: () => void): Extension {
  const run = () => {
    save();
    return true;
  };
  const saving = { key: "Mod-s", preventDefault: true, run };
  return [
    LOOKS,
    history(),
    foldGutter(),
    indentUnit.of("  "),
    indentOnInput(),
    closeBrackets(),
    autocompletion({ activateOnTyping: false }),
    highlightActiveLine(),
    highlightActiveLineGutter(),
    highlightSelectionMatches(),
    search({ top: true }),
    markedConflicts,
    keymap.of([
      saving,
      ...closeBracketsKeymap,
      ...completionKeymap,
      ...searchKeymap,
      ...historyKeymap,
      ...foldKeymap,
      ...defaultKeymap,
      indentWithTab,
    ]),
  ];
}

/** Both sides of a conflict in colours of their own. */
const markedConflicts = StateField.define<DecorationSet>({
  create: (state) => marked(state.doc.toString()),
  update: (value, change) => (change.docChanged ? marked(change.state.doc.toString()) : value),
  provide: (field) => EditorView.decorations.from(field),
});

function marked(text: string): DecorationSet {
  const starts = [0];
  for (let place = text.indexOf("\n"); place >= 0; place = text.indexOf("\n", place + 1)) starts.push(place + 1);
  const ranges = new RangeSetBuilder<Decoration>();
  for (const { from, middle, to } of conflictsIn(text)) {
    for (let line = from; line <= to; line++) {
      const side = line === from || line === middle || line === to ? "mark" : line < middle ? "mine" : "generated";
      const start = starts[line - 1] ?? 0;
      ranges.add(start, start, Decoration.line({ class: `code-conflict-${side}` }));
    }
  }
  return ranges.finish();
}

/** The language of a file by its ending; each is loaded when it is first needed. */
export async function languageOf(path: string): Promise<Extension> {
  switch (path.slice(path.lastIndexOf(".") + 1)) {
    case "ts":
    case "tsx":
    case "js":
    case "jsx": {
      const { javascript } = await import("@codemirror/lang-javascript");
      return javascript({ typescript: /\.tsx?$/.test(path), jsx: path.endsWith("x") });
    }
    case "py":
      return (await import("@codemirror/lang-python")).python();
    case "sql": {
      const { PostgreSQL, sql } = await import("@codemirror/lang-sql");
      return sql({ dialect: PostgreSQL });
    }
    case "json":
      return (await import("@codemirror/lang-json")).json();
    case "css":
      return (await import("@codemirror/lang-css")).css();
    case "html":
      return (await import("@codemirror/lang-html")).html();
    case "md":
      return (await import("@codemirror/lang-markdown")).markdown();
    default:
      return [];
  }
}
