// An application in a window of its own: opened at an address, looked at, closed.

import { readFileSync } from "node:fs";
import { SourceMap } from "node:module";
import { join } from "node:path";
import vm from "node:vm";
import { answer } from "./answers.mjs";
import { furnish } from "./browser.mjs";

const APP = "sayso:app";
/** As long as the word it stands for, so that places in the text stay. */
const IMPORT = "__load";
const FRAME = /sayso:app:(\d+):(\d+)/;
const BARE_FRAME = /^\s*at ([\w$]+)(?: \(<anonymous>\))?$/;
const TAGS = new Set("a b i p q s u br dd dl dt em h1 h2 h3 h4 h5 h6 hr li ol rp rt td th tr ul".split(" "));
const QUIET_TURNS = 3;
const TURN_MS = 4;
const MOST_REQUESTS = 400;
const STACK = 60;
const PAGE = '<!doctype html><html lang="en"><head></head><body><div id="root"></div></body></html>';

const kitTexts = new Map();
const kitCode = new Map();

/**
 * A text whose `import(…)` asks the window. Node ties its own callback for it to the first module compiled from a
 * text, and V8 gives compiled code to later ones, whose imports fail once that module is collected.
 */
function withImports(text) {
  return text.replace(/(?<![\w$.])import\(/g, `${IMPORT}(`);
}

/** Reads files of the kit once; compiled code of them is kept between windows. */
function kitModule(folder, file, context) {
  const path = join(folder, file);
  if (!kitTexts.has(path)) kitTexts.set(path, withImports(readFileSync(path, "utf8")));
  const module = new vm.SourceTextModule(kitTexts.get(path), {
    context,
    identifier: `kit:${file}`,
    cachedData: kitCode.get(path),
  });
  if (!kitCode.has(path)) kitCode.set(path, module.createCachedData());
  return module;
}

Error.stackTraceLimit = STACK;

export class Application {
  /** `job` holds kit {folder, imports}, script, map and data (see answers.mjs). */
  constructor({ JSDOM, VirtualConsole }, job) {
    this.job = job;
    this.problems = [];
    this.pending = 0;
    this.requests = 0;
    this.moved = false;
    this.modules = new Map();
    this.sources = new SourceMap(job.map);
    const console = new VirtualConsole();
    console.on("error", (...said) => this.complain("console", said));
    console.on("jsdomError", (error) => {
      if (error.type === "unhandled exception") this.complain("error", [error.detail ?? error.cause ?? error]);
    });
    this.dom = new JSDOM(PAGE, {
      url: "http://app.localhost/",
      runScripts: "outside-only",
      pretendToBeVisual: true,
      virtualConsole: console,
    });
    this.window = this.dom.window;
    furnish(this.window, (resource, init) => this.fetch(resource, init));
    this.window[IMPORT] = (name) => this.load(name);
    this.context = this.dom.getInternalVMContext();
    vm.runInContext(`Error.stackTraceLimit = ${STACK}`, this.context);
    const watcher = new this.window.MutationObserver(() => {
      this.moved = true;
    });
    watcher.observe(this.window.document, { subtree: true, childList: true, attributes: true, characterData: true });
  }

  /** Loads the application at its first address. */
  async open(address) {
    this.window.history.replaceState(null, "", address);
    try {
      const main = new vm.SourceTextModule(withImports(this.job.script), { context: this.context, identifier: APP });
      await main.link((name) => this.module(name));
      await main.evaluate();
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
    let quiet = 0;
    while (quiet < QUIET_TURNS && Date.now() < deadline && this.requests < MOST_REQUESTS) {
      const asked = this.requests;
      this.moved = false;
      await new Promise((done) => setTimeout(done, TURN_MS));
      quiet = this.pending === 0 && this.requests === asked && !this.moved ? quiet + 1 : 0;
    }
  }

  /** What a person would see amiss. */
  inspect() {
    const { document } = this.window;
    const main = document.querySelector("main");
    if (this.pending > 0 || main?.querySelector(".kit-page[role=status]")) {
      this.complain("unfinished", ["It is still loading."]);
    }
    const isDrawn = main && (main.textContent.trim() !== "" || main.querySelector("svg, img, input, canvas, iframe"));
    if (!isDrawn && this.problems.length === 0) this.complain("empty", ["It shows nothing at all."]);
  }

  close() {
    this.window.close();
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

  module(name) {
    const file = this.job.kit.imports[name] ?? (name.startsWith("./") ? name.slice(2) : null);
    if (!file) throw new Error(`There is no package “${name}” in an application; it has ${Object.keys(this.job.kit.imports).join(", ")}.`);
    if (!this.modules.has(file)) {
      this.modules.set(file, kitModule(this.job.kit.folder, file, this.context));
    }
    return this.modules.get(file);
  }

  async load(name) {
    this.pending += 1;
    try {
      const module = this.module(name);
      if (module.status === "unlinked") await module.link((inner) => this.module(inner));
      await module.evaluate();
      return module.namespace;
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
