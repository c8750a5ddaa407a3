import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { render } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { axe } from "../../app-kit/tests/axe";
import { makeClient } from "../src/api/me";
import { makeRouter } from "../src/routes";

/** A call that a screen made. */
export interface Call {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: unknown;
}

type Answer = unknown | ((call: Call) => unknown);

/** What the platform answers, by method and path below `/api/v1`; a function may look at the call. */
export type Answers = Readonly<Record<string, Answer>>;

export const ME = {
  user: { id: "usr_1", email: "ada@example.com", name: "Ada Lovelace", has_password: true },
  kind: "person",
  agency: { id: "agc_1", slug: "acme", name: "Acme", role: "admin" },
  permissions: [
    "account",
    "agency:write",
    "audit:read",
    "keys:write",
    "models:read",
    "models:write",
    "modules:read",
    "modules:write",
    "people:read",
    "people:write",
  ],
  agencies: [{ id: "agc_1", slug: "acme", name: "Acme", role: "admin" }],
  session_id: "ses_1",
};

export const VIEWER = {
  ...ME,
  agency: { ...ME.agency, role: "viewer" },
  permissions: ["account", "models:read", "modules:read", "people:read"],
};

const NOTHING = { items: [], next_cursor: null };

const USUAL: Answers = {
  "GET /auth/me": ME,
  "GET /auth/modules": NOTHING,
  "GET /auth/sessions": NOTHING,
  "GET /auth/identities": { connected: [], offered: [] },
  "GET /sessions": NOTHING,
  "GET /modules": NOTHING,
  "GET /agencies": NOTHING,
  "GET /agency/sites": NOTHING,
  "GET /notices": { ...NOTHING, unread: 0 },
  "GET /approvals": NOTHING,
  "GET /health": { status: "ok" },
};

/** A session as lists show it. */
export function sessionLine(id: string, name: string, more: Readonly<Record<string, unknown>> = {}) {
  const at = new Date(Date.now() - 5 * 60_000).toISOString();
  return {
    id,
    name,
    description: "",
    status: "reviewing",
    designer: "auto",
    feedback_seconds: 5,
    refinements: 0,
    satisfaction: null,
    has_module: false,
    created_at: at,
    updated_at: at,
    ...more,
  };
}

/** A module as lists show it. */
export function moduleLine(slug: string, name: string, more: Readonly<Record<string, unknown>> = {}) {
  return {
    id: `mod_${slug}`,
    slug,
    name,
    version: "1.0.0",
    status: "published",
    url: `http://${slug}.localhost:8400`,
    site: "Main site",
    is_preview: false,
    problem: null,
    ...more,
  };
}

/** A refusal as the API says it. */
export function problem(status: number, detail: string, more: Readonly<Record<string, unknown>> = {}): Response {
  const body = { type: "about:blank", title: "Problem", status, code: "refused", detail, ...more };
  return Response.json(body, { status, headers: { "content-type": "application/problem+json" } });
}

/** Studio in a page, at an address, over a platform that answers like this. */
export function openStudio(address = "/", answers: Answers = {}) {
  const calls: Call[] = [];
  let isUp = true;
  const known: Record<string, Answer> = { ...USUAL, ...answers };
  globalThis.fetch = async (input, init) => {
    const request = new Request(input as RequestInfo, init);
    if (!isUp) throw new TypeError("Failed to fetch");
    const url = new URL(request.url);
    const path = url.pathname.replace("/api/v1", "");
    const text = await request.text();
    const call = { method: request.method, path, query: url.searchParams, body: text ? JSON.parse(text) : undefined };
    calls.push(call);
    const found = known[`${call.method} ${path}`];
    const answer = typeof found === "function" ? await found(call) : found;
    if (answer === undefined) return problem(404, `Nothing answers ${call.method} ${path}.`, { code: "not_found" });
    if (answer === null) return new Response(null, { status: 204 });
    return answer instanceof Response ? answer : Response.json(answer);
  };
  history.replaceState(null, "", address);
  const user = userEvent.setup();
  const client = makeClient();
  const view = render(
    <QueryClientProvider client={client}>
      <RouterProvider router={makeRouter(client)} />
    </QueryClientProvider>,
  );
  return {
    user,
    calls,
    client,
    view,
    /** Lets the platform answer otherwise from now on. */
    answer: (more: Answers) => Object.assign(known, more),
    /** Takes the network away, or gives it back. */
    connect: (up: boolean) => {
      isUp = up;
    },
    sent: (method: string, path: string) => calls.filter((call) => call.method === method && call.path === path),
    problems: () => axe(view.baseElement),
  };
}
