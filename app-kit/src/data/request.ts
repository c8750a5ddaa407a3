import { ConnectionLost, errorFrom, type Problem } from "./errors";

export interface RequestOptions {
  readonly query?: URLSearchParams;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal | undefined;
}

const ROLE_KEY = "sayso.act-as";

/** The role the person looks through, when they chose another than their own. */
export function actingRole(): string | null {
  return globalThis.sessionStorage?.getItem(ROLE_KEY) ?? null;
}

/** Remembers, for this tab, the role to look through; null returns to one's own. */
export function actAs(role: string | null): void {
  if (role === null) sessionStorage.removeItem(ROLE_KEY);
  else sessionStorage.setItem(ROLE_KEY, role);
}

/** One call of the data API; answers JSON, or throws the ApiError that fits. */
export async function request<T>(method: string, path: string, options: RequestOptions = {}): Promise<T> {
  const response = await send(method, path, options);
  if (!response.ok) throw errorFrom(response.status, await problemOf(response));
  if (response.status === 204) return undefined as T;
  return (await response.json()) as T;
}

async function send(method: string, path: string, options: RequestOptions): Promise<Response> {
  const { query, body, headers, signal } = options;
  const isRaw = body instanceof FormData || body instanceof Blob || typeof body === "string";
  const role = actingRole();
  try {
    return await fetch(query?.size ? `${path}?${query}` : path, {
      method,
      credentials: "same-origin",
      headers: {
        accept: "application/json",
        ...(body !== undefined && !isRaw ? { "content-type": "application/json" } : {}),
        ...(role ? { "x-act-as": role } : {}),
        ...headers,
      },
      ...(body !== undefined ? { body: isRaw ? body : JSON.stringify(body) } : {}),
      ...(signal ? { signal } : {}),
    });
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
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
