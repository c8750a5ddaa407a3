import { fileURLToPath } from "node:url";
import tailwindcss from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

/** A salon in the browser with its data in memory, to look at the kit without a server: `npm run dev -w app-kit`. */
export default defineConfig({
  root: fileURLToPath(new URL(".", import.meta.url)),
  cacheDir: "/tmp/app-kit/vite",
  plugins: [react(), tailwindcss()],
  build: { outDir: "/tmp/app-kit/dev", emptyOutDir: true },
});
