import { describe, expect, test } from "vitest";
import {
  dependentCorrelations,
  independentCorrelations,
} from "../../../analysis/statistics/association/dependentCorrelations.ts";
import { disattenuate } from "../../../analysis/statistics/association/disattenuation.ts";
import { spearmanBrown } from "../../../analysis/statistics/association/reliability.ts";
import { calibrationError } from "../../../analysis/statistics/models/calibration/calibrationError.ts";
import { hosmerLemeshow } from "../../../analysis/statistics/models/calibration/hosmerLemeshow.ts";
import { probabilityScores } from "../../../analysis/statistics/models/calibration/probabilityScores.ts";
import { recalibration } from "../../../analysis/statistics/models/calibration/recalibration.ts";
import { logistic, logit } from "../../../analysis/statistics/numerics/specialFunctions.ts";
import { topSelection } from "../../../analysis/statistics/ranking/matchedSelection.ts";
import { atBaseRate, priorCorrection } from "../../../analysis/statistics/shares/baseRatePpv.ts";
import { confusion, confusionOfCounts } from "../../../analysis/statistics/shares/confusion.ts";
import { netBenefit } from "../../../analysis/statistics/shares/decisionCurve.ts";
import { mcnemar } from "../../../analysis/statistics/shares/mcnemar.ts";
import { multiplicity } from "../../../analysis/statistics/shares/multiplicity.ts";
import { netPromoterScore } from "../../../analysis/statistics/shares/netPromoterScore.ts";
import { newcombePaired } from "../../../analysis/statistics/shares/newcombe.ts";
import { proportion } from "../../../analysis/statistics/shares/proportion.ts";
import { proportionAgainst } from "../../../analysis/statistics/shares/proportionAgainst.ts";
import { twoProportions } from "../../../analysis/statistics/shares/twoProportions.ts";
import { differences, expectedOf, type Json } from "../oracles.ts";

// Every table of case c15, written by R (fixtures/oracles/c15_unit_tables/make.R)
const CASE = "c15_unit_tables";
const tables = expectedOf(CASE);

type NumberKey = "x" | "n" | "p0" | "x1" | "n1" | "x2" | "n2" | "a" | "b" | "c" | "d" | "difference" | "r";
type RateKey = "sensitivity" | "specificity" | "prevalence" | "sample_rate" | "population_rate";
type ListKey = "raw" | "scores" | "outcome";
type Row = Readonly<Record<NumberKey | RateKey, number> & Record<ListKey, readonly number[]>>;
const rowsOf = (section: string): readonly Row[] => Object(tables[section]);

function agrees(section: string, actual: unknown): void {
  const expected: Json | undefined = tables[section];
  expect(differences(`${CASE}.${section}`, actual, expected)).toEqual([]);
}

