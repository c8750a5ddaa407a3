import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build, type Plugin } from "vite";

/** Builds what runs inside the frame of previews beside the rest, which it shares nothing with. */
export function frame(): Plugin {
  let outDir = "dist";
  return {
    name: "frame",
    apply: "build",
    configResolved(config) {
      outDir = config.build.outDir;
    },
    async closeBundle() {
      const configFile = fileURLToPath(new URL("../vite.frame.config.ts", import.meta.url));
      await build({ configFile, logLevel: "warn", build: { outDir: join(outDir, "frame"), emptyOutDir: true } });
    },
  };
}
