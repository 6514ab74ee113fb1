import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { dPermutations } from "../../../../analysis/data/scoring/dPermutations.ts";
import { fastBelow } from "../../../../analysis/data/scoring/fastRandom.ts";
import { randomHalves, shuffledBlock, sumHalf } from "../../../../analysis/data/scoring/randomHalves.ts";
import { rowPermutations } from "../../../../analysis/data/scoring/rowPermutations.ts";
import { scoreEveryone } from "../../../../analysis/data/scoring/scoreEveryone.ts";
import { iat } from "../../../../experiments/measures/implicit/iat/measure.ts";
import { randomStream } from "../../../../experiments/random/randomStream.ts";

describe("the sums of random halves", () => {
  const block = fc
    .record({
      latencies: fc.array(fc.integer({ min: 0, max: 9_999 }), { minLength: 1, maxLength: 45 }),
      seed: fc.nat(),
    })
    .chain(({ latencies, seed }) => {
      const most = fc.integer({ min: 0, max: latencies.length });
      return fc.record({ latencies: fc.constant(latencies), seed: fc.constant(seed), errors: most, half: most });
    });

  test("are those of so many of the trials, errors apart, and what is left is the rest", () => {
    fc.assert(
      fc.property(block, ({ latencies, seed, errors, half }) => {
        const values = Float64Array.from(latencies);
        const below = fastBelow(seed, 0);
        const halves = randomHalves({ trials: values.length, half, splits: 3 }, below);
        const shuffled = shuffledBlock({ latencies: values, errors, half }, below);
        const whole = shuffledBlock({ latencies: values, errors, half: values.length }, below);
        const all = randomHalves({ trials: values.length, half: values.length, splits: 1 }, below);
        const [into, total] = [new Float64Array(6), new Float64Array(6)];
        sumHalf(whole, all, { split: 0, into: total, at: 0 });
        expect(total[0]! + total[3]!).toBe(values.length);
        expect(total[3]).toBe(errors);
        expect(total[1]! + total[4]!).toBe(values.reduce((sum, value) => sum + value, 0));
        for (let split = 0; split < 3; split += 1) {
          sumHalf(shuffled, halves, { split, into, at: 0 });
          expect(into[0]! + into[3]!).toBe(half);
          for (let i = 0; i < 6; i += 1) {
            expect(into[i]).toBeGreaterThanOrEqual(0);
            expect(into[i]).toBeLessThanOrEqual(total[i]!);
          }
        }
      }),
    );
  });

  test("hold every trial, and every pair of trials, as often as chance has it", () => {
    const [trials, half, splits] = [9, 4, 40_000];
    const below = fastBelow(3, 0);
    const latencies = Float64Array.from({ length: trials }, (_, trial) => 2 ** trial);
    const [single, paired] = [new Float64Array(trials), new Float64Array(1)];
    const into = new Float64Array(6);
    const batches = 100;
    for (let batch = 0; batch < batches; batch += 1) {
      const halves = randomHalves({ trials, half, splits: splits / batches }, below);
      const shuffled = shuffledBlock({ latencies, errors: 2, half }, below);
      for (let split = 0; split < splits / batches; split += 1) {
        sumHalf(shuffled, halves, { split, into, at: 0 });
        const chosen = into[1]! + into[4]!;
        for (let trial = 0; trial < trials; trial += 1) single[trial]! += (chosen >> trial) & 1;
        paired[0]! += (chosen >> 3) & (chosen >> 7) & 1;
      }
    }
    for (const count of single) expect(Math.abs(count / splits - 4 / 9)).toBeLessThan(0.01);
    expect(Math.abs(paired[0]! / splits - (4 * 3) / (9 * 8))).toBeLessThan(0.01);
  });
});

describe("the reliability of D over random halves", () => {
  const { normal, uniform } = randomStream(8);
  const groups = Array.from({ length: 60 }, (_, person) => {
    const preference = 60 + 90 * normal();
    const rows = (["compatible", "incompatible"] as const).flatMap((pairing) =>
      (["practice", "test"] as const).flatMap((blockKind) =>
        Array.from({ length: blockKind === "practice" ? 11 : 24 }, (_, trialIndex) => ({
          trialIndex,
          blockKind,
          pairing,
          isCorrect: uniform() < 0.85,
          latencyMs: 700 + (pairing === "incompatible" ? preference : 0) + 130 * normal(),
        })),
      ),
    );
    return { participantId: String(person), instance: "iat", product: "", rows };
  });

  test.each(["d1", "d4", "d3"] as const)("by sums is that of both halves scored by the whole rule (%s)", (profile) => {
    const settings = iat.settings.parse(iat.profiles[profile]);
    const plan = { measure: iat, settings, splits: 600, seed: 5 };
    const scored = scoreEveryone(iat, groups, settings);
    const meanOf = (rs: readonly (number | null)[] | null) => rs!.reduce<number>((sum, r) => sum + r!, 0) / rs!.length;
    const [bySums, byRows] = [dPermutations(plan, scored), rowPermutations(plan, scored)];
    expect(Math.abs(meanOf(bySums) - meanOf(byRows))).toBeLessThan(0.015);
    expect(dPermutations(plan, scored)).toEqual(bySums);
  });
});
