import { describe, expect, it } from "vitest";
import { bayesianLogistic } from "../../../../analysis/statistics/models/bayes/bayesianLogistic.ts";
import { probabilitySecondBetter, sharePosterior } from "../../../../analysis/statistics/models/bayes/betaBinomial.ts";
import { keptRows, winsorised } from "../../../../analysis/statistics/multiverse/exclusions.ts";
import { specificationGrid } from "../../../../analysis/statistics/multiverse/grid.ts";
import { multiverse } from "../../../../analysis/statistics/multiverse/multiverse.ts";
import { repeatedCrossValidation } from "../../../../analysis/statistics/validation/repeatedCrossValidation.ts";
import { compareOverFolds } from "../../../../analysis/statistics/validation/repeatedCv.ts";
import { type ReplicateRunner, runInThisThread } from "../../../../analysis/statistics/validation/replicateJob.ts";
import { oracleColumns, oracleRows } from "../../oracleData.ts";
import { differences, expectedOf, type Json } from "../../oracles.ts";

describe("the multiverse of c18", () => {
  const columns = oracleColumns("c18_multiverse");
  const specs = specificationGrid({
    max_fast_rate: [Number.POSITIVE_INFINITY, 0.1, 0.05],
    max_error_rate: [Number.POSITIVE_INFINITY, 0.3, 0.2],
    drop_attention_fail: [false, true],
    outcome: ["bought", "choice"],
    dscore_rule: ["as_is", "winsor_2sd"],
  });
  const curve = multiverse(specs, (spec) => {
    const kept = keptRows(
      columns,
      (row) =>
        columns.fast_rate![row]! <= spec.max_fast_rate &&
        columns.error_rate![row]! <= spec.max_error_rate &&
        !(spec.drop_attention_fail && columns.attention_fail![row] === 1),
    );
    const dscore = spec.dscore_rule === "as_is" ? kept.dscore! : winsorised(kept.dscore!, 2);
    return {
      columns: { ...kept, dscore },
      outcome: kept[spec.outcome]!,
      stated: ["nps", "pi5"],
      implicit: "dscore",
      rival: "pi5",
    };
  });

  it("has R's 72 results and summary", () => {
    const { _meta, ...expected } = expectedOf("c18_multiverse");
    expect(differences("c18_multiverse", curve, expected)).toEqual([]);
  });
  it("keeps a specification without an estimate in the list", () => {
    const { results, summary } = multiverse([{ outcome: "bought" }], (spec) => ({
      columns: { nps: [1, 2, 3, 4], dscore: [1, 3, 2, 4] },
      outcome: [0, 0, 1, 1],
      stated: ["nps"],
      implicit: "dscore",
      rival: "nps",
      spec,
    }));
    expect(results).toMatchObject([{ n: 4, positives: 2, implicit_beta: null, lr_p: null, delta_auc: -0.25 }]);
    expect(summary).toBeNull();
  });
});

describe("repeated cross-validation of c21", () => {
  const CASE = "c21_repeated_cv";
  const columns = oracleColumns(CASE);
  const folds = oracleColumns(CASE, "folds.csv");
  const models = { stated: ["nps", "pi5"], implicit: ["dscore"], full: ["nps", "pi5", "dscore"] };
  const pairs = [
    ["full", "stated"],
    ["implicit", "stated"],
  ] as const;
  const run: ReplicateRunner = async (job) => runInThisThread(job);

  it("has R's means, corrected resampled t and Bayesian correlated t", async () => {
    const { _meta, ...expected } = expectedOf(CASE);
    const given = { kind: "given", folds: Object.values(folds), k: 5 } as const;
    const question = { outcome: columns.bought!, models, pairs, folds: given };
    const { comparisons, auc_by_fold, ...means } = (await repeatedCrossValidation(columns, question, run))!;
    const first_repeat_auc_by_fold = { stated: auc_by_fold.stated![0], full: auc_by_fold.full![0] };
    expect(differences(CASE, { ...means, ...comparisons, first_repeat_auc_by_fold }, expected)).toEqual([]);
  });
  it("deals its own folds from a seed, the same every time", async () => {
    const seeded = { kind: "seeded", seed: 8, repeats: 3, k: 5 } as const;
    const question = { outcome: columns.bought!, models, pairs, folds: seeded };
    const once = await repeatedCrossValidation(columns, question, run);
    expect(once).toEqual(await repeatedCrossValidation(columns, question, run));
    expect(Math.abs(once!.mean_auc.full! - 0.676)).toBeLessThan(0.02);
  });
  it("has no t when all folds agree", () => {
    const same = compareOverFolds([0.02, 0.02, 0.02], { k: 3, rope: 0.01 });
    expect([same.corrected_resampled_t, same.bayes_correlated_t.p_right]).toEqual([null, 1]);
  });
});

describe("the Bayesian options of c22", () => {
  const CASE = "c22_bayes";
  const expected = expectedOf(CASE);
  const rows = oracleRows(CASE);

  it.each(["c01", "separated"])("have the exact posterior of %s", (set) => {
    const chosen = rows.filter((row) => row.set === set);
    const posterior = bayesianLogistic(
      chosen.map((row) => Number(row.dscore)),
      chosen.map((row) => Number(row.bought)),
    );
    expect(differences(`${CASE}.${set}`, posterior, expected[set])).toEqual([]);
  });
  it("have the probability that one rule is better", () => {
    const section: Json | undefined = expected.paired_rule_comparison_dirichlet;
    if (!Array.isArray(section)) throw new RangeError("no rows");
    const actual = section.map((row: Readonly<Record<string, number>>) => ({
      ...row,
      probability_rule2_more_accurate_flat_dirichlet: probabilitySecondBetter(
        row.b_only_rule1_correct!,
        row.c_only_rule2_correct!,
      ),
    }));
    expect(differences(`${CASE}.paired_rule_comparison_dirichlet`, actual, section)).toEqual([]);
  });
  it("have the posterior of a share", () => {
    const section: Json | undefined = expected.beta_binomial_ppv;
    if (!Array.isArray(section)) throw new RangeError("no rows");
    const actual = section.map((row: Readonly<Record<string, number>>) => {
      const { below, between, ...numbers } = sharePosterior(row.x!, row.n!);
      return { ...row, ...numbers, prob_below_0_30: below(0.3), prob_between_0_25_and_0_35: between(0.25, 0.35) };
    });
    expect(differences(`${CASE}.beta_binomial_ppv`, actual, section)).toEqual([]);
  });
  it("refuse a constant predictor", () => {
    expect(() => bayesianLogistic([1, 1, 1], [0, 1, 1])).toThrow(RangeError);
  });
});
