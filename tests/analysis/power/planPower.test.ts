import { describe, expect, test } from "vitest";
import { type PlanPower, planPower } from "../../../analysis/power/planPower.ts";
import { AnalysisPlan } from "../../../experiments/contract/plan.ts";
import { Truth } from "../../../experiments/contract/truth.ts";

const plan = AnalysisPlan.parse({
  outcome: "bought",
  stated: [{ column: "juster", kind: "purchaseProbability" }],
  implicit: ["dscore"],
  claims: [
    { statement: "70% of those who give themselves 7 in 10 buy", measure: "juster", reading: "ppv", value: 0.7 },
  ],
});

type Assumed = {
  readonly truth: object;
  readonly sizes: readonly number[];
  readonly sims: number;
  readonly seed?: number;
};

function power({ truth, sizes, sims, seed = 1 }: Assumed): PlanPower {
  const found = planPower(plan, { truth: Truth.parse(truth), sizes, sims, seed });
  if (found === null) throw new Error("the truth leaves nothing to model");
  return found;
}

describe("the power of a plan", () => {
  test("is the rate of false alarms where the association neither matters nor goes with what does", () => {
    const { simulation } = power({
      truth: { betas: { stated: 0.8, implicit: 0 }, correlation: 0 },
      sizes: [300],
      sims: 600,
    });
    // 5 % within three Monte Carlo standard errors of 600 studies.
    expect(simulation[0]?.implicit_adds?.power).toBeGreaterThan(0.05 - 3 * 0.0089);
    expect(simulation[0]?.implicit_adds?.power).toBeLessThan(0.05 + 3 * 0.0089);
  });

  test("rises with the number of participants, and intervals narrow with its root", () => {
    const { simulation } = power({ truth: {}, sizes: [100, 400], sims: 200 });
    const [small, large] = simulation;
    expect(large?.implicit_adds?.power).toBeGreaterThan((small?.implicit_adds?.power ?? 1) + 0.2);
    expect((small?.auc_difference_half_width ?? 0) / (large?.auc_difference_half_width ?? 1)).toBeCloseTo(2, 1);
  });

  test("is about 80 % at the size the formula for two AUCs names", () => {
    const truth = { betas: { stated: 1.2, implicit: 0 }, correlation: 0.2, baseRate: 0.4 };
    const n = power({ truth, sizes: [100], sims: 1 }).formulas.tell_aucs_apart ?? 0;
    expect(n).toBeGreaterThan(50);
    const { simulation } = power({ truth, sizes: [n], sims: 400 });
    expect(simulation[0]?.aucs_differ?.power).toBeGreaterThan(0.7);
    expect(simulation[0]?.aucs_differ?.power).toBeLessThan(0.9);
  });

  test("counts a purchase that the source does not see as none", () => {
    const all = power({ truth: { baseRate: 0.4 }, sizes: [100], sims: 1 }).expected;
    const half = power({ truth: { baseRate: 0.4, seen: 0.5 }, sizes: [100], sims: 1 }).expected;
    expect(all.base_rate).toBeCloseTo(0.4, 1);
    expect(half.base_rate / all.base_rate).toBeCloseTo(0.5, 1);
  });

  test("knows less where measures are noisy or people careless", () => {
    const areaOf = (truth: object) => power({ truth, sizes: [100], sims: 1 }).expected.auc.map(({ auc }) => auc);
    const [stated = 0, implicit = 0] = areaOf({});
    const [noisy = 1, noisyImplicit = 1] = areaOf({ reliability: { stated: 0.3, implicit: 0.3 } });
    const [careless = 1] = areaOf({ careless: 0.5 });
    expect([noisy < stated, noisyImplicit < implicit, careless < stated]).toEqual([true, true, true]);
  });

  test("is the same for the same seed, and judges the claims of the plan", () => {
    const once = power({ truth: {}, sizes: [200], sims: 50, seed: 9 });
    expect(power({ truth: {}, sizes: [200], sims: 50, seed: 9 })).toEqual(once);
    expect(power({ truth: {}, sizes: [200], sims: 50, seed: 10 })).not.toEqual(once);
    expect(once.simulation[0]?.claims.map(({ statement }) => statement)).toEqual([plan.claims[0]?.statement]);
  });

  test("is nothing where nobody buys", () => {
    const truth = Truth.parse({ baseRate: 1e-9 });
    expect(planPower(plan, { truth, sizes: [100], sims: 1, seed: 1 })).toBeNull();
  });
});
