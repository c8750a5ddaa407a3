import { answerFrom, type Server } from "@sayso/app-kit";

const START = "/api/";

/** The data API of a module at the platform's own address. */
export function serverOf(slug: string): Server {
  const root = `/api/v1/modules/${encodeURIComponent(slug)}/data/`;
  const placed = (path: string) => (path.startsWith(START) ? root + path.slice(START.length) : path);
  return {
    fetch: (path, init) => globalThis.fetch(placed(path), init),
    fileUrl: (id) => placed(`${START}files/${encodeURIComponent(id)}`),
  };
}

/** Lets the kit's tables and forms work with rows of this module, until another is named. */
export function workWith(slug: string): void {
  answerFrom(serverOf(slug));
}
