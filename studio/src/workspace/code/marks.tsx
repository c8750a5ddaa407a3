import { Braces, CircleAlert, Database, FileCode2, FilePlus2, FileText, Pencil, Sparkles, Unplug } from "lucide-react";
import type { ReactNode } from "react";
import type { AppSpec } from "../../spec/types";
import { useWorkspace } from "../state/context";
import type { FileLine } from "./files";

/** What there is to say about a file, in a word and in a sentence. */
export interface Mark {
  readonly name: "unsaved" | "conflict" | "model" | "edited" | "added" | "orphan";
  readonly word: string;
  readonly sentence: string;
  readonly tone: "warning" | "danger" | "accent" | "info";
}

const MARKS: Readonly<Record<Mark["name"], Omit<Mark, "name">>> = {
  unsaved: { word: "Unsaved", sentence: "Has changes that are not saved.", tone: "warning" },
  conflict: { word: "Conflict", sentence: "Lines that were edited by hand were generated anew.", tone: "danger" },
  model: { word: "Written by a model", sentence: "A model wrote this component.", tone: "accent" },
  edited: { word: "Edited", sentence: "Edited by hand; kept when it is generated anew.", tone: "info" },
  added: { word: "Added", sentence: "Added by hand; nothing generates it.", tone: "info" },
  orphan: { word: "Left over", sentence: "It was edited, and nothing generates it any more.", tone: "warning" },
};

/** The marks of a file, the most urgent first. */
export function marksOf(file: FileLine, spec: AppSpec, isUnsaved: boolean): readonly Mark[] {
  const has = (mark: string) => file.marks.includes(mark);
  const names: Mark["name"][] = [];
  if (isUnsaved) names.push("unsaved");
  if (file.conflicts > 0) names.push("conflict");
  if (has("edited")) names.push(isModels(file, spec) ? "model" : "edited");
  if (has("added")) names.push("added");
  if (has("orphan")) names.push("orphan");
  return names.map((name) => ({ name, ...MARKS[name] }));
}

/** Custom components are written by a model upon what is generated. */
function isModels({ path, elements }: FileLine, spec: AppSpec): boolean {
  if (!path.startsWith("src/components/")) return false;
  return spec.components.some(({ id, type }) => type === "custom" && id === elements[0]);
}

const ICONS = {
  unsaved: () => <span className="code-dot" aria-hidden />,
  conflict: CircleAlert,
  model: Sparkles,
  edited: Pencil,
  added: FilePlus2,
  orphan: Unplug,
} as const;

/** Small signs behind the name of a file; each says itself. */
export function Marks({ file, isUnsaved }: { readonly file: FileLine; readonly isUnsaved: boolean }): ReactNode {
  const { spec } = useWorkspace();
  return (
    <span className="code-marks">
      {marksOf(file, spec, isUnsaved).map(({ name, word, tone, sentence }) => {
        const Shown = ICONS[name];
        return (
          <span key={name} title={sentence} data-tone={tone}>
            <Shown aria-hidden />
            <span className="sr-only">{word}</span>
          </span>
        );
      })}
    </span>
  );
}

/** The kind of a file. */
export function FileIcon({ path }: { readonly path: string }): ReactNode {
  const ending = path.slice(path.lastIndexOf(".") + 1);
  const Shown = { sql: Database, json: Braces, md: FileText, txt: FileText }[ending] ?? FileCode2;
  return <Shown aria-hidden className="code-icon" data-kind={ending} />;
}
