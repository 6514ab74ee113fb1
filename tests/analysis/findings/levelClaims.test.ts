import { describe, expect, test } from "vitest";
import { neededForPower } from "../../../analysis/statistics/shares/neededForPower.ts";
import { netBenefitGain } from "../../../analysis/statistics/shares/netBenefitInterval.ts";
import { compareCase } from "./statisticalCases.ts";
import { compareBy, PLAN, people } from "./tables.ts";

describe("where nothing predicts", () => {
  const { answers, claims } = compareCase("nothing");

  test("no verdict comes of noise", () => {
    expect(answers.E4.verdict).toBe("no evidence");
    expect(answers.E6).toMatchObject({ verdict: "not testable here", estimate: null });
    expect(answers.E8.verdict).toBe("no evidence");
    expect(answers.E12.verdict).toBe("open throughout");
  });

  test("usefulness has an interval, and it holds 0", () => {
    const [low, high] = answers.E8.interval!;
    expect(low).toBeLessThan(0);
    expect(high).toBeGreaterThan(0);
  });

  test("an open claim names the n for 80 % power (R's power of the interval: about 900)", () => {
    const [first] = Object(claims);
    expect(first.verdict).toBe("undetermined");
    expect(first.n_to_decide).toBeGreaterThan(800);
    expect(first.n_to_decide).toBeLessThan(1000);
  });
});

describe("several implicit measures", () => {
  const { construct, answers } = compareCase("I2");

  test("are judged as a block, each with its row (R: amp .750 [.469, 1.082] by regression calibration)", () => {
    const [iat, amp] = Object(construct).members;
    expect([iat.measure, amp.measure]).toEqual(["iat", "amp"]);
    expect(amp.regression_calibration.estimate).toBeCloseTo(0.75, 3);
    expect(Math.abs(amp.regression_calibration.ci95[0] - 0.469)).toBeLessThan(0.03);
    expect(Math.abs(amp.regression_calibration.ci95[1] - 1.082)).toBeLessThan(0.03);
    expect(iat.regression_calibration.estimate).toBeLessThan(0);
    expect(Object(answers.E4.construct).verdict).toBe("implicit carries more");
    expect(answers.E4.lr).toMatchObject({ df: 2 });
  });
});

describe("a plan with stated measures only", () => {
  const { answers } = compareBy({ ...PLAN, implicit: [], stated: ["stated", "score"], covariates: [] }, people);

  test("speaks of no other kind", () => {
    expect(
      Object.values(answers)
        .map(({ sentence }) => sentence)
        .join(" "),
    ).not.toMatch(/implicit/i);
  });

  test("asks which stated measure ranks better", () => {
    expect(answers.E3.sentence).toMatch(/stated.*score|score.*stated/);
    expect(answers.E3.estimate).not.toBeNull();
  });
});

describe("neededForPower", () => {
  test("is the n at which 80 of 100 studies decide", () => {
    // By hand: (1.959964 + .841621)² × .5² / .1² = 196.2 at se .05 of n 100, gap .1, so a variance of .25 a person.
    expect(neededForPower({ gap: 0.1, se: 0.05, n: 100, margin: 0.01, alikeLevel: 0.9 })).toBe(197);
    // Without any gap two one-sided tests decide: (1.644854 + 1.281552)² × .25 / .05² = 856.4.
    expect(neededForPower({ gap: 0, se: 0.05, n: 100, margin: 0.05, alikeLevel: 0.9 })).toBe(857);
    expect(neededForPower({ gap: 0, se: 0, n: 100, margin: 0.05, alikeLevel: 0.9 })).toBeNull();
  });
});

describe("netBenefitGain", () => {
  test("is a mean over people with its error", () => {
    // By hand, threshold .5 (odds 1): contacted 1, 1, 0, 0 of outcomes 1, 0, 1, 0. Over no one: (1 - 1) / 4 = 0; over
    // everyone: -(1 - 1) / 4 = 0.
    const rows = { probabilities: [0.9, 0.8, 0.1, 0.2], outcome: [1, 0, 1, 0], weights: null, persons: null };
    expect(netBenefitGain(rows, 0.5)).toMatchObject({ over_all: 0, over_none: 0, p: 1 });
    // The right two contacted: over no one 2 / 4, over everyone 2 / 4, each person adding 1, 1, 0, 0: SE sqrt(1 / 12).
    const right = netBenefitGain({ ...rows, outcome: [1, 1, 0, 0] }, 0.5);
    expect(right).toMatchObject({ over_all: 0.5, over_none: 0.5, se: expect.closeTo(0.288675, 6) });
  });
});
