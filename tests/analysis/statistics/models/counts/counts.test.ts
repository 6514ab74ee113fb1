import { readFileSync } from "node:fs";
import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { countSections, spendSections } from "../../../../../analysis/statistics/models/counts/countSections.ts";
import { negativeBinomialModel } from "../../../../../analysis/statistics/models/counts/negativeBinomialModel.ts";
import { poissonModel } from "../../../../../analysis/statistics/models/counts/poissonModel.ts";
import {
  negativeBinomial,
  type RowFamily,
  truncatedNegativeBinomial,
  truncatedPoisson,
  zeroInflatedPoisson,
} from "../../../../../analysis/statistics/models/counts/rowLikelihoods.ts";
import { gammaModel } from "../../../../../analysis/statistics/models/counts/spendModels.ts";
import { hurdleModel, zeroInflatedModel } from "../../../../../analysis/statistics/models/counts/zeroModels.ts";
import { numericObjective } from "../../../../../analysis/statistics/numerics/numericCurvature.ts";
import { differences, expectedOf, type Json, oraclePath } from "../../../oracles.ts";

const CASE = "c09_counts_spend";
const rows: readonly Readonly<Record<string, string>>[] = parse(readFileSync(oraclePath(CASE, "data.csv")), {
  columns: true,
});
const column = (name: string) => Float64Array.from(rows, (row) => Number(row[name]));
const columns = { nps: column("nps"), pi5: column("pi5"), dscore: column("dscore") };
const study = {
  columns,
  counts: column("units"),
  exposure: column("months"),
  predictors: ["nps", "pi5", "dscore"],
  implicit: ["dscore"],
};

function missed(sections: Readonly<Record<string, unknown>>, names: readonly string[]): readonly string[] {
  const expected: Readonly<Record<string, Json>> = expectedOf(CASE);
  return names.flatMap((name) => differences(`${CASE}.${name}`, sections[name], expected[name]));
}

// glm, MASS, pscl and sandwich through R, case c09
describe("countSections", () => {
  test("agrees with R on Poisson, negative binomial, hurdle and zero-inflated models", () => {
    const { sections, warnings } = countSections(study);
    const names = ["poisson", "negative_binomial_nb2", "hurdle", "zero_inflated_poisson_constant_inflation"];
    expect(missed(sections, names)).toEqual([]);
    expect(warnings).toEqual([]);
  });

  test("says why each model of counts without a single purchase has no estimate", () => {
    const none = { columns: { x: [1, 2, 3, 4] }, counts: [0, 0, 0, 0], predictors: ["x"], implicit: [] };
    const { sections, warnings } = countSections(none);
    expect(Object.values(sections)).toEqual([null, null, null, null]);
    expect(warnings).toHaveLength(4);
  });
});

describe("spendSections", () => {
  test("agrees with R on gamma, log-normal and two-part models, ranks and concentration", () => {
    const { sections, warnings } = spendSections({
      columns,
      spend: column("spend"),
      stated: ["nps", "pi5"],
      implicit: ["dscore"],
    });
    const names = [
      "gamma_glm_positive_spend",
      "lognormal_positive_spend",
      "two_part_expected_spend",
      "rank_association_with_spend",
      "spearman_dependent_comparison_dscore_vs_nps",
      "concentration",
      "top_value_segment_auc",
    ];
    expect(missed(sections, names)).toEqual([]);
    expect(warnings).toEqual([]);
  });

  test("refuses a negative amount", () => {
    const spend = [1, -2, 3, 4, 5];
    expect(() => gammaModel({ columns: { x: [1, 2, 3, 4, 5] }, spend, predictors: ["x"] })).toThrow("got -2");
  });
});

