import type { FileLine } from "./files";

/** A row of the tree as it is shown: a folder or a file. */
export interface Row {
  readonly path: string;
  readonly name: string;
  /** 1 at the top. */
  readonly level: number;
  /** The folder around it; empty at the top. */
  readonly parent: string;
  readonly position: number;
  readonly siblings: number;
  /** The file; none for a folder. */
  readonly file?: FileLine;
  readonly isOpen?: boolean;
  /** How many files of a folder are below it. */
  readonly count?: number;
}

interface Folder {
  readonly folders: Map<string, Folder>;
  readonly files: FileLine[];
}

/** The rows that are shown: folders first, closed ones without what is in them; a filter opens all. */
export function rowsOf(files: readonly FileLine[], closed: ReadonlySet<string>, filter = ""): readonly Row[] {
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
  const wanted = files.filter(({ path }) => words.every((word) => path.toLowerCase().includes(word)));
  const top: Folder = { folders: new Map(), files: [] };
  for (const file of wanted) put(top, file.path.split("/"), file);
  const rows: Row[] = [];
  list(top, "", 1, words.length > 0 ? new Set() : closed, rows);
  return rows;
}

function put(folder: Folder, [first = "", ...rest]: readonly string[], file: FileLine): void {
  if (rest.length === 0) {
    folder.files.push(file);
    return;
  }
  const inner = folder.folders.get(first) ?? { folders: new Map(), files: [] };
  folder.folders.set(first, inner);
  put(inner, rest, file);
}

function list(folder: Folder, parent: string, level: number, closed: ReadonlySet<string>, rows: Row[]): void {
  const siblings = folder.folders.size + folder.files.length;
  let position = 0;
  for (const [name, inner] of [...folder.folders].sort(([one], [other]) => one.localeCompare(other))) {
    const path = parent ? `${parent}/${name}` : name;
    const isOpen = !closed.has(path);
    position += 1;
    rows.push({ path, name, level, parent, position, siblings, isOpen, count: countOf(inner) });
    if (isOpen) list(inner, path, level + 1, closed, rows);
  }
  for (const file of [...folder.files].sort((one, other) => one.path.localeCompare(other.path))) {
    position += 1;
    const name = file.path.slice(file.path.lastIndexOf("/") + 1);
    rows.push({ path: file.path, name, level, parent, position, siblings, file });
  }
}

function countOf(folder: Folder): number {
  return [...folder.folders.values()].reduce((sum, inner) => sum + countOf(inner), folder.files.length);
}
