import { expect, test } from "vitest";
import { compareMeasures } from "../../../../analysis/findings/compareMeasures.ts";
import { replicatesWith } from "../../../../analysis/findings/replicatesWith.ts";
import { kernelOf, type ReplicateRunner } from "../../../../analysis/statistics/validation/replicateJob.ts";
import { AnalysisPlan } from "../../../../experiments/contract/plan.ts";
import { oracleColumns } from "../../oracleData.ts";

const columns = oracleColumns("c01_n80_strong");
const names = ["nps", "pi5", "dscore", "bought"] as const;
const table = { rows: 80, columns: new Map(names.map((name) => [name, Array.from(columns[name]!)])) };
const plan = AnalysisPlan.parse({
  simulated: true,
  outcome: "bought",
  outcome_class: "observed-purchase",
  stated: [
    { column: "nps", kind: "likelihoodToRecommend" },
    { column: "pi5", kind: "purchaseIntent" },
  ],
  implicit: [{ column: "dscore", yes: ">0.35" }],
  folds: { k: 4, repeats: 3, seed: 5 },
  bootstrap: { resamples: 12, seed: 5 },
});

/** Threads end in any order: this runner computes the last replicate first, every other one before the rest. */
const outOfOrder: ReplicateRunner = async (job) => {
  const { count, replicate } = kernelOf(job);
  const order = Array.from({ length: count }, (_, at) => count - 1 - at).sort((a, b) => (a % 2) - (b % 2));
  const computed = new Map(order.map((index) => [index, replicate(index)]));
  return Array.from({ length: count }, (_, index) => computed.get(index)!);
};

test("a whole comparison is the same whoever computes its replicates, and in whatever order", async () => {
  const draws = { seed: 3 };
  const replicates = await replicatesWith(outOfOrder, { table, plan, draws });
  expect(Object.keys(replicates[0]!).sort()).toEqual([
    "delta_auc",
    "importance",
    "optimism_M_full",
    "optimism_M_stated",
    "repeated_cv",
  ]);
  const together = compareMeasures(table, plan, { ...draws, replicates });
  expect(together).toEqual(compareMeasures(table, plan, draws));
});
