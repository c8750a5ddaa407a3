import { QueryClientProvider } from "@tanstack/react-query";
import {
  createMemoryHistory,
  createRootRoute,
  createRoute,
  createRouter,
  Outlet,
  RouterProvider,
} from "@tanstack/react-router";
import { act, render } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { vi } from "vitest";
import { makeClient } from "../../src/api/me";
import type { BuildSession } from "../../src/workspace/state/context";
import type { Message } from "../../src/workspace/state/messages";
import { Workspace } from "../../src/workspace/Workspace";

export const SESSION = "11111111-2222-4333-8444-555555555555";

type Body = Readonly<Record<string, unknown>>;

/** One call that the page made. */
export interface Call {
  readonly method: string;
  readonly path: string;
  readonly body: Body | null;
}

/** A session as the server has it, and what the page asks of it. */
export class FakeSession {
  readonly calls: Call[] = [];
  readonly messages: Message[] = [];
  session: BuildSession = { ...EMPTY };
  spec: Body = { ...EMPTY_SPEC };
  /** Answers calls before the session does; null leaves it to the session. */
  refuse: (call: Call) => Response | null = () => null;
  private turns = 0;

  constructor() {
    vi.stubGlobal("fetch", (request: Request) => this.answer(request));
    vi.stubGlobal("EventSource", FakeEventSource);
    FakeEventSource.all.length = 0;
  }

  /** Calls of a method whose path ends like this, under the session. */
  called(method: string, end: string): readonly Call[] {
    return this.calls.filter((call) => call.method === method && call.path.endsWith(end));
  }

  /** Keeps a message as if it had been said. */
  say(role: Message["role"], text: string, more: Partial<Message> = {}): Message {
    const message: Message = {
      number: this.messages.length + 1,
      role,
      text,
      author: role === "user" ? "Ada" : null,
      turn: 1,
      model: null,
      tokens_in: 0,
      tokens_out: 0,
      cost: null,
      payload: {},
      at: "2026-11-22T16:00:00Z",
      ...more,
    };
    this.messages.push(message);
    return message;
  }

  private async answer(request: Request): Promise<Response> {
    const { pathname, searchParams } = new URL(request.url);
    const text = request.method === "GET" ? "" : await request.text();
    const call: Call = { method: request.method, path: pathname, body: text ? JSON.parse(text) : null };
    this.calls.push(call);
    const refused = this.refuse(call);
    if (refused) return refused;
    const own = pathname.replace(`/api/v1/sessions/${SESSION}`, "");
    if (own === "" && call.method === "PATCH") Object.assign(this.session, call.body);
    if (own === "") return Response.json(this.session);
    if (own === "/spec") return Response.json(this.spec);
    if (own === "/messages") return call.method === "POST" ? this.take(call.body) : this.page(searchParams);
    if (own.startsWith("/turns/current/")) return Response.json({ number: 1, status: "running" });
    if (pathname === "/api/v1/auth/me") return Response.json(ME);
    return problem(404, "There is nothing here.");
  }

  private page(query: URLSearchParams): Response {
    const limit = Number(query.get("limit") ?? 50);
    const before = Number(query.get("cursor") ?? Number.POSITIVE_INFINITY);
    const older = this.messages.filter(({ number }) => number < before).toReversed();
    const items = older.slice(0, limit);
    const next_cursor = older.length > limit ? String(items.at(-1)?.number) : null;
    return Response.json({ items, next_cursor });
  }

  private readonly kept = new Map<unknown, Message>();

  private take(body: Body | null): Response {
    const known = this.kept.get(body?.key);
    this.turns += known ? 0 : 1;
    const answers = (body?.answers ?? []) as readonly { readonly answer: string }[];
    const words = [body?.text, ...answers.map(({ answer }) => answer)].filter(Boolean).join(" ");
    const message =
      known ?? this.say("user", words, { turn: this.turns, payload: answers.length > 0 ? { answers } : {} });
    this.kept.set(body?.key, message);
    return Response.json({ message, turn: { number: message.turn, status: "queued" } }, { status: 202 });
  }
}

