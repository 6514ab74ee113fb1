import { describe, expect, it } from "vitest";
import { bootstrapAucDifference } from "../../../../analysis/statistics/validation/bootstrapAucDifference.ts";
import { bootstrapReport } from "../../../../analysis/statistics/validation/bootstrapInterval.ts";
import { crossValidation } from "../../../../analysis/statistics/validation/crossValidation.ts";
import { stratifiedFolds } from "../../../../analysis/statistics/validation/folds.ts";
import {
  optimismProblem,
  optimismReplicate,
  summariseOptimism,
} from "../../../../analysis/statistics/validation/optimism.ts";
import { runInThisThread } from "../../../../analysis/statistics/validation/replicateJob.ts";
import { resamplerOf, rowsByPerson } from "../../../../analysis/statistics/validation/resamples.ts";
import { randomStream } from "../../../../experiments/random/randomStream.ts";
import { oracleColumns, oracleIndices } from "../../oracleData.ts";
import { differences, expectedOf } from "../../oracles.ts";

const STATED = ["nps", "pi5"];
const MODELS = { M_stated: STATED, M_implicit: ["dscore"], M_full: [...STATED, "dscore"] };
const THRESHOLDS = [0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7];
const RARE_THRESHOLDS = [0.005, 0.01, 0.02, 0.03, 0.05, 0.1];

describe.each(["c01_n80_strong", "c02_n400_moderate", "c03_n2000_weak", "c05_ties_discrete", "c06_rare_3pct"])(
  "the cross-validation of %s",
  (caseName) => {
    it("has R's out-of-fold figures", () => {
      const columns = oracleColumns(caseName);
      const thresholds = caseName === "c06_rare_3pct" ? RARE_THRESHOLDS : THRESHOLDS;
      const { section } = crossValidation(columns, {
        outcome: columns.bought!,
        models: MODELS,
        folds: columns.fold!,
        thresholds,
      });
      expect(differences(`${caseName}.cross_validation`, section, expectedOf(caseName).cross_validation)).toEqual([]);
    });
  },
);

describe.each(["c01_n80_strong", "c02_n400_moderate"])("the bootstrap of %s", (caseName) => {
  const columns = oracleColumns(caseName);
  const outcome = columns.bought!;
  const indices = oracleIndices(caseName);
  const resampler = resamplerOf({ kind: "given", indices }, outcome.length, null);

  it("corrects optimism as R does over the given rows", () => {
    for (const [name, predictors] of [
      ["optimism_bootstrap_M_full", MODELS.M_full],
      ["optimism_bootstrap_M_stated", STATED],
    ] as const) {
      const problem = optimismProblem(columns, { outcome, predictors });
      const replicates = indices.map((_, index) => optimismReplicate(problem, resampler, index));
      expect(
        differences(`${caseName}.${name}`, summariseOptimism(problem, replicates), expectedOf(caseName)[name]),
      ).toEqual([]);
    }
  });

  it("gives R's percentile and BCa interval of an AUC difference", async () => {
    const report = await bootstrapAucDifference(
      {
        first: columns.dscore!,
        second: columns.nps!,
        outcome,
        resampling: { kind: "given", indices },
        persons: null,
      },
      async (job) => runInThisThread(job),
    );
    const section = "bootstrap_delta_auc_dscore_minus_nps";
    expect(differences(`${caseName}.${section}`, report, expectedOf(caseName)[section])).toEqual([]);
  });
});

describe("resampling", () => {
  it("draws the same sample for the same seed and index, and another for another", () => {
    const resampler = resamplerOf({ kind: "seeded", seed: 5, resamples: 10 }, 200, null);
    expect(resampler.rowsOf(3, 0)).toEqual(resampler.rowsOf(3, 0));
    expect(resampler.rowsOf(3, 0)).not.toEqual(resampler.rowsOf(4, 0));
    expect(resampler.rowsOf(3, 1)).not.toEqual(resampler.rowsOf(3, 0));
  });
  it("takes persons whole", () => {
    const persons = ["a", "b", "a", "c", "b"];
    expect(rowsByPerson(persons)).toEqual([Int32Array.of(0, 2), Int32Array.of(1, 4), Int32Array.of(3)]);
    const resampler = resamplerOf({ kind: "given", indices: [Int32Array.of(1, 1, 2)] }, 5, persons);
    expect(resampler.rowsOf(0, 0)).toEqual(Int32Array.of(1, 4, 1, 4, 3));
  });
  it("keeps a person in one fold and spreads buyers evenly", () => {
    const persons = Array.from({ length: 300 }, (_, i) => `p${Math.floor(i / 3)}`);
    const outcome = persons.map((_, i) => (i % 9 < 3 ? 1 : 0));
    const folds = stratifiedFolds({ outcome, k: 5, persons }, randomStream(1));
    for (let i = 0; i < 300; i += 3) expect(new Set(folds.slice(i, i + 3)).size).toBe(1);
    for (let fold = 1; fold <= 5; fold += 1) {
      const buyers = outcome.filter((y, i) => y === 1 && folds[i] === fold).length;
      expect(Math.abs(buyers - 20)).toBeLessThanOrEqual(3);
    }
  });
  it("redraws a seeded sample whose model has no estimate, and says how often", () => {
    const dscore = [-1, -0.9, -0.2, 0.1, 0.2, 0.3, 0.4, 0.5, -0.1, 0.8, 0.9, 1];
    const columns = { dscore, bought: dscore.map((x, i) => (i === 2 || i === 7 ? Number(x < 0) : Number(x > 0))) };
    const problem = optimismProblem(columns, { outcome: columns.bought, predictors: ["dscore"] });
    const resampler = resamplerOf({ kind: "seeded", seed: 2, resamples: 40 }, 12, null);
    const summary = summariseOptimism(
      problem,
      Array.from({ length: 40 }, (_, index) => optimismReplicate(problem, resampler, index)),
    );
    expect("resamples_redrawn" in summary && summary.resamples_redrawn).toBeGreaterThan(0);
  });
  it("gives no BCa interval where every replicate lies on one side", () => {
    expect(bootstrapReport(2, [0, 1, 1.5], [1, 2, 3]).bca).toBeNull();
  });
});
