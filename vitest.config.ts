import { defineConfig } from "vitest/config";
import { skipReporter } from "./tests/skipReporter.ts";

export default defineConfig({
  test: {
    include: ["tests/**/*.test.ts", "tests/**/*.test.tsx"],
    globalSetup: ["tests/sharedData.setup.ts"],
    reporters: ["default", skipReporter()],
    pool: "forks",
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
