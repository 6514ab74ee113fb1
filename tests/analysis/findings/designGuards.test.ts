import { describe, expect, test } from "vitest";
import { cellsOf, numbersOf, withColumn } from "../../../analysis/data/dataTable.ts";
import type { AnalysisPlanInput } from "../../../experiments/contract/plan.ts";
import { sectionOf } from "../oracles.ts";
import { compareBy, PLAN, people, simulated, tableOf } from "./tables.ts";

/** Every number of a section, in its order. */
function numbersIn(section: unknown): readonly number[] {
  if (typeof section === "number") return [section];
  return typeof section === "object" && section !== null ? Object.values(section).flatMap(numbersIn) : [];
}

describe("design columns", () => {
  const extra = [
    ["w", people, (row: number) => 1 + (row % 3)],
    ["could", people, (row: number) => (row % 4 === 0 ? 0 : 1)],
    ["pairing", people, (row: number) => (row % 2 === 0 ? "compatibleFirst" : "incompatibleFirst")],
    ["first", people, (row: number) => row % 2],
  ] as const;
  const table = extra.reduce(
    (so, [name, , cell]) =>
      withColumn(
        so,
        name,
        Array.from({ length: 300 }, (_, row) => cell(row)),
      ),
    people,
  );
  const comparison = compareBy(
    {
      ...PLAN,
      stated: [{ column: "stated", yes: ">0", minutes: 0.2 }],
      implicit: [{ column: "score", minutes: 6 }],
      weight: "w",
      eligible: "could",
      order: "pairing",
      stated_first: "first",
    },
    table,
  );

  test("give order a version with and one without", () => {
    const { covariates, nested_tests: tests, auc } = Object(comparison.order_adjusted);
    expect(covariates).toEqual(["pairingincompatibleFirst"]);
    expect(tests.add_implicit_to_stated.df).toBe(1);
    expect(auc.score.auc).toBeGreaterThan(0.5);
  });

  test("give the yes-rules among the eligible", () => {
    const { ppv } = Object(comparison.rules_eligible).stated_gt_0;
    const [all, could] = [Object(comparison.rules).stated_gt_0.ppv, comparison.answers.E1.eligible];
    expect(ppv.n).toBeLessThan(all.n);
    // The counts of rules are of people; the answer is weighted, as the plan is.
    expect(could).toMatchObject({ n: ppv.n });
    expect(Object(could).estimate).not.toBe(ppv.estimate);
  });

  test("give weighted shares at their effective n", () => {
    // by hand: weights 1, 2, 3 in turn over 300 rows: 600² / 1400
    expect(Object(comparison.weighted).effective_n).toBeCloseTo(257.142857142857, 9);
    expect(Object(comparison.models).M_full.robust_se).toHaveLength(3);
  });

  test("test whether a measure predicts differently after the stated part", () => {
    expect(Object(comparison.stated_first_interaction).score).toMatchObject({ df: 1 });
  });

  test("print what each minute of a measure is worth", () => {
    expect(Object(comparison.effort).stated.minutes).toBe(0.2);
  });
});

describe("the same seed", () => {
  test("gives the same numbers, another seed other folds", () => {
    const [a, b, c] = [1, 1, 2].map(
      (seed) => Object(compareBy(PLAN, people, { seed }).cross_validation).M_full.oof_first6,
    );
    expect(a).toEqual(b);
    expect(c).not.toEqual(a);
  });
});

describe("supplied resamples when rows drop out", () => {
  const gaps = numbersOf(people, "score").map((score, row) => (row === 0 ? null : score));
  const table = withColumn(people, "score", gaps);
  const all = Int32Array.from({ length: 300 }, (_, row) => row);
  const shifted = Int32Array.from(all, (row) => (row + 1) % 300);
  const comparison = compareBy(PLAN, table, { seed: 1, resamples: [all, shifted] });

  test("still speak of rows of the table", () => {
    // both resamples hold every analysed row once, so each equals the estimate itself
    const { theta, boot_mean } = Object(comparison.bootstrap_delta_auc_score_minus_stated);
    expect(boot_mean).toBeCloseTo(theta, 12);
  });
});

