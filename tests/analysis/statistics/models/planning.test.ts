import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  correlationSampleSize,
  correlationSampleSizeCohen,
  mcnemarSampleSize,
  pairedAucSampleSize,
  predictionSampleSize,
  proportionSampleSize,
  twoProportionsSampleSize,
} from "../../../../analysis/power/sampleSize.ts";
import { simulatedPower } from "../../../../analysis/power/simulatedPower.ts";
import { expectedOf, type Json } from "../../oracles.ts";
import { differencesButRecomputed } from "../../recomputed.ts";

const CASE = "c16_sample_size";
// pwr stops its root search within 1.2e-4 people of the root; these are its own equations solved to 1e-13 by R's uniroot.
const RECOMPUTED: Readonly<Record<string, number>> = {
  "c16_sample_size.correlation_fisher_z.1.pwr_r_test_n": 57.08957041653,
  "c16_sample_size.two_proportions_pwr.0.n_per_group_arcsine": 23.17402004761,
  "c16_sample_size.two_proportions_pwr.1.n_per_group_arcsine": 355.4192358165,
};
type Row = Readonly<Record<string, Json>>;

function checkRows(section: string, compute: (row: Readonly<Record<string, number>>) => object): void {
  const rows: Json | undefined = expectedOf(CASE)[section];
  if (!Array.isArray(rows)) throw new RangeError(`no rows in ${section}`);
  const actual = rows.map((row: Row) => ({ ...row, ...compute(Object.fromEntries(numbersOf(row))) }));
  expect(
    differencesButRecomputed({ path: `${CASE}.${section}`, actual, expected: rows, recomputed: RECOMPUTED }),
  ).toEqual([]);
}

function numbersOf(row: Row): [string, number][] {
  return Object.entries(row).flatMap(([name, value]) => (typeof value === "number" ? [[name, value]] : []));
}

describe("sample sizes against R", () => {
  it("for a correlation, by Fisher's z and as pwr does", () => {
    checkRows("correlation_fisher_z", ({ r, power }) => ({
      ...correlationSampleSize(r!, power!),
      pwr_r_test_n: correlationSampleSizeCohen(r!, power!),
    }));
  });
  it("for two proportions", () => {
    checkRows("two_proportions_pwr", ({ p1, p2, power }) => ({
      n_per_group_arcsine: twoProportionsSampleSize(p1!, p2!, power!),
    }));
  });
  it("for two rules on the same people", () => {
    checkRows("mcnemar_connor1987", ({ p10, p01, power }) => mcnemarSampleSize(p10!, p01!, power!));
  });
  it("for two AUCs of the same people", () => {
    checkRows("paired_auc_obuchowski1994", ({ auc1, auc2, correlation_of_auc_estimates, base_rate, power }) =>
      pairedAucSampleSize({
        auc1: auc1!,
        auc2: auc2!,
        correlation: correlation_of_auc_estimates!,
        baseRate: base_rate!,
        power: power!,
      }),
    );
  });
  it("for a prediction model", () => {
    checkRows("riley_2019_binary", ({ parameters, prevalence, r2_cox_snell }) =>
      predictionSampleSize({ parameters: parameters!, prevalence: prevalence!, r2CoxSnell: r2_cox_snell! }),
    );
  });
  it("for a share of a given precision", () => {
    checkRows("wilson_precision", ({ p, half_width }) => ({
      n_smallest_with_expected_wilson_half_width: proportionSampleSize(p!, half_width!),
    }));
  });
  it("by simulating the increment", () => {
    checkRows("simulated_power_lr_increment", ({ n, b0, b_stated, b_implicit, rho, sims, mc_se }) => ({
      power: simulatedPower(
        { n: n!, b0: b0!, b_stated: b_stated!, b_implicit: b_implicit!, rho: rho! },
        { seed: 16, sims: 2000 },
      ).power,
      mc_se: mc_se!,
      sims: sims!,
    }));
  });
});

describe("sample sizes in general", () => {
  it("grow with power and shrink with the effect", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.05, max: 0.6, noNaN: true }),
        fc.double({ min: 0.55, max: 0.95, noNaN: true }),
        (r, power) => {
          const { n_unrounded } = correlationSampleSize(r, power);
          expect(correlationSampleSize(r, power + 0.02).n_unrounded).toBeGreaterThan(n_unrounded);
          expect(correlationSampleSize(r + 0.05, power).n_unrounded).toBeLessThan(n_unrounded);
        },
      ),
    );
  });
});
