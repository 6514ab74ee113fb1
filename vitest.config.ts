import { defineConfig } from "vitest/config";
import { skipReporter } from "./tests/skipReporter.ts";

export default defineConfig({
  test: {
    include: ["tests/**/*.test.ts", "tests/**/*.test.tsx"],
    globalSetup: ["tests/sharedData.setup.ts", "tests/scratchFolder.setup.ts"],
    reporters: ["default", skipReporter()],
    pool: "forks",
    maxWorkers: 2,
    // No test is about time: a slow machine, or two heavy files side by side, may take as long as they need.
    testTimeout: 180_000,
    hookTimeout: 180_000,
  },
});
