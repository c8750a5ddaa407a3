import type { BotView, RunLine, RunView, TriggerView, VersionView } from "../../src/bots/types";

export const AT = new Date(Date.now() - 30_000).toISOString();
const LATER = new Date(Date.now() + 3_600_000).toISOString();
const OWNER = { id: "usr_1", name: "Ada Lovelace" };

export function triggerLine(id: string, more: Partial<TriggerView> = {}): TriggerView {
  return {
    id,
    kind: "cron",
    spec: { kind: "cron", cron: "0 8 * * 1-5", time_zone: "Europe/Vienna" },
    words: "every weekday at 08:00 (Europe/Vienna)",
    is_on: true,
    has_address: false,
    next_at: LATER,
    last_at: null,
    notice: "",
    ...more,
  };
}

/** A bot of a test: active, with a schedule, run twelve times. */
export function botLine(id: string, more: Partial<BotView> = {}): BotView {
  return {
    id,
    name: "Watch the price",
    description: "Looks at the price each morning, and tells when it is low.",
    asked: "Every weekday at 8 look at the price and tell me when it is below 100",
    status: "active",
    stage: "idle",
    notice: "",
    progress: "",
    suggestions: [],
    requirements: {
      purpose: "Tell when the price is low.",
      sources: ["The price of api.example.com"],
      processing: ["Compare it with 100"],
      outputs: ["A notice"],
      features: [],
      performance: [],
      security: [],
      integrations: [],
      triggers: ["Monday to Friday at 08:00"],
      assumptions: ["Prices are in euros"],
    },
    questions: [],
    version: 2,
    candidate: null,
    author: "offline",
    owner: OWNER,
    config: {},
    config_fields: [
      { name: "limit", label: "Tell below", type: "number", default: 100, options: [], help: "In euros" },
    ],
    policy: {
      timeout: 60,
      retries: 2,
      backoff: 5,
      at_once: 4,
      at_once_per_key: 1,
      resumes: true,
      pause_after: 5,
      heals: true,
      heals_alone: false,
      shared: false,
      keep_days: 30,
      deciders: [],
      admins_decide: false,
    },
    reaches: {
      reach: "listed",
      hosts: ["api.example.com"],
      modules: [{ slug: "shop", name: "Shop", role: "manager", entities: ["product"], actions: ["read", "create"] }],
      secrets: ["SHOP_KEY"],
      notifies: ["product"],
      missing: [],
    },
    triggers: [triggerLine("t1")],
    counters: {
      runs: 12,
      successes: 9,
      errors: 3,
      average_seconds: 1.24,
      p95_seconds: 3,
      last_run_at: AT,
      last_state: "success",
    },
    next_run_at: LATER,
    approvals: 0,
    may_edit: true,
    time_zone: "UTC",
    created_at: AT,
    updated_at: AT,
    follow_after: 7,
    ...more,
  };
}

/** Its second version, with a case that passes and one that does not. */
export function versionOf(number: number, more: Partial<VersionView> = {}): VersionView {
  return {
    number,
    status: "active",
    note: "Looks at weekdays only.",
    author: "offline",
    created_at: AT,
    ok: true,
    code: "def run(ctx, input):\n    return {}\n",
    details: {
      name: "Watch the price",
      description: "",
      reaches: { reach: "none", hosts: [], modules: [], secrets: [], notifies: [] },
      config: [],
      triggers: [{ kind: "cron", cron: "0 8 * * 1-5", time_zone: "Europe/Vienna" }],
      cases: [
        { name: "Tells of a low price", given: { input: { price: 90 } }, expect: { notices: [{ contains: ["90"] }] } },
        { name: "Is quiet otherwise", given: { input: { price: 120 } }, expect: { no_notices: true } },
      ] as unknown as VersionView["details"]["cases"],
    },
    reaches: botLine("b1").reaches,
    report: {
      ok: true,
      at: AT,
      results: [
        { name: "Tells of a low price", ok: true, wrong: [], output: "", did: ["Told the owner “90”."], seconds: 0.04 },
        { name: "Is quiet otherwise", ok: true, wrong: [], output: "", did: [], seconds: 0.03 },
      ],
    },
    ...more,
  };
}

export function runLine(id: string, more: Partial<RunLine> = {}): RunLine {
  return {
    id,
    bot_id: "b1",
    bot_name: "Watch the price",
    version: 2,
    state: "success",
    cause: { kind: "manual", text: "", by: OWNER, rerun_of: null },
    input: { price: 90 },
    output: { told: true },
    error: "",
    attempt: 1,
    created_at: AT,
    started_at: AT,
    ended_at: AT,
    run_after: null,
    seconds: 1.2,
    is_dead: false,
    is_test: false,
    is_hidden: false,
    ...more,
  };
}

export function runOf(id: string, more: Partial<RunView> = {}): RunView {
  return {
    ...runLine(id),
    attempts: [{ number: 1, started_at: AT, ended_at: AT, ending: "success", error: "", trace: "" }],
    steps: [],
    approvals: [],
    requests: [],
    log: [{ text: "Looking at the price", attempt: 1, at: AT }],
    follow_after: 3,
    ...more,
  };
}

export const page = (...items: readonly unknown[]) => ({ items, next_cursor: null });