/** A stream that a test speaks into. */
export class FakeEventSource {
  static readonly CONNECTING = 0;
  static readonly OPEN = 1;
  static readonly CLOSED = 2;
  static readonly all: FakeEventSource[] = [];
  readyState = FakeEventSource.CONNECTING;
  onopen: (() => void) | null = null;
  onerror: (() => void) | null = null;
  onmessage: ((message: MessageEvent<string>) => void) | null = null;

  constructor(readonly url: string) {
    FakeEventSource.all.push(this);
    queueMicrotask(() => this.open());
  }

  static get latest(): FakeEventSource {
    const found = FakeEventSource.all.at(-1);
    if (!found) throw new Error("Nobody follows.");
    return found;
  }

  close(): void {
    this.readyState = FakeEventSource.CLOSED;
  }

  open(): void {
    if (this.readyState === FakeEventSource.CLOSED) return;
    this.readyState = FakeEventSource.OPEN;
    act(() => this.onopen?.());
  }

  /** The stream ends with an answer that is none, as when somebody is signed out. */
  refuse(): void {
    this.readyState = FakeEventSource.CLOSED;
    act(() => this.onerror?.());
  }

  /** Tells of something, and waits until the page has drawn it. */
  async tell(id: number, kind: string, data: Body): Promise<void> {
    const told = JSON.stringify({ kind, data, at: new Date().toISOString() });
    await act(async () => {
      this.onmessage?.(new MessageEvent("message", { data: told, lastEventId: String(id) }));
      await new Promise((resolve) => setTimeout(resolve, 40));
    });
  }
}

/** The workspace of the session in a page of its own. */
export function showWorkspace(path = `/sessions/${SESSION}`) {
  const root = createRootRoute({ component: Outlet });
  const routes = [
    createRoute({ getParentRoute: () => root, path: "/sessions/$session/{-$tab}", component: Workspace }),
    createRoute({ getParentRoute: () => root, path: "/", component: () => <h1>Home</h1> }),
    createRoute({ getParentRoute: () => root, path: "/sessions", component: () => <h1>Sessions</h1> }),
  ];
  const router = createRouter({
    routeTree: root.addChildren(routes),
    history: createMemoryHistory({ initialEntries: [path] }),
  });
  const client = makeClient();
  const shown = render(
    <QueryClientProvider client={client}>
      <RouterProvider router={router as never} />
    </QueryClientProvider>,
  );
  return { ...shown, router, user: userEvent.setup() };
}

export function problem(status: number, detail: string, hint = ""): Response {
  return Response.json({ status, detail, hint, code: String(status) }, { status });
}

const ME = {
  user: { id: "u", name: "Ada", email: "ada@example.com" },
  permissions: ["modules:read", "modules:write"],
};

const EMPTY_SPEC: Body = {
  name: "Hair salon",
  slug: "hair-salon",
  entities: [],
  relationships: [],
  flows: [],
  pages: [],
  components: [],
  reports: [],
  endpoints: [],
  settings: [],
  assumptions: [],
  permissions: { roles: [], rules: [] },
};

const EMPTY: BuildSession = {
  id: SESSION,
  name: "Hair salon",
  description: "",
  status: "drafting",
  designer: "auto",
  feedback_seconds: 5,
  refinements: 0,
  satisfaction: null,
  has_module: false,
  owner_id: null,
  access: "owner",
  template: null,
  created_at: "2026-11-22T16:00:00Z",
  updated_at: "2026-11-22T16:00:00Z",
  module: null,
  spec: null,
  revision: 0,
  content: 0,
  can_undo: false,
  can_redo: false,
  has_unpublished: false,
  approved_revision: null,
  approved_by: null,
  approved_at: null,
  turn: null,
  waiting: 0,
  follow_after: 7,
};
