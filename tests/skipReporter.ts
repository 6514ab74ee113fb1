import type { Reporter, TestModule } from "vitest/node";

/** Says at the end how many tests did not run. Tests are skipped for want of the shared reference data alone. */
export function skipReporter(): Reporter {
  return {
    onTestRunEnd(modules: readonly TestModule[]) {
      const skipped = modules.flatMap((module) => [...module.children.allTests("skipped")]);
      const files = new Set(skipped.map(({ module }) => module.relativeModuleId));
      const where = skipped.length === 0 ? "" : ` (${[...files].sort().join(", ")})`;
      console.log(`Skipped for want of the shared reference data: ${skipped.length}${where}`);
      const count = (state: "passed" | "failed") =>
        modules.reduce((sum, { children }) => sum + [...children.allTests(state)].length, 0);
      console.log(`\n${count("passed")} passed, ${count("failed")} failed, ${skipped.length} skipped`);
    },
  };
}
