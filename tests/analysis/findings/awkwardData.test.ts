import { describe, expect, test } from "vitest";
import { numbersOf, withColumn } from "../../../analysis/data/dataTable.ts";
import { compareCase } from "./statisticalCases.ts";
import { compareBy, PLAN, people } from "./tables.ts";

describe("values that are no answers", () => {
  test("off a measure's scale are missing, counted and told (R: NPS -35.7 of 280)", () => {
    const { nps, warnings } = compareCase("Q");
    expect(nps).toMatchObject({ n: 280, nps: expect.closeTo(-35.714, 3) });
    expect(warnings).toContain("nps: 20 of 300 values are off its scale from 0 to 10 (99) and count as no answer.");
    expect(warnings).toContain("pi5: 15 of 300 values are off its scale from 1 to 5 (-1, 9) and count as no answer.");
  });

  test("are named in the plan as survey codes, for all columns or for one", () => {
    const scales = {
      stated: [
        { column: "nps", scale: [-10, 100] },
        { column: "pi5", scale: [-10, 100] },
      ],
    } as const;
    const stated = scales.stated.map(({ column, scale: [low, high] }) => ({
      column,
      kind: column === "nps" ? "likelihoodToRecommend" : "purchaseIntent",
      scale: [low, high] satisfies [number, number],
    }));
    const all = compareCase("Q", { stated, missing: [99, -1, 9] });
    // 9 is a true answer on the likelihood to recommend, and the list takes it: name the codes by column then.
    const byColumn = compareCase("Q", { stated, missing: { nps: [99], pi5: [-1, 9] } });
    expect(byColumn.nps).toMatchObject({ n: 280, nps: expect.closeTo(-35.714, 3) });
    expect(byColumn.warnings).toContain("nps: 20 of 300 values are survey codes (99) and count as no answer.");
    expect(Object(all.nps).n).toBeLessThan(280);
  });
});

describe("a predictor with one value for everybody", () => {
  const comparison = compareCase("K");

  test("is left out of the models and named, and costs only itself (R: LR 30.902 without it)", () => {
    expect(comparison.warnings).toContain(
      "konst has the same value for everybody analysed: it is left out of every model.",
    );
    expect(Object(comparison.models).M_full.predictors).toEqual(["nps", "pi5", "dscore"]);
    expect(Object(comparison.nested_tests).add_implicit_to_stated.chi2).toBeCloseTo(30.9019, 3);
    for (const question of ["E4", "E5", "E6", "E7", "E8"] as const) {
      expect(comparison.answers[question].verdict).not.toBe("not testable here");
    }
  });

  test("or that follows from the others goes the same way", () => {
    const twice = withColumn(
      people,
      "twice",
      numbersOf(people, "stated").map((value) => 2 * value! + 1),
    );
    const { models, warnings, answers } = compareBy({ ...PLAN, stated: ["stated", "twice"] }, twice);
    expect(Object(models).M_full.predictors).toEqual(["stated", "score"]);
    expect(warnings).toContain("twice follows exactly from the predictors before it: it is left out of every model.");
    expect(answers.E4.verdict).toBe("implicit adds");
  });
});

describe("a row entered twice", () => {
  const { warnings, nested_tests, flow } = compareCase("D");

  test("counts once, and its person is named (R: LR 30.902, p 2.7e-8 without the row)", () => {
    expect(warnings).toContain("One row was entered twice (id 10) and counts once.");
    expect(flow[0]).toEqual({ step: "rows in the table", n: 300 });
    const { add_implicit_to_stated: test } = Object(nested_tests);
    expect(test.chi2).toBeCloseTo(30.9019, 3);
    expect(test.p).toBeCloseTo(2.714e-8, 11);
  });

  test("stays where the plan does not say whose rows they are, and the repeating id is named", () => {
    const silent = compareCase("D", { participant: undefined });
    expect(silent.flow[0]!.n).toBe(301);
    expect(silent.warnings.join()).toContain("The column id holds 300 values in 301 rows");
  });
});

