import { defineConfig } from "vitest/config";

export default defineConfig({
  test: { environment: "jsdom", include: ["client/**/*.test.tsx"], setupFiles: ["client/test-setup.ts"] },
});
