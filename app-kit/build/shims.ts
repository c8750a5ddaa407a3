import { createRequire } from "node:module";
import type { Plugin } from "vite";

const require = createRequire(import.meta.url);

/** The modules, besides the kit, that a generated application may import; all of them share one React. */
export const SHARED = ["react", "react/jsx-runtime", "react-dom", "react-dom/client", "zod"] as const;

const PREFIX = "virtual:shared/";
const SAFE = /^[A-Za-z_$][\w$]*$/;

/** The file a shared module is built into, without its hash. */
export function entryName(module: string): string {
  return module.replaceAll("/", "-");
}

/** The build's inputs: the kit, and one entry for each shared module. */
export function entries(): Record<string, string> {
  const shared = SHARED.map((module) => [entryName(module), PREFIX + module]);
  return { kit: "build/kit.ts", ...Object.fromEntries(shared) };
}

/** zod carries its messages in some fifty languages; the kit words its own, so English is enough. */
export function zodInEnglish(): Plugin {
  return {
    name: "zod-in-english",
    enforce: "pre",
    transform: (_code, id) =>
      /zod\/v4\/locales\/index\.js$/.test(id) ? `export { default as en } from "./en.js";` : undefined,
  };
}

/** Gives CommonJS modules such as React the named exports that browsers need. */
export function sharedModules(): Plugin {
  return {
    name: "shared-modules",
    enforce: "pre",
    resolveId: (id) => (id.startsWith(PREFIX) ? `\0${id}` : undefined),
    load(id) {
      if (!id.startsWith(`\0${PREFIX}`)) return undefined;
      const module = id.slice(PREFIX.length + 1);
      if (module === "zod") return `export * from "zod";\nexport { z as default } from "zod";\n`;
      const names = Object.keys(require(module) as object).filter((name) => SAFE.test(name) && name !== "default");
      return [
        `import whole from "${module}";`,
        "export default whole;",
        ...names.map((name) => `export const ${name} = whole.${name};`),
      ].join("\n");
    },
  };
}
