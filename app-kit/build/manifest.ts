import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Plugin } from "vite";
import { entryName, SHARED } from "./shims.ts";

/** What a page needs to know to load an application: hashed names, all relative to `dist/`. */
interface Manifest {
  /** For `<script type="importmap">`, once each name is prefixed with the address of `dist/`. */
  readonly imports: Readonly<Record<string, string>>;
  readonly css: string;
  /** Files that every application loads at once, for `<link rel="modulepreload">`. */
  readonly preload: readonly string[];
  /** The font file that most texts use, for `<link rel="preload" as="font">`. */
  readonly font: string;
  readonly files: readonly string[];
}

/** Writes `manifest.json` beside the built files and removes those of earlier builds, but not the types. */
export function kitManifest(): Plugin {
  return {
    name: "kit-manifest",
    enforce: "post",
    generateBundle(_options, bundle) {
      const outputs = Object.values(bundle);
      const chunkNamed = new Map(
        outputs.flatMap((output) =>
          output.type === "chunk" && output.isEntry ? [[output.name, output] as const] : [],
        ),
      );
      const fileOf = (name: string) => {
        const chunk = chunkNamed.get(name);
        if (!chunk) throw new Error(`The build has no entry named ${name}.`);
        return chunk.fileName;
      };
      const modules = [["@sayso/app-kit", "kit"], ...SHARED.map((module) => [module, entryName(module)])] as const;
      const imports = Object.fromEntries(modules.map(([module, entry]) => [module, fileOf(entry ?? "")]));
      const manifest: Manifest = {
        imports,
        css: outputs.find(({ fileName }) => fileName.endsWith(".css"))?.fileName ?? "",
        preload: withImports(Object.values(imports), bundle),
        font: outputs.find(({ fileName }) => /inter-latin-wght-normal.*\.woff2$/.test(fileName))?.fileName ?? "",
        files: Object.keys(bundle).sort(),
      };
      this.emitFile({ type: "asset", fileName: "manifest.json", source: `${JSON.stringify(manifest, null, 2)}\n` });
    },
    async writeBundle({ dir = "dist" }, bundle) {
      const found = await readdir(dir, { withFileTypes: true });
      const stale = found.filter((entry) => entry.isFile() && !(entry.name in bundle));
      await Promise.all(stale.map(({ name }) => rm(join(dir, name))));
    },
  };
}

type Bundle = Parameters<Extract<NonNullable<Plugin["generateBundle"]>, (...args: never[]) => unknown>>[1];

function withImports(roots: readonly string[], bundle: Bundle): readonly string[] {
  const seen = new Set<string>();
  const visit = (file: string) => {
    const output = bundle[file];
    if (seen.has(file) || output?.type !== "chunk") return;
    seen.add(file);
    output.imports.forEach(visit);
  };
  roots.forEach(visit);
  return [...seen].sort();
}
