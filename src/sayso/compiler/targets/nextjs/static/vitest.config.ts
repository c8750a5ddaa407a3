import { defineConfig } from "vitest/config";

const client = {
  name: "client",
  environment: "jsdom",
  include: ["client/**/*.test.tsx"],
  setupFiles: ["client/test-setup.ts"],
};
const server = { name: "server", environment: "node", include: ["server/**/*.test.ts"] };

export default defineConfig({ test: { projects: [{ test: client }, { test: server }] } });
