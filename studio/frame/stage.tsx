import { type App, Application, answerFrom, chooseTheme, type Host, memoryHistory } from "@sayso/app-kit";
import { type ComponentType, StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { DataApi, type Model, rows as overRows, type Stored } from "../../app-kit/memory";
import type { Attention, Said, SampleRows, SessionFacts, Shown, Told } from "../src/workspace/preview/protocol";
import { Layer } from "./Layer";
import { Placeholder } from "./Placeholder";
import { carried } from "./rows";

interface Bundle {
  readonly app: App | undefined;
  readonly components: Readonly<Record<string, ComponentType | undefined>>;
  readonly model: (rows: typeof overRows) => Model;
}

/** Shows one application after the other, and keeps what a person sees and has entered on the way. */
export class Stage {
  private readonly history = memoryHistory();
  private readonly root = createRoot(byId("root"));
  private readonly layer = createRoot(document.documentElement.appendChild(document.createElement("div")));
  private bundle: Bundle | null = null;
  private shown: Shown | null = null;
  private api: DataApi | null = null;
  private sample: SampleRows | null = null;
  private isTouched = false;
  private role: string | null = null;
  private waiting: readonly string[] = [];
  private attention: Attention | null = null;
  private isCommenting = false;
  private start = 0;
  private latest = 0;

  constructor(private readonly tell: (told: Told) => void) {
    this.history.subscribe(() => this.tellPlace());
    addEventListener("keydown", (event) => this.hearKey(event));
  }

  hear(said: Said): void {
    switch (said.kind) {
      case "show":
        void this.show(said.shown);
        return;
      case "role":
        this.role = said.role;
        this.api?.actAs(said.role);
        this.restart();
        return;
      case "page":
        if (this.history.location.pathname !== said.path) this.history.push(said.path);
        return;
      case "theme":
        chooseTheme(said.theme);
        return;
      case "comment":
        this.isCommenting = said.isOn;
        this.drawLayer();
        return;
      case "progress":
        this.waiting = said.waiting;
        this.attention = said.attention;
        this.draw();
    }
  }

  private async show(shown: Shown): Promise<void> {
    const turn = ++this.latest;
    try {
      const bundle = await loaded(shown.script);
      if (turn !== this.latest) return;
      if (!bundle.app) throw new Error("src/app.tsx does not export “app”.");
      this.takeOver(bundle, bundle.app, shown);
      this.restart();
      this.tell({ kind: "shown", digest: shown.digest });
      this.tellPlace();
    } catch (error) {
      if (turn === this.latest) this.tell({ kind: "failed", digest: shown.digest, message: String(error) });
    }
  }

  /** Has the new application answered from the rows of before, as far as they fit. */
  private takeOver(bundle: Bundle, app: App, shown: Shown): void {
    const sample = shown.rows ?? this.sample;
    const before = this.api;
    const people = sample?.people ?? {};
    const role = this.role ?? shown.session.role;
    const api = new DataApi({
      entities: app.entities,
      model: bundle.model(overRows),
      session: sessionOf(shown.session, people, role),
      settings:
        before && sameSettings(before.settings, shown.session.settings) ? before.settings : shown.session.settings,
      people,
    });
    const isKept = before !== null && (shown.rows === null || this.isTouched);
    const tables: ReadonlyMap<string, readonly Stored[]> = isKept
      ? carried(app.entities, before.tables, sample?.entities ?? {})
      : new Map(Object.entries(sample?.entities ?? {}));
    for (const [id, file] of Object.entries(sample?.files ?? {})) api.files.keep(id, blobOf(file), "picture");
    api.load(Object.fromEntries(tables));
    before?.files.forget();
    const fetchAndNote: DataApi["fetch"] = (input, init) => {
      if (init?.method && init.method !== "GET" && !String(input).startsWith("/api/session")) this.isTouched = true;
      return api.fetch(input, init);
    };
    answerFrom({ fetch: fetchAndNote, fileUrl: (id) => api.files.url(id) });
    if (!isKept) this.isTouched = false;
    Object.assign(this, { api, bundle, shown, sample });
  }

  /** Draws the application from the beginning, where it was. */
  private restart(): void {
    const top = scrollY;
    this.start++;
    this.draw();
    requestAnimationFrame(() => requestAnimationFrame(() => scrollTo({ top, behavior: "instant" })));
  }

  private draw(): void {
    const { app } = this.bundle ?? {};
    if (!app) return;
    this.root.render(
      <StrictMode>
        <Application key={this.start} app={app} host={this.host()} />
      </StrictMode>,
    );
    this.drawLayer();
  }

  private drawLayer(): void {
    document.body.inert = this.isCommenting;
    const commented = this.isCommenting ? (this.shown?.components ?? []) : null;
    this.layer.render(
      <Layer
        commented={commented}
        attention={this.attention}
        onPoint={(component) => this.tell({ kind: "pointed", component })}
        onLeave={() => this.tell({ kind: "comment", isOn: false })}
      />,
    );
  }

  private host(): Host {
    const drawn = Object.entries(this.bundle?.components ?? {});
    const marks = new Map(drawn.flatMap(([id, component]) => (component ? [[component, id] as const] : [])));
    const named = new Map((this.shown?.components ?? []).map(({ id, title }) => [id, title]));
    return {
      history: this.history,
      restart: () => {
        this.role = this.api?.session.role?.name ?? null;
        this.restart();
        this.tellPlace();
      },
      marks,
      instead: (id) => (this.waiting.includes(id) ? <Placeholder title={named.get(id) ?? ""} /> : null),
      repair: {
        label: "Ask to mend it",
        ask: (component, error) => this.tell({ kind: "mend", component, message: error.message }),
      },
    };
  }

  private tellPlace(): void {
    const { pathname, search } = this.history.location;
    this.tell({ kind: "place", path: pathname + search, role: this.api?.session.role?.name ?? null });
  }

  private hearKey(event: KeyboardEvent): void {
    const target = event.target as Element | null;
    const isTyping = target?.closest?.("input, textarea, select, [contenteditable], [role=dialog]");
    const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey;
    if (event.key === "c" && isPlain && !isTyping) this.tell({ kind: "comment", isOn: !this.isCommenting });
    if (event.key === "Escape" && this.isCommenting) this.tell({ kind: "comment", isOn: false });
  }
}

function byId(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (!found) throw new Error(`The page has no element with the id “${id}”.`);
  return found;
}

/** The application that a script is; its address is given back as soon as it is read. */
async function loaded(script: string): Promise<Bundle> {
  const url = URL.createObjectURL(new Blob([script], { type: "text/javascript" }));
  try {
    return (await import(/* @vite-ignore */ url)) as Bundle;
  } finally {
    URL.revokeObjectURL(url);
  }
}

function sessionOf(facts: SessionFacts, people: SampleRows["people"], role: string | null) {
  const named = (name: string | null) => facts.roles.find((each) => each.name === name) ?? null;
  const own = named(facts.role);
  const shown = named(role) ?? own;
  return {
    member: people[shown?.name ?? ""] ?? { id: "you", name: "You" },
    role: shown,
    own_role: own,
    roles: facts.roles,
    may_switch: true,
    site: { id: "preview", name: "Preview" },
    module: { slug: facts.slug, name: facts.title, version: "preview" },
  };
}

function sameSettings(one: SessionFacts["settings"], other: SessionFacts["settings"]): boolean {
  return one.map(({ key }) => key).join() === other.map(({ key }) => key).join();
}

function blobOf({ type, base64 }: { readonly type: string; readonly base64: string }): Blob {
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  return new Blob([bytes], { type });
}
