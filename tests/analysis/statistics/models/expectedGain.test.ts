import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { numbersOf } from "../../../../analysis/data/dataTable.ts";
import { contextsOf } from "../../../../analysis/findings/compareMeasures.ts";
import { expectedGainOf } from "../../../../analysis/findings/models/expectedGains.ts";
import { noncentralCdf, noncentralityInterval } from "../../../../analysis/statistics/numerics/noncentral.ts";
import { AnalysisPlan } from "../../../../experiments/contract/plan.ts";
import { compareBy, PLAN, people, simulated, tableOf } from "../../findings/tables.ts";
import { oraclePath } from "../../oracles.ts";
import { readDataTable } from "../../readDataTable.ts";

const file = oraclePath("c31_expected_gain", "data.csv");
const table = readDataTable(file, readFileSync(file, "utf8"));
const expected = JSON.parse(readFileSync(oraclePath("c31_expected_gain", "expected.json"), "utf8"));
const rows = (count: number) =>
  tableOf(Object.fromEntries([...table.columns.keys()].map((name) => [name, numbersOf(table, name).slice(0, count)])));

/** The gain of the score beyond the stated item, by the test that holds in the design. */
function gainIn(count: number, design: { weight?: string; participant?: string } = {}) {
  const plan = AnalysisPlan.parse({ outcome: "bought", stated: ["stated"], implicit: ["score"], ...design });
  const [context] = contextsOf(rows(count), plan, () => undefined);
  if (context === undefined) throw new Error("no context");
  const found = compareBy({ outcome: "bought", stated: ["stated"], implicit: ["score"], ...design }, rows(count));
  const test = found.answers.E4.lr;
  if (test === undefined) throw new Error("no test");
  return expectedGainOf(context, "ml", { base: ["stated"], added: ["score"], test });
}

describe("the gain expected on other people", () => {
  test.each([
    ["plain", 300, {}],
    ["weak", 60, {}],
    ["weighted", 300, { weight: "w", participant: "person" }],
  ] as const)("is what R finds: %s", (name, count, design) => {
    const found = gainIn(count, design);
    const { delta_auc, ci95, noncentrality, noncentrality_ci95 } = expected[name];
    expect(found?.noncentrality).toBeCloseTo(noncentrality, 6);
    noncentrality_ci95.forEach((limit: number, at: number) => {
      expect(found?.noncentrality_ci95[at]).toBeCloseTo(limit, 5);
    });
    expect(found?.delta_auc).toBeCloseTo(delta_auc, 7);
    ci95.forEach((limit: number, at: number) => {
      expect(found?.ci95[at]).toBeCloseTo(limit, 6);
    });
  });

  test("holds 0 wherever E4 says that the gain is open, and never where it says that the measure adds", () => {
    const verdicts = [0, 0.45, 0.55, 1.2].map((implicit, seed) => {
      const { E4, E5 } = compareBy(PLAN, simulated({ n: 150, seed, attitude: 1, implicit })).answers;
      for (const { verdict, interval, sentence } of [E4, E5]) {
        if (interval === null) throw new Error("no interval");
        if (/adds$/.test(verdict ?? "")) expect(interval[0]).toBeGreaterThan(0);
        else if (/open|no evidence/.test(verdict ?? "")) expect(interval[0]).toBeLessThanOrEqual(0);
        expect(sentence).not.toMatch(/NaN/);
      }
      return E4.verdict;
    });
    expect(verdicts).toContain("implicit fits better, gain open");
    expect(verdicts).toContain("implicit adds");
  });

  test("is of the whole block where two implicit measures are added", () => {
    const second = numbersOf(people, "score").map((value, row) => (value ?? 0) + Math.sin(row * 37));
    const both = tableOf({ ...Object.fromEntries(people.columns), second });
    const { E4 } = compareBy({ ...PLAN, implicit: ["score", "second"] }, both).answers;
    expect(E4.lr?.df).toBe(2);
    expect(E4.interval?.[0]).toBeLessThan(E4.estimate ?? Number.NaN);
    expect(E4.interval?.[1]).toBeGreaterThan(E4.estimate ?? Number.NaN);
  });
});

describe("a noncentral distribution", () => {
  test.each([
    [{ chi2: 7.3, df: 1 }, 3, 0.8339224],
    [{ chi2: 300, df: 2 }, 250, 0.9304162],
    [{ chi2: 9, df: 2, df2: 20 }, 4, 0.7493389],
  ])("is R's pchisq and pf: %j at %f", (statistic, lambda, probability) => {
    expect(noncentralCdf(statistic, lambda)).toBeCloseTo(probability, 7);
  });

  test("has an interval of strengths that starts at 0 where nothing is not surprising", () => {
    expect(noncentralityInterval({ chi2: 2, df: 1 })[0]).toBe(0);
    expect(noncentralityInterval({ chi2: 0, df: 1 })).toEqual([0, 0]);
  });
});
