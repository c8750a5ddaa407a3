import {
  Badge,
  Button,
  EmptyState,
  IconButton,
  LoadProblem,
  Notice,
  Skeleton,
  toast,
  useUrlState,
} from "@sayso/app-kit";
import { ArrowLeft, Copy, FileCheck2, Info, RotateCcw, Save } from "lucide-react";
import { lazy, type ReactNode, Suspense, useEffect, useId, useState } from "react";
import { useWorkspace } from "../state/context";
import { BackToGenerated } from "./BackToGenerated";
import { ConflictBar } from "./ConflictBar";
import { drafts, useDraft } from "./drafts";
import type { Target } from "./Editor";
import { type BuildFile, nameIn, useFile, useWrite, whyFixed } from "./files";
import { marksOf } from "./marks";
import { Parts } from "./Parts";
import { useWhyNot } from "./why-not";

const Editor = lazy(() => import("./Editor"));
const Differences = lazy(() => import("./Differences"));

const VIEWS = [
  { name: "edit", label: "Edit" },
  { name: "generated", label: "Generated" },
  { name: "changes", label: "Changes" },
] as const;
type View = (typeof VIEWS)[number]["name"];

/** One file: to be edited, as it was generated, and what differs. */
export function FilePane({ path, onBack }: { readonly path: string; readonly onBack: () => void }): ReactNode {
  const file = useFile(path);
  if (file.error && !file.data) {
    return (
      <div className="code-file">
        <Way path={path} onBack={onBack} />
        <LoadProblem error={file.error} onRetry={() => void file.refetch()} />
      </div>
    );
  }
  if (!file.data) {
    return (
      <div className="code-file">
        <Way path={path} onBack={onBack} />
        <Waiting />
      </div>
    );
  }
  return <OpenFile file={file.data} onBack={onBack} />;
}

function OpenFile({ file, onBack }: { readonly file: BuildFile; readonly onBack: () => void }): ReactNode {
  const { session, spec } = useWorkspace();
  const { path } = file;
  const draft = useDraft(session.id, path);
  const write = useWrite();
  const whyNot = useWhyNot();
  const fixed = whyFixed(path);
  const mayEdit = !fixed && !whyNot;
  const [wanted, setView] = useUrlState("view");
  const view: View = VIEWS.find(({ name }) => name === wanted)?.name ?? "edit";
  const [asksBack, setAsksBack] = useState(false);
  const [target, setTarget] = useTarget();
  const text = draft?.text ?? file.text;

  const change = (next: string) => drafts.write(session.id, path, { text: next, base: draft?.base ?? file.text });
  const save = () => {
    if (draft && mayEdit && !write.isPending) write.mutate({ path, text: draft.text });
  };
  const decideAt = (line: number) => {
    setView(null);
    setTarget({ line });
  };
  const mayGoBack = mayEdit && file.marks.some((mark) => mark !== "generated");
  return (
    <div className="code-file">
      <Way path={path} onBack={onBack}>
        {marksOf(file, spec, draft !== null).map(({ name, word, tone }) => (
          <Badge key={name} tone={tone}>
            {word}
          </Badge>
        ))}
        <div className="code-actions">
          <IconButton label="Copy this file" onClick={() => void copy(path, text)}>
            <Copy aria-hidden />
          </IconButton>
          {mayGoBack && (
            <IconButton label="Back to generated" onClick={() => setAsksBack(true)}>
              <RotateCcw aria-hidden />
            </IconButton>
          )}
          <Button
            variant="primary"
            size="small"
            icon={<Save aria-hidden />}
            busy={write.isPending}
            disabled={!draft || !mayEdit}
            onClick={save}
          >
            Save
          </Button>
        </div>
      </Way>
      <div className="code-bar">
        <Views view={view} onView={(next) => setView(next === "edit" ? null : next)} />
        <Parts elements={file.elements} />
      </div>
      {(fixed ?? whyNot) && (
        <p className="code-note">
          <Info aria-hidden /> {fixed ?? whyNot}
        </p>
      )}
      {write.error && (
        <Notice tone="danger" title="Not saved. Your text is still here.">
          {write.error.message} {write.error.hint}
        </Notice>
      )}
      {draft && draft.base !== file.text && <Overtaken file={file} draft={draft.text} onView={setView} />}
      <ConflictBar text={text} mayEdit={mayEdit} onText={change} onShow={decideAt} />
      <Suspense fallback={<Waiting />}>
        <Shown view={view} file={file} text={text} mayEdit={mayEdit} target={target} onText={change} onSave={save} />
      </Suspense>
      <BackToGenerated file={asksBack ? file : null} onClose={() => setAsksBack(false)} />
    </div>
  );
}

