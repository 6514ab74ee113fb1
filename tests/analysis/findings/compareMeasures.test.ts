import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { differences, expectedOf, type Json, oraclePath, sectionOf } from "../oracles.ts";
import { readDataTable } from "../readDataTable.ts";
import { differencesButRecomputed } from "../recomputed.ts";
import { compareCase } from "./cases.ts";
import { compareBy, rowsWhere } from "./tables.ts";

const SECTIONS = [
  "descriptives",
  "nps",
  "correlations",
  "dependent_correlations",
  "buyers_vs_nonbuyers",
  "models",
  "nested_tests",
  "delta_r2_full_minus_stated",
  "nonnested",
  "auc",
  "auc_paired",
  "auc_global_delong",
  "average_precision",
  "rules",
  "say_do_matrix_pi5",
  "ppv_claims",
  "matched_selection",
  "paired_rules_pi5top2_vs_dscore035",
  "reliability",
  "disattenuation",
  "firth_M_full",
  "decision_curve_in_sample",
  "gains",
  "base_rate_adjusted_ppv",
  "cross_validation",
  "dominance",
  "shapley_groups",
] as const;

describe.each([
  ["c01_n80_strong", "person.yaml"],
  ["c02_n400_moderate", "person.yaml"],
  ["c03_n2000_weak", "person.yaml"],
  ["c05_ties_discrete", "person.yaml"],
  ["c06_rare_3pct", "rare.yaml"],
])("%s through its plan", (caseName, planName) => {
  const actual = compareCase(caseName, planName, { bootstrap: { resamples: 5 } });
  const expected = expectedOf(caseName);

  test.each(SECTIONS)("gives R's %s", (section) => {
    expect(differences(`${caseName}.${section}`, sectionOf(actual, section), expected[section])).toEqual([]);
  });
});

describe.each(["c01_n80_strong", "c02_n400_moderate"])("%s with the supplied resamples", (caseName) => {
  const actual = compareCase(caseName, "bootstrap.yaml");
  const expected = expectedOf(caseName);

  test.each(["optimism_bootstrap_M_full", "optimism_bootstrap_M_stated", "cross_validation", "dominance"])(
    "gives R's %s",
    (section) => {
      expect(differences(`${caseName}.${section}`, sectionOf(actual, section), expected[section])).toEqual([]);
    },
  );

  test.each([
    ["in_sample", "apparent"],
    ["optimism_corrected", "corrected"],
  ])("sets what M_full gains over M_stated %s beside the rest, as R's two models differ", (name, state) => {
    const of = (model: string) => Object(Object(expected[`optimism_bootstrap_${model}`])[state]);
    const gain = Object(Object(actual.increment_full_minus_stated)[name]);
    for (const key of ["auc", "nagelkerke", "tjur", "brier"]) {
      expect(gain[key]).toBeCloseTo(of("M_full")[key] - of("M_stated")[key], 8);
    }
  });

  test("sets the gain out of fold beside it", () => {
    const { M_full: full, M_stated: stated } = Object(expected.cross_validation);
    const { auc, brier } = Object(actual.increment_full_minus_stated).out_of_fold;
    expect(auc).toBeCloseTo(full.pooled_auc.auc - stated.pooled_auc.auc, 8);
    expect(brier).toBeCloseTo(full.scores.brier - stated.scores.brier, 8);
  });
});

describe("c07 through its plan: several brands a person", () => {
  const caseName = "c07_person_x_brand";
  const actual = compareCase(caseName, "brands.yaml");
  const { _meta, ...sections } = expectedOf(caseName);

  test.each(Object.keys(sections))("gives R's %s", (section) => {
    const wanted = withoutNotes(sections[section]);
    expect(differences(`${caseName}.${section}`, sectionOf(actual, section), wanted)).toEqual([]);
  });

  test("answers with tests that count persons, and says that the others count rows", () => {
    // R: svyglm(bought ~ nps + pi5 + dscore + brand, ids = ~person), regTermTest(~dscore): the level it holds does not hang
    // on slopes that are alike for everybody, as that of the mixed model's likelihood ratio does.
    expect(Object(actual.answers.E4.lr)).toMatchObject({
      f: expect.closeTo(10.6649498315, 6),
      p: expect.closeTo(0.00129088259382, 8),
    });
    expect(actual.answers.E4.sentence).toContain("Robust Wald test over persons");
    expect(actual.warnings.join()).toContain("Participants have several rows");
  });
});

describe("c09 through its plan: counts and spend", () => {
  const caseName = "c09_counts_spend";
  const actual = compareCase(caseName, "counts.yaml");
  const { _meta, ...sections } = expectedOf(caseName);

  test.each(Object.keys(sections))("gives R's %s", (section) => {
    expect(differences(`${caseName}.${section}`, sectionOf(actual, section), sections[section])).toEqual([]);
  });
});

