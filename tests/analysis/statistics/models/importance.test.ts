import { describe, expect, it } from "vitest";
import { dominance } from "../../../../analysis/statistics/models/importance/dominance.ts";
import {
  importanceIntervals,
  importanceReplicate,
} from "../../../../analysis/statistics/models/importance/importanceReplicate.ts";
import { shapleyGroups } from "../../../../analysis/statistics/models/importance/shapleyGroups.ts";
import {
  IMPORTANCE_METRICS,
  importanceProblem,
  subsetFits,
} from "../../../../analysis/statistics/models/importance/subsetFits.ts";
import { resamplerOf } from "../../../../analysis/statistics/validation/resamples.ts";
import { oracleColumns } from "../../oracleData.ts";
import { differences, expectedOf } from "../../oracles.ts";

const PREDICTORS = ["nps", "pi5", "dscore"];
const BLOCKS = { stated: ["nps", "pi5"], implicit: ["dscore"] };
const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

describe.each(["c01_n80_strong", "c02_n400_moderate", "c03_n2000_weak", "c05_ties_discrete", "c06_rare_3pct"])(
  "the importance of predictors in %s",
  (caseName) => {
    const columns = oracleColumns(caseName);
    const fits = subsetFits(importanceProblem(columns, { outcome: columns.bought!, predictors: PREDICTORS }))!;
    it("is R's dominance analysis", () => {
      expect(differences(`${caseName}.dominance`, dominance(fits), expectedOf(caseName).dominance)).toEqual([]);
    });
    it("is R's Shapley and commonality of blocks", () => {
      const actual = shapleyGroups(fits, BLOCKS);
      expect(differences(`${caseName}.shapley_groups`, actual, expectedOf(caseName).shapley_groups)).toEqual([]);
    });
    it("adds up to what the full model explains, by every metric", () => {
      for (const metric of IMPORTANCE_METRICS) {
        const { general, full_minus_null } = dominance(fits)[metric];
        expect(sum(Object.values(general))).toBeCloseTo(full_minus_null, 12);
      }
      for (const shares of Object.values(shapleyGroups(fits, BLOCKS))) {
        expect(shares.stated + shares.implicit).toBeCloseTo(shares.commonality.full, 12);
      }
    });
  },
);

describe("importance", () => {
  const columns = oracleColumns("c02_n400_moderate");
  const outcome = columns.bought!;

  it("starts from the floor when there is one", () => {
    const question = { outcome, predictors: ["pi5", "dscore"], floor: ["nps"] };
    const fits = subsetFits(importanceProblem(columns, question))!;
    const alone = subsetFits(importanceProblem(columns, { outcome, predictors: PREDICTORS }))!;
    expect(fits.values[0]!.auc).toBeCloseTo(alone.values[1]!.auc, 12);
    expect(dominance(fits).mcfadden.full_minus_null).toBeCloseTo(
      alone.values[7]!.mcfadden - alone.values[1]!.mcfadden,
      10,
    );
  });
  it("has nothing to explain where every outcome is alike, also to Firth's penalty, which fits that", () => {
    const scores = { nps: [1, 5, 9, 3], dscore: [0.1, 0.4, 0.2, 0.9] };
    const question = { predictors: ["nps", "dscore"], estimator: "firth" } as const;
    expect(subsetFits(importanceProblem(scores, { ...question, outcome: [0, 0, 0, 0] }))).toBeNull();
    expect(subsetFits(importanceProblem(scores, { ...question, outcome: [0, 0, 1, 1] }))).not.toBeNull();
  });
  it("has bootstrap intervals around its shares", () => {
    const problem = importanceProblem(columns, { outcome, predictors: PREDICTORS });
    const resampler = resamplerOf({ kind: "seeded", seed: 3, resamples: 60 }, outcome.length, null);
    const replicates = Array.from({ length: 60 }, (_, index) =>
      importanceReplicate({ problem, blocks: BLOCKS }, resampler, index),
    );
    const intervals = importanceIntervals(PREDICTORS, replicates)!;
    const [low, high] = intervals.mcfadden!.general.dscore!;
    const { general } = dominance(subsetFits(problem)!).mcfadden;
    expect(low).toBeLessThan(general.dscore!);
    expect(high).toBeGreaterThan(general.dscore!);
  });
  it("is undefined where a subset separates", () => {
    const separated = { x: [1, 2, 3, 4, 5, 6], z: [1, 0, 1, 0, 1, 1], bought: [0, 0, 0, 1, 1, 1] };
    const question = { outcome: separated.bought, predictors: ["x", "z"] };
    expect(subsetFits(importanceProblem(separated, question))).toBeNull();
    expect(subsetFits(importanceProblem(separated, { ...question, estimator: "firth" }))).not.toBeNull();
  });
});
