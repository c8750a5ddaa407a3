import { parseParams, stringifyParams, Toaster } from "@sayso/app-kit";
import { QueryClientProvider } from "@tanstack/react-query";
import {
  createMemoryHistory,
  createRootRoute,
  createRoute,
  createRouter,
  Outlet,
  RouterProvider,
} from "@tanstack/react-router";
import { render } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import type { ComponentType } from "react";
import { vi } from "vitest";
import { makeClient } from "../src/api/me";

type Body = Readonly<Record<string, unknown>>;

export interface Call {
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly body: Body | null;
  readonly signal: AbortSignal;
}

type Answer = (call: Call) => unknown;

export const ADMIN = [
  "modules:read",
  "modules:write",
  "people:read",
  "people:write",
  "agency:write",
  "keys:write",
  "audit:read",
  "models:read",
  "models:write",
  "data:read",
  "data:write",
  "account",
];

/** The API as a test wants it: answers by method and path, and all that was asked. */
export class FakeApi {
  readonly calls: Call[] = [];
  private readonly answers = new Map<string, Answer>();

  constructor(permissions: readonly string[] = ADMIN) {
    const agency = { id: "a", name: "Acme", slug: "acme", role: "admin" };
    const user = { id: "u-1", name: "Ada", email: "ada@example.com", has_password: true };
    this.on("GET /auth/me", () => ({ user, kind: "person", agency, permissions, agencies: [agency], session_id: "s" }));
    vi.stubGlobal("fetch", (request: Request) => this.answer(request));
  }

  /** Answers `GET /agency/people` from now on; a Response stays as it is, anything else is JSON. */
  on(route: string, answer: Answer): void {
    this.answers.set(route, answer);
  }

  called(route: string): readonly Call[] {
    return this.calls.filter(({ method, path }) => `${method} ${path}` === route);
  }

  private async answer(request: Request): Promise<Response> {
    const url = new URL(request.url);
    const text = request.method === "GET" ? "" : await request.text();
    const call: Call = {
      method: request.method,
      path: url.pathname.replace("/api/v1", ""),
      query: Object.fromEntries(url.searchParams),
      body: text ? JSON.parse(text) : null,
      signal: request.signal,
    };
    this.calls.push(call);
    const answer = this.answers.get(`${call.method} ${call.path}`);
    if (!answer) return problem(404, `Nothing answers ${call.method} ${call.path}.`);
    const said = await answer(call);
    if (said instanceof Response) return said;
    return said === undefined ? new Response(null, { status: 204 }) : Response.json(said);
  }
}

/** What the API says no with. */
export function problem(status: number, detail: string, hint = "", errors: readonly unknown[] = []): Response {
  return Response.json({ status, detail, hint, code: "refused", errors }, { status });
}

export const page = (...items: readonly unknown[]) => ({ items, next_cursor: null });

/** Shows a screen at an address, as a person has it before them. */
export function show(Screen: ComponentType, address = "/") {
  const root = createRootRoute({
    component: () => (
      <main>
        <Outlet />
      </main>
    ),
  });
  const shown = createRoute({ getParentRoute: () => root, path: "$", component: Screen as never });
  const first = createRoute({ getParentRoute: () => root, path: "/", component: Screen as never });
  const session = createRoute({
    getParentRoute: () => root,
    path: "/sessions/$session/{-$tab}",
    component: () => <p>The session</p>,
  });
  const history = createMemoryHistory({ initialEntries: [address] });
  const router = createRouter({
    routeTree: root.addChildren([first, session, shown]),
    history,
    parseSearch: parseParams,
    stringifySearch: stringifyParams,
  });
  const shownNow = render(
    <QueryClientProvider client={makeClient()}>
      <RouterProvider router={router as never} />
      <Toaster />
    </QueryClientProvider>,
  );
  return { user: userEvent.setup(), history, ...shownNow };
}