describe("c08: missing values", () => {
  const caseName = "c08_missing";
  const file = oraclePath(caseName, "data.csv");
  const actual = compareBy(
    {
      participant: "id",
      outcome: "bought",
      stated: [{ column: "nps", kind: "likelihoodToRecommend" }, "pi5"],
      implicit: ["dscore"],
      imputations: 5,
    },
    readDataTable(file, readFileSync(file, "utf8")),
  );
  const expected = expectedOf(caseName);

  test.each([
    "missing_counts",
    "patterns_nps_pi5_dscore_bought_1_is_observed",
    "complete_case",
    "available_case_pearson",
  ])("gives R's %s", (section) => {
    expect(differences(`${caseName}.${section}`, sectionOf(actual, section), expected[section])).toEqual([]);
  });

  test("weights the complete rows as R does", () => {
    const weighted = expectedOf("c24_response_weights");
    const { n, n_complete, predictors, effective_n, largest_weight, M_full } = weighted;
    const wanted = { n, n_complete, predictors, effective_n, largest_weight, M_full } as Json;
    expect(differences("c24_response_weights", actual.inverse_probability, wanted)).toEqual([]);
  });

  // mice draws other values than we do, so the pooled figure agrees only within its own error
  test("pools its own imputations beside the complete cases", () => {
    const { estimate, df_barnard_rubin: df } = Object(actual.pooled_M_full).dscore;
    const reference = Object(expected.pooled_M_full).dscore;
    expect(Math.abs(estimate - reference.estimate)).toBeLessThan(2 * reference.se);
    expect(df).toBeGreaterThan(0);
  });

  test("tests nested models on the same rows only", () => {
    const { add_implicit_to_stated } = Object(actual.nested_tests);
    const { add_implicit_lr_same_rows } = Object(expected.complete_case);
    expect(add_implicit_to_stated.chi2).toBeCloseTo(add_implicit_lr_same_rows.chi2, 8);
  });
});

describe("c04 through a plan: buyers and non-buyers separated", () => {
  const caseName = "c04_separated";
  const file = oraclePath(caseName, "data.csv");
  const rows = readDataTable(file, readFileSync(file, "utf8"));
  const expected = expectedOf(caseName);
  const compareSet = (set: string, stated: string) =>
    compareBy({ outcome: "bought", stated: [stated], implicit: ["dscore"] }, rowsWhere(rows, "set", set));

  // Three limits of the oracle are not where the profile falls by 3.8415; see tests/analysis/statistics/models/separation.test.ts.
  const RECOMPUTED: Readonly<Record<string, number>> = {
    [`${caseName}.near.ml.coefficients.(Intercept).ci95_profile.0`]: -36.8471276072031,
    [`${caseName}.near.ml.coefficients.nps.ci95_profile.1`]: 2.11157843561256,
    [`${caseName}.complete.firth.coefficients.dscore.ci95_profile_penalised.1`]: 38.020642757412,
  };
  const missing = (path: string, actual: unknown, wanted: Json | undefined) =>
    differencesButRecomputed({ path, actual, expected: wanted, recomputed: RECOMPUTED });

  test("gives R's Firth model with penalised profile intervals where the score divides them", () => {
    const found = compareSet("complete", "nps");
    const { firth_nps_dscore, auc_dscore } = Object(expected.complete);
    expect(missing(`${caseName}.complete.firth`, found.firth_M_full, firth_nps_dscore)).toEqual([]);
    expect(differences(`${caseName}.complete.auc`, Object(found.auc).dscore, auc_dscore)).toEqual([]);
    expect(Object(found.models).M_full).toMatchObject({ separation: { kind: "complete", predictors: ["dscore"] } });
    expect(found.ladder_method).toBe("firth");
  });

  test("gives them where a part is divided", () => {
    const found = compareSet("quasi", "promo");
    const { firth_promo_dscore, ml_loglik_supremum_promo_dscore: supremum } = Object(expected.quasi);
    expect(missing(`${caseName}.quasi.firth`, found.firth_M_full, firth_promo_dscore)).toEqual([]);
    const { separation, log_likelihood_supremum } = Object(found.models).M_full;
    expect(separation.kind).toBe("quasi-complete");
    expect(log_likelihood_supremum).toBeCloseTo(supremum, 8);
  });

  test("keeps maximum likelihood where two people overlap", () => {
    const found = compareSet("near", "nps");
    const { ml_nps_dscore, firth_nps_dscore } = Object(expected.near);
    expect(missing(`${caseName}.near.ml`, Object(found.models).M_full, ml_nps_dscore)).toEqual([]);
    expect(missing(`${caseName}.near.firth`, found.firth_M_full, firth_nps_dscore)).toEqual([]);
    expect(found.ladder_method).toBe("ml");
  });
});

// The reference's notes name the R packages it was checked with.
function withoutNotes(section: Json | undefined): Json | undefined {
  if (section === null || typeof section !== "object" || Array.isArray(section)) return section;
  return Object.fromEntries(Object.entries(section).filter(([key]) => key !== "note"));
}
