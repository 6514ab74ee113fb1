import { createRequire } from "node:module";
import { cruise } from "dependency-cruiser";
import { expect, test } from "vitest";

const rules = createRequire(import.meta.url)("./rules.cjs");

test("no file crosses a boundary named in docs/architecture.md", async () => {
  const folders = ["experiments", "server", "analysis", "saydo.ts"];
  const { output } = await cruise(folders, { ...rules.options, ruleSet: rules, validate: true });
  if (typeof output === "string") throw new RangeError("the cruiser reports an object unless asked for text");
  // A TypeScript the cruiser cannot read makes it see nothing and find nothing wrong.
  expect(output.summary.totalCruised).toBeGreaterThan(150);
  expect(output.summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} -> ${to}`)).toEqual([]);
});
