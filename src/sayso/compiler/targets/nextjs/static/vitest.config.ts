import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    environment: "jsdom",
    include: ["client/**/*.test.tsx", "server/**/*.test.ts"],
    setupFiles: ["client/test-setup.ts"],
  },
});