describe("the unit tables of R", () => {
  test("shares and their intervals", () => {
    agrees(
      "proportions",
      rowsOf("proportions").map(({ x, n }) => proportion(x, n)),
    );
  });

  test("a share against a claimed value", () => {
    agrees(
      "one_sample_vs_claim",
      rowsOf("one_sample_vs_claim").map(({ x, n, p0 }) => ({ x, n, ...proportionAgainst(x, n, p0) })),
    );
  });

  test("two separate shares", () => {
    agrees(
      "two_proportions",
      rowsOf("two_proportions").map(({ x1, n1, x2, n2 }) => twoProportions([x1, n1], [x2, n2])),
    );
  });

  test("McNemar in four versions", () => {
    agrees(
      "mcnemar",
      rowsOf("mcnemar").map(({ b, c }) => mcnemar(b, c)),
    );
  });

  test("the paired difference of Newcombe", () => {
    agrees(
      "paired_difference_newcombe",
      rowsOf("paired_difference_newcombe").map(({ a, b, c, d, difference }) => ({
        a,
        b,
        c,
        d,
        difference,
        ci95: newcombePaired({ a, b, c, d }),
      })),
    );
  });

  test("adjusted p-values, Hommel's among them", () => {
    agrees(
      "p_adjust",
      rowsOf("p_adjust").map(({ raw }) => multiplicity(raw)),
    );
  });

  test("net promoter scores", () => {
    agrees(
      "nps",
      rowsOf("nps").map(({ scores }) => ({ scores, ...netPromoterScore(scores) })),
    );
  });

  test("dependent correlations", () => {
    const cases = Object.entries(Object(tables.dependent_correlations)).map(([name, value]) => {
      const { r_jk, r_jh, r_kh, n } = Object(value);
      return [name, dependentCorrelations({ jk: r_jk, jh: r_jh, kh: r_kh, n })];
    });
    agrees("dependent_correlations", Object.fromEntries(cases));
  });

  test("independent correlations", () => {
    agrees("independent_correlations", [
      independentCorrelations({ r: 0.49, n: 145 }, { r: 0.36, n: 87 }),
      independentCorrelations({ r: 0.1, n: 30 }, { r: -0.4, n: 50 }),
    ]);
  });

  test("the best k with ties shared", () => {
    agrees(
      "topk_ties",
      rowsOf("topk_ties").map(({ scores, outcome }) => ({
        scores,
        outcome,
        k2: topSelection(scores, outcome, 2),
        k4: topSelection(scores, outcome, 4),
      })),
    );
  });

  test("predictive values at another base rate", () => {
    agrees(
      "base_rate_ppv",
      rowsOf("base_rate_ppv").map(({ sensitivity, specificity, prevalence }) => ({
        sensitivity,
        specificity,
        prevalence,
        ...atBaseRate({ sensitivity, specificity, prevalence }),
      })),
    );
  });

  test("the intercept shift to another base rate", () => {
    agrees(
      "logit_offset_prior_correction",
      rowsOf("logit_offset_prior_correction").map(({ sample_rate, population_rate }) => {
        const shift = priorCorrection(sample_rate, population_rate);
        return {
          sample_rate,
          population_rate,
          intercept_shift: shift,
          example_p_sample: 0.6,
          example_p_population: logistic(logit(0.6) + shift),
        };
      }),
    );
  });

  test("net benefit", () => {
    const [outcomes, probabilities] = [
      [1, 0, 1, 0, 0, 1, 0, 0],
      [0.9, 0.8, 0.6, 0.5, 0.4, 0.25, 0.2, 0.1],
    ];
    agrees(
      "net_benefit",
      [0.1, 0.25, 0.5].map((threshold) => netBenefit(probabilities, outcomes, threshold)),
    );
  });

  test("calibration of given probabilities", () => {
    const { p, y } = Object(tables.calibration_simple);
    agrees("calibration_simple", {
      p,
      y,
      ...recalibration(y, p),
      ...probabilityScores(y, p),
      ece: calibrationError(y, p),
      hosmer: hosmerLemeshow(y, p),
    });
  });

  test("agreement of a rule", () => {
    agrees("kappa", confusionOfCounts({ tp: 20, fp: 15, fn: 10, tn: 55 }));
  });

  test("corrected correlations", () => {
    const actual = [disattenuate(0.3, 0.6, 0.8), disattenuate(0.6, 0.4, 0.5)].map((corrected, index) => ({
      ...rowsOf("disattenuation")[index],
      result: corrected.r_disattenuated,
    }));
    agrees("disattenuation", actual);
    expect(disattenuate(0.6, 0.4, 0.5).reason).toContain("beyond 1");
  });

  test("reliability at double length", () => {
    agrees(
      "spearman_brown",
      rowsOf("spearman_brown").map(({ r }) => ({ r, doubled: spearmanBrown(r) })),
    );
  });

  test("a rule that selects nobody has no predictive value and finds no buyer", () => {
    const rule = confusion([false, false, false], [1, 0, 1]);
    expect(rule.ppv.estimate).toBeNull();
    expect(rule.sensitivity.estimate).toBe(0);
  });

  test("a reliability of zero or less never corrects", () => {
    expect(disattenuate(0.3, 0).r_disattenuated).toBeNull();
    expect(disattenuate(0.3, -0.2).reason).toContain("-0.2");
  });
});
