/** Who answers the data API: the server that the page came from, unless somebody else is named. */
export interface Server {
  fetch(input: string, init: RequestInit): Promise<Response>;
  /** The address of a stored file. */
  fileUrl(id: string): string;
}

const own: Server = {
  fetch: (input, init) => globalThis.fetch(input, init),
  fileUrl: (id) => `/api/files/${encodeURIComponent(id)}`,
};

let server = own;

/** Has every call of the data API answered by this server; null is the page's own again. */
export function answerFrom(other: Server | null): void {
  server = other ?? own;
}

export function answering(): Server {
  return server;
}
