import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin } from "vite";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Leaves React, zod and the kit to the import map of the page, however they are imported. */
function sharedWithApplications(): Plugin {
  const manifest = JSON.parse(readFileSync(here("../app-kit/dist/manifest.json"), "utf8")) as {
    readonly imports: Readonly<Record<string, string>>;
  };
  const kit = here("../app-kit/src/index.ts");
  return {
    name: "shared-with-applications",
    enforce: "pre",
    async resolveId(source, importer) {
      if (source in manifest.imports) return { id: source, external: true };
      if (!source.startsWith(".")) return undefined;
      const found = await this.resolve(source, importer, { skipSelf: true });
      return found?.id === kit ? { id: "@sayso/app-kit", external: true } : undefined;
    },
  };
}

/** What runs inside the frames of previews and of cards: a script each, served at /studio/frame/. */
export default defineConfig({
  plugins: [sharedWithApplications(), react()],
  build: {
    target: "es2022",
    outDir: "dist/frame",
    assetsDir: ".",
    modulePreload: false,
    manifest: "manifest.json",
    rolldownOptions: { input: { main: here("frame/main.tsx"), card: here("frame/card.tsx") } },
  },
});
