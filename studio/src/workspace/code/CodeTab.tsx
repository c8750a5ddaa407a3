import {
  Button,
  EmptyState,
  Input,
  LoadProblem,
  Skeleton,
  useChangeParams,
  useStored,
  useUrlParams,
} from "@sayso/app-kit";
import { Braces, CircleAlert, Download, FileSearch } from "lucide-react";
import { type ReactNode, useEffect, useMemo, useState } from "react";
import { useWorkspace } from "../state/context";
import { usePointedAt } from "../state/place";
import { useDrafts } from "./drafts";
import { FilePane } from "./FilePane";
import { FileTree } from "./FileTree";
import { type FileLine, nameIn, useFiles } from "./files";
import { Leaving } from "./Leaving";
import { rowsOf } from "./tree";
import { useWhyNot } from "./why-not";

/** The files of the application: read them, write upon them, take them away. */
export default function CodeTab(): ReactNode {
  const files = useFiles();
  const whyNot = useWhyNot();
  const { session } = useWorkspace();
  const { file: open } = useUrlParams();
  const change = useChangeParams();
  const last = `sayso.file.${session.id}`;
  const pointedAt = usePointedAt();
  const pointedFile = useMemo(() => fileOf(files.data ?? [], pointedAt), [files.data, pointedAt]);
  useEffect(() => {
    if (open) sessionStorage.setItem(last, open);
    else if (pointedFile) change({ file: pointedFile });
  }, [open, pointedFile, last, change]);
  // back from another tab, whose address had no file, the file that was open is open again
  // biome-ignore lint/correctness/useExhaustiveDependencies: only when the tab is shown
  useEffect(() => {
    const before = sessionStorage.getItem(last);
    if (before && !open && !pointedAt) change({ file: before });
  }, [last]);
  const close = () => {
    sessionStorage.removeItem(last);
    change({ file: null, view: null, at: null, line: null });
  };

  if (files.error && !files.data) return <LoadProblem error={files.error} onRetry={() => void files.refetch()} />;
  if (!files.data) return <Waiting />;
  if (files.data.length === 0) return <Nothing />;
  return (
    <div className="code" data-open={open ? true : undefined}>
      <Files
        files={files.data}
        open={open ?? null}
        onOpen={(path) => change({ file: path, at: null, line: null }, { push: true })}
      />
      {open ? (
        <FilePane key={open} path={open} onBack={close} />
      ) : (
        <EmptyState icon={<FileSearch aria-hidden />} title="Choose a file">
          What you write is kept when the application is generated anew, and merged with it.
        </EmptyState>
      )}
      <Leaving maySave={whyNot === null} />
    </div>
  );
}

interface FilesProps {
  readonly files: readonly FileLine[];
  readonly open: string | null;
  readonly onOpen: (path: string) => void;
}

function Files({ files, open, onOpen }: FilesProps): ReactNode {
  const { session } = useWorkspace();
  const [closed, setClosed] = useStored<readonly string[]>(`sayso.folders.${session.id}`, ["migrations", "rollback"]);
  const [filter, setFilter] = useState("");
  const unsaved = useDrafts(session.id);
  const rows = useMemo(() => rowsOf(files, new Set(closed), filter), [files, closed, filter]);
  const fold = (path: string, isOpen: boolean) =>
    setClosed(isOpen ? closed.filter((one) => one !== path) : [...closed, path]);
  return (
    <nav className="code-files" aria-label="Files of the application">
      <div className="code-filter">
        <Input
          type="search"
          placeholder="Filter files"
          aria-label="Filter files"
          value={filter}
          onChange={(event) => setFilter(event.target.value)}
        />
      </div>
      <Conflicted files={files} open={open} onOpen={onOpen} />
      {rows.length > 0 ? (
        <FileTree rows={rows} open={open} unsaved={unsaved} onOpen={onOpen} onFold={fold} />
      ) : (
        <div className="p-4 text-sm text-muted">
          <p>No file has “{filter}” in its path.</p>
          <Button size="small" className="mt-2" onClick={() => setFilter("")}>
            Clear the filter
          </Button>
        </div>
      )}
      <a className="code-download" href={`/api/v1/sessions/${session.id}/files.zip`} download>
        <Download aria-hidden /> Download all {files.length} files
      </a>
    </nav>
  );
}

function Conflicted({ files, open, onOpen }: FilesProps): ReactNode {
  const found = files.filter(({ conflicts }) => conflicts > 0);
  if (found.length === 0) return null;
  return (
    <section className="code-decide" aria-label="Files with conflicts">
      <h2>
        <CircleAlert aria-hidden />
        {found.length === 1 ? "1 file needs a decision" : `${found.length} files need a decision`}
      </h2>
      <ul>
        {found.map(({ path, conflicts }) => (
          <li key={path}>
            <button type="button" title={path} aria-current={path === open || undefined} onClick={() => onOpen(path)}>
              <span className="truncate">{nameIn(path)}</span>
              <span className="code-count">{conflicts === 1 ? "1 place" : `${conflicts} places`}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** The file that shows an element best: one that is made for it, a component or page before all. */
function fileOf(files: readonly FileLine[], element: string | null): string | null {
  if (!element) return null;
  const found = files.filter(({ elements }) => elements.includes(element));
  const own = found.find(
    ({ elements, path }) => elements[0] === element && /^src\/(components|pages|entities)\//.test(path),
  );
  return (own ?? found.find(({ path }) => path.startsWith("src/")) ?? found[0])?.path ?? null;
}

function Waiting(): ReactNode {
  return (
    <div role="status" className="grid gap-2 p-4">
      <span className="text-sm text-muted">Loading the files</span>
      {[60, 45, 70, 50, 65].map((width) => (
        <span key={width} style={{ width: `${width / 4}%`, minWidth: `${width * 2}px` }}>
          <Skeleton />
        </span>
      ))}
    </div>
  );
}

function Nothing(): ReactNode {
  return (
    <EmptyState icon={<Braces aria-hidden />} title="No files yet">
      Say what you need. The files of the application stand here as soon as there is something to show.
    </EmptyState>
  );
}
