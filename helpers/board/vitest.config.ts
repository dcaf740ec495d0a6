import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["tests/**/*.test.ts"],
    environment: "node",
    // Property tests draw many maps; how long that takes is measured in benchmarks, not here.
    testTimeout: 60_000,
  },
});
