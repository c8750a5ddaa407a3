import tailwindcss from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { kitManifest } from "./build/manifest.ts";
import { entries, sharedModules, zodInEnglish } from "./build/shims.ts";

export default defineConfig({
  base: "./",
  plugins: [sharedModules(), zodInEnglish(), react(), tailwindcss(), kitManifest()],
  build: {
    target: "es2022",
    outDir: "dist",
    emptyOutDir: false,
    assetsDir: ".",
    assetsInlineLimit: 0,
    cssCodeSplit: false,
    modulePreload: false,
    sourcemap: false,
    rolldownOptions: {
      input: entries(),
      preserveEntrySignatures: "strict",
      output: { format: "es", entryFileNames: "[name]-[hash].js", chunkFileNames: "[name]-[hash].js" },
    },
  },
});
