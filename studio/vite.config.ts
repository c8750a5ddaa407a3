import tailwindcss from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { frame } from "./build/frame.ts";
import { preloadFont } from "./build/preload-font.ts";

/** A running Sayso that `npm run dev` passes calls on to. */
const SAYSO = process.env.SAYSO_URL ?? "http://127.0.0.1:8000";

export default defineConfig(({ command }) => ({
  base: command === "build" ? "/studio/" : "/",
  plugins: [react(), tailwindcss(), preloadFont("inter-latin-wght-normal"), frame()],
  build: {
    target: "es2022",
    assetsDir: ".",
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    manifest: "manifest.json",
    chunkSizeWarningLimit: 700,
  },
  server: {
    proxy: Object.fromEntries(
      ["/api", "/signin", "/signout", "/kit", "/studio/frame", "/studio/card-frame"].map((path) => [
        path,
        // a frame names its own origin in its policy, so it is told where it is seen
        { target: SAYSO, changeOrigin: !path.startsWith("/studio/") },
      ]),
    ),
  },
}));