interface ShownProps {
  readonly view: View;
  readonly file: BuildFile;
  readonly text: string;
  readonly mayEdit: boolean;
  readonly target: Target | null;
  readonly onText: (text: string) => void;
  readonly onSave: () => void;
}

function Shown({ view, file, text, mayEdit, target, onText, onSave }: ShownProps): ReactNode {
  const { path, generated } = file;
  const keysId = useId();
  if (view === "edit") {
    return (
      <>
        <Editor
          key={path}
          path={path}
          text={text}
          isEditable={mayEdit}
          label={path}
          describedBy={keysId}
          target={target}
          onChange={onText}
          onSave={onSave}
        />
        <p id={keysId} className="code-keys">
          {mayEdit && "Ctrl S saves. Tab indents; Escape, then Tab leaves the text. "}Ctrl F searches.
        </p>
      </>
    );
  }
  if (generated === null) return <Alike title="This file was added by hand">Nothing generates it.</Alike>;
  if (view === "generated") {
    return (
      <Editor key={`${path} generated`} path={path} text={generated} isEditable={false} label={`${path}, generated`} />
    );
  }
  if (generated === text) return <Alike title="No changes">This file is as it was generated.</Alike>;
  return <Differences path={path} before={generated} after={text} labels={["Generated", "Yours"]} />;
}

function Alike({ title, children }: { readonly title: string; readonly children: ReactNode }): ReactNode {
  return (
    <EmptyState icon={<FileCheck2 aria-hidden />} title={title}>
      {children}
    </EmptyState>
  );
}

/** Said where the file was changed since its text was begun to be edited. */
function Overtaken({
  file,
  draft,
  onView,
}: {
  readonly file: BuildFile;
  readonly draft: string;
  readonly onView: (view: string) => void;
}): ReactNode {
  const { session } = useWorkspace();
  const { path } = file;
  return (
    <Notice tone="warning" title="This file was changed since you began to edit it.">
      <div className="mt-1.5 flex flex-wrap gap-1.5">
        <Button size="small" onClick={() => drafts.write(session.id, path, { text: draft, base: file.text })}>
          Go on with mine
        </Button>
        <Button size="small" onClick={() => drafts.forget(session.id, path)}>
          Take the new text
        </Button>
        <Button size="small" variant="ghost" onClick={() => onView("changes")}>
          Compare
        </Button>
      </div>
    </Notice>
  );
}

interface WayProps {
  readonly path: string;
  readonly onBack: () => void;
  readonly children?: ReactNode;
}

/** Where the file lies; on a phone also the way back to all of them. */
function Way({ path, onBack, children }: WayProps): ReactNode {
  const name = nameIn(path);
  return (
    <header className="code-head">
      <IconButton label="All files" className="code-back" onClick={onBack}>
        <ArrowLeft aria-hidden />
      </IconButton>
      <h2 className="code-way" title={path}>
        <span className="text-muted">{path.slice(0, path.length - name.length)}</span>
        <span>{name}</span>
      </h2>
      {children}
    </header>
  );
}

function Views({ view, onView }: { readonly view: View; readonly onView: (view: View) => void }): ReactNode {
  return (
    <fieldset className="code-views">
      <legend className="sr-only">View</legend>
      {VIEWS.map(({ name, label }) => (
        <button key={name} type="button" aria-pressed={name === view} onClick={() => onView(name)}>
          {label}
        </button>
      ))}
    </fieldset>
  );
}

function Waiting(): ReactNode {
  return (
    <div role="status" className="grid gap-2 p-4">
      <span className="text-sm text-muted">Opening the file</span>
      <Skeleton className="w-2/3" />
      <Skeleton className="w-1/2" />
      <Skeleton className="w-3/5" />
    </div>
  );
}

/** The line to go to: that of the address first. */
function useTarget(): readonly [Target | null, (target: Target) => void] {
  const [line] = useUrlState("line");
  const [target, setTarget] = useState<Target | null>(null);
  useEffect(() => {
    if (line) setTarget({ line: Number(line) || 1 });
  }, [line]);
  return [target, setTarget];
}

async function copy(path: string, text: string): Promise<void> {
  await navigator.clipboard.writeText(text);
  toast(`Copied ${nameIn(path)}.`);
}
