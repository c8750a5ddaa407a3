// An application as one role sees it: opened at an address, looked at, left.

import { SourceMap } from "node:module";
import { answer } from "./answers.mjs";

const FRAME = /sayso:app:(\d+):(\d+)/;
const BARE_FRAME = /^\s*at ([\w$]+)(?: \(<anonymous>\))?$/;
const TAGS = new Set("a b i p q s u br dd dl dt em h1 h2 h3 h4 h5 h6 hr li ol rp rt td th tr ul".split(" "));
/** A page that does nothing for so many turns is done; reading an answer takes some. */
const QUIET_TURNS = 6;
const MOST_REQUESTS = 400;
const GRAVE = new Set(["serious", "critical"]);

export class Application {
  /** `job` holds script, map and data (see answers.mjs). */
  constructor(place, job) {
    this.place = place;
    this.window = place.window;
    this.job = job;
    this.problems = [];
    this.pending = 0;
    this.requests = 0;
    place.tenant = this;
  }

  /** Loads the application at its first address. */
  async open(address) {
    this.window.history.replaceState(null, "", address);
    try {
      await this.place.run(this.job.script);
      this.isOpen = true;
    } catch (error) {
      this.complain("start", [error]);
    }
  }

  /** Goes to another address, as the back button would. */
  go(address) {
    this.window.history.pushState({}, "", address);
    this.window.dispatchEvent(new this.window.PopStateEvent("popstate", { state: {} }));
  }

  /** Opens every tab of the page that was not open yet, one after the other. */
  async openTabs(deadline) {
    const seen = new Set();
    for (;;) {
      const tabs = [...this.window.document.querySelectorAll("main [role=tab]")];
      const next = tabs.find((tab) => !seen.has(tab.id) && tab.getAttribute("aria-selected") !== "true");
      for (const tab of tabs) if (tab.getAttribute("aria-selected") === "true") seen.add(tab.id);
      if (!next || Date.now() > deadline) return;
      seen.add(next.id);
      next.dispatchEvent(new this.window.MouseEvent("mousedown", { button: 0, bubbles: true }));
      await this.settle(deadline);
    }
  }

  /** Waits until nothing is asked for any more and the page stands still. */
  async settle(deadline) {
    const { place } = this;
    let quiet = 0;
    while (quiet < QUIET_TURNS && Date.now() < deadline && this.requests < MOST_REQUESTS) {
      const asked = this.requests;
      place.moved = false;
      await place.errands.turn();
      const isBusy = this.pending + place.loading > 0 || place.errands.areDue || place.moved;
      const isQuiet = !isBusy && this.requests === asked;
      quiet = isQuiet ? quiet + 1 : 0;
    }
  }

  /** What a person would see amiss. */
  inspect() {
    const { document } = this.window;
    const main = document.querySelector("main");
    if (this.pending + this.place.loading > 0 || main?.querySelector(".kit-page[role=status]")) {
      this.complain("unfinished", ["It is still loading."]);
    }
    const isDrawn = main && (main.textContent.trim() !== "" || main.querySelector("svg, img, input, canvas, iframe"));
    if (!isDrawn && this.problems.length === 0) this.complain("empty", ["It shows nothing at all."]);
  }

  /** What a checker of accessibility finds seriously wrong with components; colours need a real browser. */
  async audit(deadline) {
    const parts = [...this.window.document.querySelectorAll("main .kit-slot")];
    if (parts.length === 0) return;
    const rules = { "color-contrast": { enabled: false }, region: { enabled: false } };
    const late = new Promise((done) => setTimeout(done, Math.max(0, deadline - Date.now()), null));
    const found = await Promise.race([this.place.axe().run(parts, { rules, resultTypes: ["violations"] }), late]);
    this.place.withoutAxe();
    for (const { impact, help, nodes } of found?.violations ?? []) {
      if (!GRAVE.has(impact)) continue;
      this.complain("inaccessible", [`${help}: ${nodes.map((node) => node.html.slice(0, 160)).slice(0, 3).join(" ")}`]);
    }
  }

  async fetch(resource, init = {}) {
    const address = typeof resource === "string" ? resource : (resource.url ?? String(resource));
    const caller = new Error("asked here").stack;
    const complain = (said) => this.complain("request", [said], caller);
    this.requests += 1;
    if (this.requests === MOST_REQUESTS) complain("It asks the server without end.");
    this.pending += 1;
    try {
      await new Promise((done) => setImmediate(done));
      if (init.signal?.aborted) throw init.signal.reason;
      if (this.requests >= MOST_REQUESTS) return new Response("{}", { status: 503 });
      const origin = new URL(address, this.window.location.href).origin;
      if (origin !== this.window.location.origin) {
        complain(`It asks another server: ${address.slice(0, 120)}`);
        throw new TypeError("Failed to fetch");
      }
      return answer(this.job.data, init.method ?? "GET", address, complain);
    } finally {
      this.pending -= 1;
    }
  }

  /** Keeps a problem with the places in the application's files that its traces name. */
  complain(kind, said, caller = new Error("said here").stack) {
    const traces = said.flatMap((part) => (typeof part === "string" ? [part] : part?.stack ? [part.stack] : []));
    const here = said.some((part) => part?.stack) ? [] : [caller];
    this.problems.push({
      kind,
      text: said.map((part) => textOf(part)).filter((text) => !/^\s*at /.test(text)).join(" ").slice(0, 600),
      places: [...traces, ...here].flatMap((trace) => this.placesIn(trace)),
    });
  }

  placesIn(trace) {
    return trace.split("\n").flatMap((line) => {
      const [, row, column] = FRAME.exec(line) ?? this.whereDefined(BARE_FRAME.exec(line)?.[1]) ?? [];
      this.sources ??= new SourceMap(JSON.parse(this.job.map));
      const entry = row && this.sources.findEntry(Number(row) - 1, Number(column) - 1);
      return entry?.originalSource
        ? [{ file: entry.originalSource.replace(/^(\.\.\/)+/, ""), line: entry.originalLine + 1 }]
        : [];
    });
  }

  /** React only names components it cannot trace; functions at the top of a bundle have names of their own. */
  whereDefined(name) {
    const at = name && !TAGS.has(name) ? this.job.script.indexOf(`function ${name}(`) : -1;
    if (at < 0) return null;
    const before = this.job.script.slice(0, at).split("\n");
    return [name, before.length, before.at(-1).length + "function ".length + 1];
  }
}

function textOf(part) {
  if (typeof part === "string") return part;
  if (part?.message !== undefined) return `${part.name ?? "Error"}: ${part.message}`;
  try {
    return JSON.stringify(part) ?? String(part);
  } catch {
    return String(part);
  }
}
