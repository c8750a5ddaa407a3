import type { Plugin } from "vite";

/** Asks for the font that almost every text is set in together with the page, not first with the styles. */
export function preloadFont(start: string): Plugin {
  return {
    name: "preload-font",
    transformIndexHtml: {
      order: "post",
      handler(_, { bundle }) {
        const file = Object.keys(bundle ?? {}).find((name) => name.startsWith(start) && name.endsWith(".woff2"));
        if (!file) return [];
        const attrs = { rel: "preload", as: "font", type: "font/woff2", href: `/studio/${file}`, crossorigin: "" };
        return [{ tag: "link", attrs, injectTo: "head" }];
      },
    },
  };
}
