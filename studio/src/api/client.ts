import { ConnectionLost, connection, errorFrom, type Problem } from "@sayso/app-kit";
import createClient from "openapi-fetch";
import type { components, paths } from "../../generated/api";

/** What the API takes and shows, by the names of its document. */
export type Schemas = components["schemas"];

const client = createClient<paths>({ credentials: "same-origin", fetch: (request) => reach(request) });

/** One call of the platform's API; the answer is what `data` holds. `dataOf` makes a problem an ApiError. */
export const api = client;

async function reach(request: Request): Promise<Response> {
  try {
    const response = await fetch(request);
    connection.report(true);
    return response;
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    connection.report(false);
    throw new ConnectionLost();
  }
}

interface Answered<T> {
  readonly data?: T;
  readonly error?: unknown;
  readonly response: Response;
}

/** What a call answered; throws the ApiError of a problem: `await dataOf(api.GET("/api/v1/modules"))`. */
export async function dataOf<T>(answering: Promise<Answered<T>>): Promise<T> {
  const { data, error, response } = await answering;
  if (!response.ok) throw errorFrom(response.status, problemIn(error, response));
  return data as T;
}

function problemIn(error: unknown, response: Response): Problem {
  if (typeof error === "object" && error !== null) return error as Problem;
  return { title: response.statusText || `The server answered with status ${response.status}.` };
}