describe("rows of one person", () => {
  // Four rows a person, alike in what they say and feel, and nearly so in what they buy.
  const few = simulated({ n: 90, seed: 12, attitude: 1, implicit: 1 });
  const rows = Array.from({ length: 360 }, (_, row) => row % 90);
  const alike = tableOf(
    Object.fromEntries([...few.columns].map(([name, cells]) => [name, rows.map((row) => cells[row]!)])),
  );
  const copies = withColumn(
    alike,
    "bought",
    numbersOf(alike, "bought").map((bought, row) => (row % 7 === 0 ? 1 - bought! : bought)),
  );
  const halves = { implicit: [{ column: "score", reliability: 0.8 }] };
  const persons = compareBy({ ...PLAN, ...halves, participant: "id" }, copies).answers;
  const naive = compareBy({ ...PLAN, ...halves }, copies).answers;
  const width = ({ interval }: { readonly interval: readonly [number, number] | null }) => interval![1] - interval![0];

  test.each(["E3", "E4", "E5", "E7", "E9"] as const)("are never taken for several people in %s", (question) => {
    // taken for a new person each, the rows would make every interval narrower
    expect(width(persons[question])).toBeGreaterThan(1.1 * width(naive[question]));
    expect(width(persons[question])).toBeLessThan(2.5 * width(naive[question]));
  });

  test("are never taken for several people in the difference of E2", () => {
    const plan = { ...PLAN, stated: [{ column: "stated", yes: ">0" }] };
    const gap = (participant?: string) => {
      const { difference_to_stated: found } = compareBy({ ...plan, participant }, copies).answers.E2;
      return Object(found);
    };
    const [by, of] = [gap("id"), gap()];
    expect(by.estimate).toBeCloseTo(of.estimate, 12);
    expect(width(by)).toBeGreaterThan(1.5 * width(of));
    expect(by.p).toBeGreaterThan(of.p);
  });

  test("that supplied folds tear apart are told", () => {
    const torn = withColumn(
      copies,
      "fold",
      rows.map((_, row) => 1 + (row % 4)),
    );
    const whole = withColumn(
      copies,
      "fold",
      rows.map((person) => 1 + (person % 4)),
    );
    const told = (table: typeof torn) =>
      compareBy({ ...PLAN, participant: "id", folds: { column: "fold" } }, table).warnings.join();
    expect(told(torn)).toContain("put rows of one person into several folds");
    expect(told(whole)).not.toContain("several folds");
  });

  test("are never taken for several people in the ranks of E10", () => {
    const outcome = { column: "stated", kind: "continuous" as const };
    const plan = { ...PLAN, outcome, stated: ["bought"] };
    const [by, of] = [compareBy({ ...plan, participant: "id" }, copies), compareBy(plan, copies)];
    expect(width(by.answers.E10)).toBeGreaterThan(1.8 * width(of.answers.E10));
  });
});

describe("survey weights", () => {
  const weighted = withColumn(
    people,
    "w",
    cellsOf(people, "id").map((_, row) => 1 + (row % 5)),
  );

  test("make the test of E4 a robust one, and say so", () => {
    const comparison = compareBy({ ...PLAN, weight: "w" }, weighted);
    const { robust_wald: robust, chi2 } = Object(comparison.nested_tests).add_implicit_to_stated;
    expect(comparison.answers.E4.lr).toEqual(robust);
    expect(robust.chi2).not.toBeCloseTo(chi2, 3);
    expect(comparison.answers.E4.sentence).toContain("Robust Wald test (weighted) F(1, 297)");
  });
});

