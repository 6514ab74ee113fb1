import { describe, expect, test } from "vitest";
import type { Compared as Comparison } from "../../../analysis/findings/compareMeasures.ts";
import { expectedOf, type Json } from "../oracles.ts";
import { compareCase } from "./statisticalCases.ts";

// R (survey, fixtures/oracles/c27_survey_weights/make.R).
const oracle = expectedOf("c27_survey_weights");
const [W, AW] = [entry(oracle, "W"), entry(oracle, "AW")];

function entry(json: Json | undefined, ...path: readonly string[]): Readonly<Record<string, Json>> {
  return path.reduce((so, key) => Object(so)[key], Object(json));
}

function expectShare(answer: { estimate: number | null; interval: readonly [number, number] | null }, share: Json) {
  const { estimate, ci95 } = Object(share);
  expect(answer.estimate).toBeCloseTo(estimate, 10);
  expect(answer.interval![0]).toBeCloseTo(ci95[0], 8);
  expect(answer.interval![1]).toBeCloseTo(ci95[1], 8);
}

function expectModel(comparison: Comparison, terms: Readonly<Record<string, Json>>) {
  const { coefficients } = Object(comparison.models).M_full;
  for (const [name, term] of Object.entries(terms)) {
    const { estimate, se, p } = Object(term);
    expect(coefficients[name].estimate).toBeCloseTo(estimate, 7);
    expect(coefficients[name].se).toBeCloseTo(se, 7);
    expect(coefficients[name].p).toBeCloseTo(p, 6);
  }
}

describe("a plan with weights", () => {
  const comparison = compareCase("W");
  const { answers, claims, weighted } = comparison;

  test("has one estimand: E1, its claim and the base rate are weighted (svyciprop)", () => {
    expectShare(answers.E1, W.share_pi5_top2!);
    expectShare(Object(claims)[0], W.share_pi5_top2!);
    expect(answers.E1.base_rate).toBeCloseTo(entry(W, "base_rate").estimate as number, 10);
    expect(answers.E1.sentence).toContain("weighted 49.9 % [39.8 %, 60.1 %]");
  });

  test("has no unweighted comparison in E2 and says so", () => {
    expect(answers.E2.sentence).toContain("weighted");
    expect(answers.E2.sentence).toContain("The comparison with the stated yes takes no weights and is left out.");
    expect(answers.E2).not.toHaveProperty("difference_to_stated");
  });

  test("prints the robust errors, not the naive ones (svyglm: dscore SE .1325, p .398)", () => {
    expectModel(comparison, entry(W, "M_full"));
    expect(Object(comparison.models).M_full.errors).toEqual({ kind: "robust", units: 500, df: 499 });
  });

  test("is tested by the robust Wald test and says so (regTermTest)", () => {
    const { f, p, df2 } = Object(W.add_implicit);
    expect(answers.E4.lr).toMatchObject({ f: expect.closeTo(f, 6), p: expect.closeTo(p, 7), df2 });
    expect(answers.E4.sentence).toContain("Robust Wald test (weighted) F(1, 496) = 0.72, p = .398");
    expect(Object(answers.E5.lr).p).toBeCloseTo(Object(W.add_stated).p, 8);
  });

  test("ranks with weights, in E3 and in the tables alike", () => {
    const { difference, se_difference, auc } = Object(W.auc);
    expect(answers.E3.estimate).toBeCloseTo(difference, 10);
    expect(answers.E3.se).toBeCloseTo(se_difference, 10);
    expect(Object(comparison.auc).pi5.auc).toBeCloseTo(auc.pi5.auc, 10);
    expect(Object(comparison.auc).pi5.delong_se).toBeCloseTo(auc.pi5.se, 10);
    expect(answers.E3.sentence).toContain(
      `p = ${Object(comparison.auc_paired).dscore_minus_pi5.p.toFixed(3).replace("0.", ".")}`,
    );
    // The jackknife of the survey package agrees with the linearised error.
    expect(Math.abs(Number(W.jackknife_se_difference) - se_difference)).toBeLessThan(0.001);
  });

  test("weights the net promoter score (svymean) and names what is not weighted", () => {
    expect(Object(weighted).nps.nps).toBeCloseTo(Object(W.nps).nps, 8);
    expect(Object(weighted).nps.se).toBeCloseTo(Object(W.nps).se, 8);
    expect(Object(weighted).unweighted).toContain("correlations");
    expect(comparison.warnings.join()).toContain("count every row once");
  });
});

describe("weights where several rows belong to a person", () => {
  const comparison = compareCase("AW");

  test("are tested over persons (svyglm: p .064), not as the unweighted rows (p .011)", () => {
    expect(Object(comparison.answers.E4.lr).p).toBeCloseTo(Object(AW.add_implicit).p, 7);
    expect(comparison.answers.E4).toMatchObject({ verdict: "no evidence" });
    expect(comparison.answers.E4.sentence).toContain("Robust Wald test over persons");
    expectModel(comparison, entry(AW, "M_full"));
  });

  test("have the shares and AUCs of the design", () => {
    expectShare(comparison.answers.E1, AW.share_pi5_top2!);
    expect(comparison.answers.E3.se).toBeCloseTo(Object(AW.auc).se_difference, 10);
  });
});

describe("weights where buyers are separated", () => {
  const { answers } = compareCase("F");

  test("are in no test, and the test says so; no interval leaves what can be", () => {
    expect(answers.E4.sentence).toContain("Penalised likelihood ratio (unweighted)");
    const [low, high] = Object(answers.E4.out_of_fold).delta_auc_ci95 ?? [0, 0];
    expect(low).toBeGreaterThanOrEqual(-1);
    expect(high).toBeLessThanOrEqual(1);
  });
});

describe("several rows a person", () => {
  const comparison = compareCase("A");

  test("have the net promoter score's error over persons (R: 5.23, not 4.83)", () => {
    expect(Object(comparison.nps)).toMatchObject({ se: expect.closeTo(5.2256045, 6), persons: 70 });
  });

  test("are tested product by product with the plan's covariates (R: anova of glm with past)", () => {
    // R: anova(glm(bought~nps+pi5+past), glm(bought~nps+pi5+dscore+past)) within each brand.
    const { A } = Object(comparison.per_brand);
    expect(A.add_implicit_lr.chi2).toBeCloseTo(0.3319043, 5);
  });

  test("print one p in E3 and the table of differences", () => {
    const { p } = Object(comparison.auc_paired).dscore_minus_pi5;
    expect(comparison.answers.E3.sentence).toContain(`p = ${p.toFixed(3).replace("0.", ".")}`);
  });
});

describe("a question about one measure", () => {
  const { answers, nps, rules } = compareCase("M");

  test("asks everyone who answered it and has an outcome (R: 55/121, 45.5 % [36.9, 54.3]; base rate 33.0 %)", () => {
    expect(answers.E1).toMatchObject({ n: 121, base_rate: 0.33, base_rate_n: 400 });
    expect(answers.E1.estimate).toBeCloseTo(55 / 121, 12);
    expect(answers.E1.interval![0]).toBeCloseTo(0.3686, 3);
    expect(Object(rules).pi5_top2.ppv).toMatchObject({ x: 55, n: 121 });
    expect(Object(nps).n).toBe(400);
  });

  test("and one about two measures the people with both, which its sentence counts", () => {
    expect(answers.E3.sentence).toContain("n = 250");
  });
});
