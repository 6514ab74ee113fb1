import { defineConfig } from "vitest/config";

/** The tests of scorers and metrics alone: no browser, no server, no shared reference data. */
// biome-ignore lint/style/noDefaultExport: vitest reads the default export.
export default defineConfig({
  test: {
    include: [
      "tests/experiments/measures/implicit/{golden,handWorked,properties,reasons}.test.ts",
      "tests/experiments/measures/stated/*.test.ts",
      "tests/analysis/metrics/{auc,delong,properties}.test.ts",
    ],
    pool: "forks",
    maxWorkers: 1,
  },
});
