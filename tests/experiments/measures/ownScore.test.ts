import { describe, expect, test } from "vitest";
import { ownScore, tellableMeasures } from "../../../experiments/measures/ownScore.ts";
import { measures } from "../../../experiments/measures/registry.ts";
import { goldenScore, goldenTrials } from "./goldenTrials.ts";

const iat = { instance: "iat", product: "velmora", comparison: "quenby" };
const trials = goldenTrials("iat");

describe("a participant's own result", () => {
  test.each(tellableMeasures)("of %s is the score R found, on the side its sign says", (name) => {
    const occurrence = { instance: name, product: "velmora", comparison: null };
    const told = ownScore(measures[name as "iat"], occurrence, goldenTrials(name));
    expect(told).toMatchObject({ measure: name, noResult: null, leaning: "towards" });
    expect(told.value).toBeCloseTo(goldenScore(name), 9);
    expect(told.strength).toBe(name === "iat" ? "slight" : null);
  });

  test.each([
    [0, "little", "neither"],
    [0.1499, "little", "neither"],
    [-0.1499, "little", "neither"],
    [0.15, "slight", "towards"],
    [-0.3499, "slight", "away"],
    [0.35, "moderate", "towards"],
    [-0.6499, "moderate", "away"],
    [-0.65, "strong", "away"],
    [1.8, "strong", "towards"],
  ])("of an IAT with D = %d is %s, %s", (value, strength, leaning) => {
    const scored = { ...measures.iat, score: () => ({ value, trialsUsed: 120, parts: {} }) };
    expect(ownScore(scored, iat, trials)).toMatchObject({ value, strength, leaning });
  });

  const presses = (latencyMs: number) => [{ side: "left", latencyMs }];
  test.each([
    ["tooFast", trials.map((trial) => ({ ...trial, latencyMs: 120, firstLatencyMs: 120, presses: presses(120) }))],
    ["sameThroughout", trials.map((trial) => ({ ...trial, firstSide: "left" }))],
    ["tooFew", trials.slice(0, 40)],
    ["tooFew", []],
    ["leftOut", [{ ...trials[0]!, skipped: "screenReader" }]],
  ])("is none, and why is said: %s", (noResult, given) => {
    const nothing = { value: null, strength: null, leaning: null };
    expect(ownScore(measures.iat, iat, given)).toEqual({ ...iat, measure: "iat", ...nothing, noResult });
  });

  test("counts the last attempt at a block, and nothing of another task", () => {
    const brokenOff = trials
      .filter(({ blockIndex }) => blockIndex === 3)
      .slice(0, 9)
      .map((trial) => ({ ...trial, latencyMs: 9000, presses: presses(9000) }));
    const again = trials.map((trial) => (trial.blockIndex === 3 ? { ...trial, attempt: 1 } : trial));
    const other = trials.map((trial) => ({ ...trial, instance: "another", latencyMs: 5000 }));
    const told = ownScore(measures.iat, iat, [...brokenOff, ...other, ...again]);
    expect(told.value).toBeCloseTo(goldenScore("iat"), 9);
  });

  test("is never made of a measure without two sides", () => {
    expect(() => ownScore(measures.purchaseIntent, iat, trials)).toThrow(RangeError);
  });
});
