// The window in which applications are shown, with the kit in it; one application after the other may stand there.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import vm from "node:vm";
import { furnish } from "./browser.mjs";
import { Errands } from "./errands.mjs";

const APP = "sayso:app";
/** As long as the word it stands for, so that places in the text stay. */
const IMPORT = "__load";
const STACK = 60;
/** What its router leaves behind, and puts in the place of what it left before. */
const LEFT_BY_KIT = ["__TSR_ROUTER__"];
const ROOTS = "react-dom/client";
const PAGE = '<!doctype html><html lang="en"><head></head><body><div id="root"></div></body></html>';

const kitTexts = new Map();
const kitCode = new Map();

Error.stackTraceLimit = STACK;

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

export class Place {
  /** The application that stands here; it is told of requests and complaints. */
  tenant = null;
  loading = 0;
  linking = Promise.resolve();
  moved = false;
  wasUsed = false;

  /** `readAxe` gives the text of axe-core. */
  constructor({ JSDOM, VirtualConsole }, kit, readAxe) {
    this.kit = kit;
    this.readAxe = readAxe;
    this.modules = new Map();
    this.mounted = [];
    this.listeners = [];
    const console = new VirtualConsole();
    console.on("error", (...said) => this.tenant?.complain("console", said));
    console.on("jsdomError", (error) => {
      if (error.type === "unhandled exception") {
        this.tenant?.complain("error", [error.detail ?? error.cause ?? error]);
      }
    });
    this.dom = new JSDOM(PAGE, {
      url: "http://app.localhost/",
      runScripts: "outside-only",
      pretendToBeVisual: true,
      virtualConsole: console,
    });
    this.window = this.dom.window;
    this.errands = new Errands(this.window);
    furnish(this.window, (resource, init) => this.tenant?.fetch(resource, init) ?? new Promise(() => {}));
    this.window[IMPORT] = (name) => this.load(name);
    this.context = this.dom.getInternalVMContext();
    vm.runInContext(`Error.stackTraceLimit = ${STACK}`, this.context);
    const watcher = new this.window.MutationObserver(() => {
      this.moved = true;
    });
    watcher.observe(this.window.document, { subtree: true, childList: true, attributes: true, characterData: true });
  }

  /** Loads what every application needs of the kit. */
  async furnish() {
    for (const name of Object.keys(this.kit.imports)) await this.load(name);
    const { window } = this;
    const listen = window.addEventListener.bind(window);
    window.addEventListener = (...args) => {
      this.listeners.push(args);
      listen(...args);
    };
    this.own = new Set([...Object.getOwnPropertyNames(window), ...LEFT_BY_KIT]);
  }

  /** Runs the script of an application. */
  async run(script) {
    const main = new vm.SourceTextModule(withImports(script), { context: this.context, identifier: APP });
    const roots = await this.roots();
    await this.link(main, (name) => (name === ROOTS ? roots : this.module(name)));
    await main.evaluate();
  }

  /** Sends the application away; whether another one may come, as this one has left nothing behind. */
  async clear() {
    const { window } = this;
    this.wasUsed = true;
    try {
      for (const root of this.mounted) root.unmount();
      await this.errands.turn();
    } catch {
      return false;
    }
    this.tenant = null;
    this.errands.drop();
    for (const [type, listener, options] of this.listeners) window.removeEventListener(type, listener, options);
    this.mounted = [];
    this.listeners = [];
    for (const name of Object.keys(window.history)) delete window.history[name];
    window.localStorage.clear();
    window.sessionStorage.clear();
    window.document.cookie = "";
    window.document.head.replaceChildren();
    window.document.body.innerHTML = '<div id="root"></div>';
    return Object.getOwnPropertyNames(window).every((name) => this.own.has(name));
  }

  close() {
    this.tenant = null;
    this.errands.drop();
    this.window.close();
  }

  /** What draws, noting what it drew, so that it can be taken away again. */
  async roots() {
    const names = Object.keys(await this.load(ROOTS));
    const { namespace } = this.module(ROOTS);
    const { mounted, context } = this;
    const createRoot = (...args) => {
      const root = namespace.createRoot(...args);
      mounted.push(root);
      return root;
    };
    const noted = new vm.SyntheticModule(
      names,
      () => {
        for (const name of names) noted.setExport(name, name === "createRoot" ? createRoot : namespace[name]);
      },
      { context, identifier: ROOTS },
    );
    return noted;
  }

  /** The checker of accessibility, put into the window when first needed. */
  axe() {
    if (!this.window.axe) vm.runInContext(this.readAxe(), this.context, { filename: "axe-core" });
    return this.window.axe;
  }

  withoutAxe() {
    delete this.window.axe;
  }

  module(name) {
    const file = this.kit.imports[name] ?? (name.startsWith("./") ? name.slice(2) : null);
    if (!file) throw new Error(`There is no package “${name}” in an application; it has ${Object.keys(this.kit.imports).join(", ")}.`);
    if (!this.modules.has(file)) this.modules.set(file, kitModule(this.kit.folder, file, this.context));
    return this.modules.get(file);
  }

  async load(name) {
    this.loading += 1;
    try {
      const module = this.module(name);
      await this.link(module, (inner) => this.module(inner));
      await module.evaluate();
      return module.namespace;
    } finally {
      this.loading -= 1;
    }
  }

  /** Links one after the other: two that ask for the same module at once would find it half linked. */
  async link(module, find) {
    const turn = this.linking.then(() => (module.status === "unlinked" ? module.link(find) : undefined));
    this.linking = turn.catch(() => {});
    await turn;
  }
}