describe("a model at its edge", () => {
  const x = [1, 2, 3, 4, 5, 6, 7, 8];

  test("counts less spread than Poisson's have no negative binomial", () => {
    const even = { columns: { x }, counts: [1, 1, 1, 2, 2, 2, 3, 3], predictors: ["x"], implicit: [] };
    expect(negativeBinomialModel(even)).toEqual({ kind: "notFitted", reason: "notOverdispersed" });
  });

  test("counts with no more zeros than Poisson's have no share that never buys", () => {
    const few = { columns: { x }, counts: [1, 2, 1, 3, 2, 4, 3, 5], predictors: ["x"], implicit: [] };
    expect(zeroInflatedModel(few)).toEqual({ kind: "notFitted", reason: "notInflated" });
  });

  test("a hurdle needs somebody who bought nothing", () => {
    const all = { columns: { x }, counts: [1, 2, 1, 3, 2, 4, 3, 5], predictors: ["x"], implicit: [] };
    expect(hurdleModel(all)).toEqual({ kind: "notFitted", reason: "oneOutcome" });
  });

  test("the same predictor twice is collinear", () => {
    const twice = { columns: { x, y: x }, counts: [0, 2, 1, 3, 2, 4, 3, 5], predictors: ["x", "y"], implicit: [] };
    expect(poissonModel(twice)).toEqual({ kind: "notFitted", reason: "collinear" });
  });

  test("a count is a whole number", () => {
    const half = { columns: { x }, counts: [0, 2, 1.5, 3, 2, 4, 3, 5], predictors: ["x"], implicit: [] };
    expect(() => poissonModel(half)).toThrow("got 1.5");
  });
});

describe("a Poisson model", () => {
  test("fits the mean count exactly and its rates do not depend on the unit of time", () => {
    const person = fc.record({
      count: fc.integer({ min: 0, max: 6 }),
      x: fc.integer({ min: 0, max: 9 }),
      months: fc.integer({ min: 1, max: 12 }),
    });
    const people = fc.array(person, { minLength: 8, maxLength: 40 }).filter((all) => {
      return new Set(all.map((one) => one.x)).size > 2 && all.every((one) => one.count > 0 || one.x > -1);
    });
    fc.assert(
      fc.property(people, (all) => {
        const fitted = (scale: number) =>
          poissonModel({
            columns: { x: all.map((one) => one.x) },
            counts: all.map((one) => one.count + 1),
            exposure: all.map((one) => one.months * scale),
            predictors: ["x"],
            implicit: [],
          });
        const [months, years] = [fitted(1), fitted(1 / 12)];
        if ("reason" in months || "reason" in years) throw new Error("not fitted");
        expect(years.coefficients.x?.estimate).toBeCloseTo(months.coefficients.x?.estimate ?? 99, 8);
        expect(years.log_likelihood).toBeCloseTo(months.log_likelihood, 8);
      }),
    );
  });
});

describe("the derivatives of a row's likelihood", () => {
  const families: readonly (readonly [string, RowFamily, number])[] = [
    ["negative binomial", negativeBinomial, 0],
    ["truncated Poisson", truncatedPoisson, 1],
    ["truncated negative binomial", truncatedNegativeBinomial, 1],
    ["zero-inflated Poisson", zeroInflatedPoisson, 0],
  ];

  test.each(families)("are those of its value for the %s", (_name, family, least) => {
    const place = fc.record({
      count: fc.integer({ min: least, max: 12 }),
      eta: fc.double({ min: -2, max: 2, noNaN: true }),
      tau: fc.double({ min: -2, max: 2, noNaN: true }),
    });
    fc.assert(
      fc.property(place, ({ count, eta, tau }) => {
        const valueAt = ([e, t]: readonly number[]) => family.termsAt(count, e ?? 0, t ?? 0).value;
        const numeric = numericObjective(valueAt, [0.01, 0.01]).curvatureAt([eta, tau]);
        const terms = family.termsAt(count, eta, tau);
        expect(terms.eta).toBeCloseTo(numeric.gradient[0] ?? 99, 6);
        expect(terms.tau).toBeCloseTo(numeric.gradient[1] ?? 99, 6);
        expect(terms.etaEta).toBeCloseTo(numeric.hessian[0]?.[0] ?? 99, 5);
        expect(terms.etaTau).toBeCloseTo(numeric.hessian[0]?.[1] ?? 99, 5);
        expect(terms.tauTau).toBeCloseTo(numeric.hessian[1]?.[1] ?? 99, 5);
      }),
    );
  });
});
