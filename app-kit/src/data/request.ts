import { connection } from "./connection";
import { ConnectionLost, errorFrom, type Problem } from "./errors";
import { revision } from "./revision";
import { answering } from "./server";

export interface RequestOptions {
  readonly query?: URLSearchParams;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal | undefined;
}

/** One call of the data API; answers JSON, or throws the ApiError that fits. */
export async function request<T>(method: string, path: string, options: RequestOptions = {}): Promise<T> {
  const response = await send(method, path, options);
  if (!response.ok) throw errorFrom(response.status, await problemOf(response));
  if (response.status === 204) return undefined as T;
  return (await response.json()) as T;
}

/** Fetches a file. */
export async function requestBlob(path: string, query: URLSearchParams): Promise<Blob> {
  const response = await send("GET", path, { query });
  if (!response.ok) throw errorFrom(response.status, await problemOf(response));
  return response.blob();
}

async function send(method: string, path: string, options: RequestOptions): Promise<Response> {
  const { query, body, headers, signal } = options;
  const isRaw = body instanceof FormData || body instanceof Blob || typeof body === "string";
  try {
    const response = await answering().fetch(query?.size ? `${path}?${query}` : path, {
      method,
      credentials: "same-origin",
      headers: {
        accept: "application/json",
        ...(body !== undefined && !isRaw ? { "content-type": "application/json" } : {}),
        ...headers,
      },
      ...(body !== undefined ? { body: isRaw ? body : JSON.stringify(body) } : {}),
      ...(signal ? { signal } : {}),
    });
    connection.report(true);
    revision.report(response.headers);
    return response;
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    connection.report(false);
    throw new ConnectionLost();
  }
}

async function problemOf(response: Response): Promise<Problem> {
  try {
    return (await response.json()) as Problem;
  } catch {
    return { title: response.statusText || `The server answered with status ${response.status}.` };
  }
}
