import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["tests/**/*.test.ts"],
    environment: "node",
    // Tests of properties try many maps: seconds on a quiet machine, more beside a running browser.
    testTimeout: 30_000,
  },
});