describe("an outcome nobody has", () => {
  const { answers, claims } = compareCase("zero");

  test("is 0 of n with Wilson's interval", () => {
    expect(answers.E1).toMatchObject({ estimate: 0, n: 67, base_rate: 0, verdict: "contradicted" });
    expect(answers.E1.interval![1]).toBeCloseTo(0.05423, 4);
  });

  test("contradicts a claim of 30 % by the exact test (R: binom.test p 6e-11)", () => {
    const [first] = Object(claims);
    expect(first).toMatchObject({ verdict: "contradicted", x: 0, n: 67 });
    expect(first.p).toBeCloseTo(5.676e-11, 13);
  });
});

describe("prices put to some people only", () => {
  test("count the people asked: a price nobody put to a person is no refusal (R: 98, 73, 37, 20 %)", () => {
    const { prices } = compareCase("prices");
    const { curve } = Object(prices).all.gabor_granger;
    const shares = curve.map(({ demand }: { demand: number }) => demand);
    const expected = [96 / 98, 73 / 100, 36 / 98, 21 / 104];
    for (const [at, share] of expected.entries()) expect(shares[at]).toBeCloseTo(share, 8);
    expect(curve.map(({ asked }: { asked: number }) => asked)).toEqual([98, 100, 98, 104]);
  });
});

describe("several outcomes", () => {
  test("are each computed as if alone", () => {
    const alone = compareCase("outcomes", {}, "r1.yaml");
    const second = Object(compareCase("outcomes", {}, "r2.yaml").outcome_b);
    const { flow, warnings, seed, ...sections } = alone;
    expect(second).toEqual(sections);
  });

  test("have a name of their own, whatever their column is called", () => {
    const bought = numbersOf(people, "bought");
    const seen = bought.map((value, row) => (row % 9 === 0 ? null : value));
    const table = withColumn(withColumn(withColumn(people, "bought", seen), "bounds", bought), "bounds_2", seen);
    const found = compareBy({ ...PLAN, outcome: undefined, outcomes: ["bought", "bounds", "bounds_2"] }, table);
    expect(Object(found.outcome_bounds)).not.toHaveProperty("answers");
    expect(Object(found.outcome_bounds_2).answers.E3.n).toBe(300);
    expect(Object(found.outcome_bounds_2_2).answers.E3.n).toBe(266);
  });

  test("may be known for more rows than the first", () => {
    const both = compareCase("outcomes", { data: "s.csv", outcomes: ["a", "b"], implicit: [] }, "r2.yaml");
    expect(Object(both.outcome_b).answers.E1.n).toBeGreaterThan(both.answers.E1.n ?? Number.NaN);
  });
});

describe("values that are missing", () => {
  test("are imputed and analysed with the plan's covariates (mice, m = 300: dscore -.090, SE .143)", () => {
    const { complete_case, pooled_M_full } = compareCase("M", { imputations: 100 });
    expect(Object(complete_case).M_full.predictors).toEqual(["nps", "pi5", "dscore", "past"]);
    const { dscore } = Object(pooled_M_full);
    expect(Math.abs(dscore.estimate + 0.09)).toBeLessThan(0.03);
    expect(Math.abs(dscore.se - 0.143)).toBeLessThan(0.01);
  });

  test("are not imputed from a column that is constant wherever they are known (mice drops it: 1.482, .792)", () => {
    const plain = compareCase("imputation", {}, "mi.yaml");
    const { pooled_M_full, warnings } = compareCase("imputation", { data: "mi_with.csv" }, "mi.yaml");
    expect(pooled_M_full).toEqual(plain.pooled_M_full);
    expect(Math.abs(Object(pooled_M_full).x.estimate - 1.482)).toBeLessThan(0.06);
    expect(Math.abs(Object(pooled_M_full).z.estimate - 0.792)).toBeLessThan(0.06);
    expect(warnings.join()).toContain("panel cannot help to impute y");
  });
});
