import { describe, expect, test } from "vitest";
import { cellsOf, withColumn } from "../../../analysis/data/dataTable.ts";
import type { AnalysisPlanInput } from "../../../experiments/contract/plan.ts";
import { compareBy, simulated, tableOf } from "./tables.ts";

const PLAN: AnalysisPlanInput = {
  outcome: "bought",
  stated: [{ column: "stated", yes: ">0" }],
  implicit: ["score"],
  outcome_class: "observed-purchase",
};
// 10 say yes: 4 bought, 4 did not, 2 are unseen; 6 say no: 1 bought, 3 did not, 2 unseen.
const bought = [1, 1, 1, 1, 0, 0, 0, 0, null, null, 1, 0, 0, 0, null, null];
const stated = [...Array(10).fill(1), ...Array(6).fill(-1)];
const score = [3, 1, 4, 1, -5, 2, -6, 5, 3, 5, -8, 9, -7, 9, 3, 2];
const small = tableOf({ stated, score, bought });

describe("people whose outcome nobody could see", () => {
  const comparison = compareBy(PLAN, small);

  test("bound the share of yes-sayers who bought", () => {
    expect(Object(comparison.outcome_bounds).stated_gt_0).toMatchObject({
      others_left_out: { x: 4, n: 8, estimate: 0.5 },
      others_did_not: { x: 4, n: 10, estimate: 0.4 },
      others_did: { x: 6, n: 10, estimate: 0.6 },
      unknown: 2,
    });
  });

  test("have their scores set beside those of the people who were seen", () => {
    const { stated: compared } = Object(comparison.observable_vs_others);
    // by hand: 8 of 12 seen and 2 of 4 unseen people say yes; the mean of ±1 is 2 share - 1
    expect(compared.mean1).toBeCloseTo(1 / 3, 12);
    expect(compared.mean0).toBe(0);
  });

  test("are nobody where every outcome is known, and ties are known", () => {
    const known = compareBy(
      PLAN,
      withColumn(
        small,
        "bought",
        bought.map((value) => value ?? 0),
      ),
    );
    expect(known).not.toHaveProperty("outcome_bounds");
    const ties = withColumn(
      small,
      "gap",
      bought.map((value) => (value === null ? 0 : value * 2 - 1)),
    );
    const relative = compareBy({ ...PLAN, outcome: { column: "gap", rule: ">0", against: "<0" } }, ties);
    expect(relative).not.toHaveProperty("outcome_bounds");
  });
});

describe("a source that sees only part of all purchases", () => {
  const comparison = compareBy({ ...PLAN, assumed_coverage: [1, 0.8, 0.4] }, small);

  test("makes the true share what was seen over what it sees", () => {
    const [all, most, impossible] = Object(comparison.coverage_adjusted_ppv);
    expect(all).toMatchObject({ coverage: 1, stated_gt_0: { estimate: 0.5 } });
    expect(most).toMatchObject({ coverage: 0.8, stated_gt_0: { estimate: 0.625 } });
    expect(most.stated_gt_0.ci95[1]).toBeLessThanOrEqual(1);
    // half of the yes-sayers were seen to buy, so the source cannot see less than half
    expect(impossible).toEqual({ coverage: 0.4, stated_gt_0: null, score_gt_0: null });
  });

  // half of the yes-sayers were seen to buy; by hand: .5 / (16 / 20)
  test("counts the uncertainty of a coverage that was itself counted", () => {
    const { counted_coverage: counted } = compareBy({ ...PLAN, counted_coverage: { seen: 16, of: 20 } }, small);
    expect(counted).toMatchObject({ seen: 16, of: 20, ppv: { stated_gt_0: { estimate: 0.625 } } });
    const { ci95 } = Object(comparison.coverage_adjusted_ppv)[1].stated_gt_0;
    expect(counted?.ppv.stated_gt_0?.ci95[0]).toBeLessThan(ci95[0]);
  });

  test("is not asked about where no purchase was observed", () => {
    expect(compareBy({ ...PLAN, outcome_class: "stated" }, small)).not.toHaveProperty("coverage_adjusted_ppv");
  });
});

describe("weights for missing values", () => {
  const people = simulated({ n: 300, seed: 11, attitude: 1, implicit: 0.8 });
  const gaps = cellsOf(people, "score").map((value, row) => (row % 5 === 0 ? null : value));
  const table = withColumn(people, "score", gaps);

  test("are another way to compare, on the same complete people", () => {
    const { specifications } = compareBy(PLAN, table);
    const [planned, weighted] = Object(specifications);
    expect(weighted).toMatchObject({ name: "complete people weighted for the missing ones", n: 240 });
    // The ranking is weighted as the model is: one estimand a way.
    expect(weighted.delta_auc).not.toBe(planned.delta_auc);
    expect(weighted.delta_auc).toBeCloseTo(planned.delta_auc, 1);
    expect(weighted.add_implicit_p).not.toBe(planned.add_implicit_p);
  });

  test("are no other way to compare where nobody is missing, and silent about it", () => {
    const multiverse = { models: ["inverse-probability-weighted" as const] };
    const { specifications, warnings } = compareBy({ ...PLAN, multiverse }, people);
    expect(Object(specifications)).toHaveLength(1);
    expect(warnings.join()).not.toContain("inverse-probability");
  });

  test("count persons where they have several rows", () => {
    const person = cellsOf(people, "id").map((_, row) => row % 60);
    const comparison = compareBy({ ...PLAN, participant: "person" }, withColumn(table, "person", person));
    const plain = Object(compareBy(PLAN, table).inverse_probability).M_full.score;
    const clustered = Object(comparison.inverse_probability).M_full.score;
    expect(clustered.estimate).toBeCloseTo(plain.estimate, 1);
    expect(clustered.se).not.toBeCloseTo(plain.se, 4);
    expect(comparison.warnings.join()).toContain("counted and weighted for, not imputed");
  });
});
