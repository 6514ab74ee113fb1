import { defineConfig } from "vitest/config";

/** The literal tests of scorers and metrics alone: no browser, no server, no shared reference data, and no random rows,
 *  which would only make every mutant slower. */
// biome-ignore lint/style/noDefaultExport: vitest reads the default export.
export default defineConfig({
  test: {
    include: [
      "tests/experiments/measures/implicit/{golden,handWorked,reasons,pieces}.test.ts",
      "tests/experiments/measures/implicit/*/score.test.ts",
      "tests/experiments/measures/stated/*.test.ts",
      "tests/analysis/statistics/{ranking/auc,ranking/delong,properties}.test.ts",
    ],
    pool: "forks",
    maxWorkers: 1,
  },
});