describe("several pairs of measures", () => {
  const second = withColumn(
    people,
    "second",
    numbersOf(people, "stated").map((value, row) => value! + ((row * 7) % 11) / 4),
  );
  const comparison = compareBy({ ...PLAN, stated: ["stated", "second"] }, second);

  test("are adjusted by Holm over all of them", () => {
    const raw = Object.entries(Object(comparison.auc_paired)).filter(([name]) => !name.startsWith("M_"));
    // by hand: the smallest p times 3, the next times 2, never below the one before
    const sorted = raw.map(([name, test]) => ({ name, p: Object(test).p })).sort((a, b) => a.p - b.p);
    const [first, middle, last] = sorted.map(({ p }, at) => Math.min(1, p * (3 - at)));
    const wanted = [first!, Math.max(first!, middle!), Math.max(first!, middle!, last!)];
    const found = Object(comparison.auc_paired_holm);
    expect(sorted.map(({ name }) => found[name])).toEqual(wanted.map((p) => expect.closeTo(p, 12)));
  });
});

describe("the order of the table's rows", () => {
  const turned = tableOf(Object.fromEntries([...people.columns].map(([name, cells]) => [name, cells.toReversed()])));

  test.each(["auc", "auc_paired", "rules", "nested_tests", "claims", "matched_selection", "specifications"])(
    "changes nothing in %s",
    (section) => {
      expect(numbersIn(sectionOf(orders[1]!, section))).toEqual(
        numbersIn(sectionOf(orders[0]!, section)).map((value) => expect.closeTo(value, 7)),
      );
    },
  );

  const plan: AnalysisPlanInput = {
    ...PLAN,
    stated: [{ column: "stated", yes: ">0" }],
    claims: [{ statement: "s", measure: "score", reading: "sensitivity", value: 0.7 }],
    multiverse: { scores: [{ winsorise: 2 }] },
  };
  const orders = [compareBy(plan, people), compareBy(plan, turned)];
});

describe("the floor", () => {
  const table = withColumn(
    people,
    "past",
    cellsOf(people, "bought").map((bought, row) => (row % 3 === 0 ? 1 - Number(bought) : Number(bought))),
  );
  const comparison = compareBy({ ...PLAN, covariates: ["past"] }, table);

  test("stands in every model, the null included", () => {
    const models = Object.values(Object(comparison.models)).map((model) => Object(model).predictors);
    expect(models).toEqual([["past"], ["stated", "past"], ["score", "past"], ["stated", "score", "past"]]);
  });

  test("is what stated and implicit are each tested beyond", () => {
    const { add_stated_to_past: stated, add_implicit_to_past: implicit } = Object(comparison.nested_tests);
    expect([stated.df, implicit.df]).toEqual([1, 1]);
  });
});

describe("several products, one row a person", () => {
  const products = withColumn(
    people,
    "brand",
    Array.from({ length: 300 }, (_, row) => ["A", "B", "C"][row % 3]!),
  );
  const comparison = compareBy({ ...PLAN, product: "brand" }, products);

  test("give every model product intercepts", () => {
    expect(Object(comparison.models).M_stated.predictors).toEqual(["stated", "brandB", "brandC"]);
  });

  test("have an AUC within products beside the pooled one", () => {
    const { auc, se, strata } = Object(comparison.auc_within_brand).score;
    expect([strata, se]).toEqual([3, expect.any(Number)]);
    expect(auc).not.toBe(Object(comparison.auc).score.auc);
  });

  test("are warned about where a score of A against B stands in their rows", () => {
    const implicit = [{ column: "score", frame: { relative: "brandB" } }] satisfies AnalysisPlanInput["implicit"];
    const { warnings } = compareBy({ ...PLAN, implicit, product: "brand" }, products);
    expect(warnings.join()).toContain("a score for A against B never stands in for a row on C");
  });

  test("are compared one by one with Holm's adjustment, and pooled by random effects", () => {
    expect(Object.keys(Object(comparison.per_brand))).toEqual(["A", "B", "C"]);
    expect(Object.keys(Object(comparison.per_brand_holm_lr))).toEqual(["A", "B", "C"]);
    expect(Object(comparison.product_synthesis).delta_auc.k).toBe(3);
    expect(comparison.answers.E11.estimate).toBe(Object(comparison.product_synthesis).delta_auc.reml.estimate);
  });
});
