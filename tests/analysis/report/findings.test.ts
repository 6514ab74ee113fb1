import { describe, expect, test } from "vitest";
import { calibrationFinding } from "../../../analysis/findings/calibration/calibrationFinding.ts";
import { importanceFinding } from "../../../analysis/findings/importance/importanceFinding.ts";
import { incrementFinding } from "../../../analysis/findings/models/incrementFinding.ts";
import { bestFinding, rankingFinding } from "../../../analysis/findings/ranking/rankingWords.ts";
import { sayDoFinding } from "../../../analysis/findings/rules/sayDoFinding.ts";
import { decisionFinding, gainsFinding } from "../../../analysis/findings/usefulness/usefulnessWords.ts";
import { readReport } from "../../../analysis/report/readReport.ts";
import { expectedOf } from "../oracles.ts";
import { comparisonOf, fullContext } from "./example.ts";

const strong = readReport(comparisonOf(expectedOf("c01_n80_strong")), fullContext);
const rare = readReport(comparisonOf(expectedOf("c06_rare_3pct")), fullContext);
const brands = readReport(comparisonOf(expectedOf("c07_person_x_brand")), fullContext);

type Pair = { readonly difference: number; readonly interval: readonly [number, number]; readonly equivalent: boolean };
const pair = ({ difference, interval, equivalent }: Pair) => ({
  ...expectedOf("c01_n80_strong"),
  auc_paired: {
    dscore_minus_pi5: {
      auc1: 0.7,
      auc2: 0.7 - difference,
      difference,
      p: 0.5,
      ci95_difference: interval,
      tost_margin_0_05: { margin: 0.05, p_tost: equivalent ? 0.01 : 0.4, equivalent },
    },
  },
});
const rankingOf = (comparison: object) => rankingFinding(readReport(comparisonOf(comparison), fullContext));

describe("a figure's title states the finding", () => {
  test("of those who said they would buy, counted", () => {
    expect(sayDoFinding(strong, "pi5")).toBe("Of 33 people who said they would buy, 24 bought: 73\u202f% [56, 85]");
    expect(sayDoFinding(rare, "nps")).toBe("Of 369 people who would recommend it (9–10), 22 bought: 6\u202f% [4, 9]");
  });
  test("nobody said yes", () => {
    const { rules } = expectedOf("c01_n80_strong");
    const none = { ...(rules as object), pi5_top2: { ppv: { x: 0, n: 0, estimate: null } } };
    const data = readReport(comparisonOf({ ...expectedOf("c01_n80_strong"), rules: none }), fullContext);
    expect(sayDoFinding(data, "pi5")).toBe("Nobody gave a yes on Purchase intent");
  });
  test("the better measure, when the interval of the difference leaves out zero", () => {
    expect(rankingOf(expectedOf("c01_n80_strong"))).toBe(
      "Association test ranked buyers better than Purchase intent: ΔAUC .16 [.01, .32]",
    );
    expect(rankingOf(pair({ difference: -0.1, interval: [-0.18, -0.02], equivalent: false }))).toBe(
      "Purchase intent ranked buyers better than Association test: ΔAUC \u2212.10 [\u2212.18, \u2212.02]",
    );
  });
  test("open, when it does not; alike, when it is shown to be small", () => {
    expect(rankingOf(pair({ difference: 0.02, interval: [-0.06, 0.1], equivalent: false }))).toBe(
      "The data leave open whether Association test or Purchase intent ranks better: ΔAUC .02 [\u2212.06, .10]",
    );
    expect(rankingOf(pair({ difference: 0.01, interval: [-0.02, 0.04], equivalent: true }))).toBe(
      "Association test and Purchase intent ranked alike within ±.05: ΔAUC .01 [\u2212.02, .04]",
    );
  });
  test("people with several products: the clustered difference", () => {
    expect(rankingFinding(brands)).toBe(
      "The data leave open whether Association test or Purchase intent ranks better: ΔAUC \u2212.02 [\u2212.08, .04]",
    );
    expect(bestFinding(brands)).toBe(
      "Likelihood to recommend, .64 [.59, .68], has the highest AUC of the single measures",
    );
  });
  test("an increment needs the test and a better prediction out of fold", () => {
    expect(incrementFinding(strong)).toBe(
      "The implicit score improved prediction beyond the stated items: χ²(1) = 40.7, p\u00a0<\u00a0.001; out of fold the AUC went from .66 to .90",
    );
    const weak = {
      ...expectedOf("c01_n80_strong"),
      nested_tests: { add_implicit_to_stated: { chi2: 1.2, df: 1, p: 0.27 } },
    };
    expect(incrementFinding(readReport(comparisonOf(weak), fullContext))).toMatch(
      /^No clear sign that the implicit score adds/,
    );
    const { cross_validation: folds } = expectedOf("c01_n80_strong") as Record<string, Record<string, object>>;
    const overfitted = { ...folds, M_full: { ...folds?.M_full, pooled_auc: { auc: 0.6 } } };
    const worse = readReport(
      comparisonOf({ ...expectedOf("c01_n80_strong"), cross_validation: overfitted }),
      fullContext,
    );
    expect(incrementFinding(worse)).toMatch(
      /^The implicit score fits better in this sample but did not predict better/,
    );
  });
  test("shares, calibration, thresholds and gains", () => {
    expect(importanceFinding(strong)).toBe(
      "Of the explained variation, 28\u202f% belongs to the stated measures and 72\u202f% to the implicit",
    );
    expect(calibrationFinding(strong)).toBe(
      "Stated + implicit: predicted probabilities are compatible with what happened, slope 0.75 [0.42, 1.08]",
    );
    expect(decisionFinding(strong)).toBe(
      "Choosing by stated + implicit came out above contacting everyone and no one at 6 of 8 thresholds; not tested",
    );
    expect(gainsFinding(strong)).toBe("The top fifth by Association test holds 33\u202f% of the buyers");
  });
});
