import { describe, expect, test } from "vitest";
import { doubleDifference } from "../../../../experiments/measures/implicit/doubleDifference.ts";
import { dScore } from "../../../../experiments/measures/implicit/dScore.ts";
import { ezDiffusion } from "../../../../experiments/measures/implicit/ezDiffusion.ts";
import { meanOf, medianOf, sdOf } from "../../../../experiments/measures/implicit/meanOf.ts";
import { fastShare, tooFast } from "../../../../experiments/measures/implicit/tooFast.ts";

describe("the pieces", () => {
  test("mean, median and SD know nothing of nothing", () => {
    expect([meanOf([]), medianOf([]), sdOf([]), sdOf([3])]).toEqual([null, null, null, null]);
    expect([meanOf([1, 2, 6]), medianOf([6, 1, 2]), medianOf([6, 1, 2, 4])]).toEqual([3, 2, 3]);
    expect(sdOf([1, 2, 6])).toBeCloseTo(Math.sqrt(7), 12);
    expect(sdOf([2, 4])).toBeCloseTo(Math.SQRT2, 12);
  });

  test("a double difference needs all four cells", () => {
    const cells = { focalFitting: 500, focalOther: 600, comparisonFitting: 520, comparisonOther: 550 };
    expect(doubleDifference(cells)).toBe(70);
    for (const name of Object.keys(cells)) expect(doubleDifference({ ...cells, [name]: null })).toBeNull();
  });

  test("a share of fast trials is counted below the limit, and only more than allowed excludes", () => {
    expect([fastShare([], 300), fastShare([299, 300, 301, 400], 300)]).toEqual([0, 0.25]);
    expect(tooFast(0.1, { tooFastShare: 0.1 })).toBeUndefined();
    expect(tooFast(0.11, { tooFastShare: 0.1 })).toBe("too-fast");
  });

  test("EZ-diffusion refuses a share outside 0…1 and needs two trials and some variance", () => {
    const at = (correctShare: number, trials = 50) =>
      ezDiffusion({ correctShare, latencyVariance: 0.1, meanLatency: 0.6, trials });
    expect(() => at(-0.1)).toThrow("a share lies in 0…1, got -0.1");
    expect(() => at(1.1)).toThrow(RangeError);
    expect(at(0.8, 1)).toEqual({ reason: "too-few-trials" });
    expect(at(0.8, 2)).toHaveProperty("drift");
    expect(ezDiffusion({ correctShare: 0.8, latencyVariance: 0.1, meanLatency: 0.1, trials: 50 })).toMatchObject({
      isImplausible: true,
    });
    expect(at(0.8)).toMatchObject({ isImplausible: false });
    // Below one half people err more than not: the drift points the other way, with the same strength.
    const [right, wrong] = [at(0.8), at(0.2)];
    if ("reason" in right || "reason" in wrong) throw new RangeError("both have an answer");
    expect(wrong.drift).toBeCloseTo(-right.drift, 12);
  });

  test("D needs trials, and two of them", () => {
    const rule = { replaceErrors: null, sdStage: "before" } as const;
    expect(dScore({ trials: [], pairs: 1, rule })).toEqual({ value: null, excluded: "missing-block" });
    const trial = (side: "reference" | "contrast", latencyMs: number) => ({
      pair: 0,
      side,
      latencyMs,
      isCorrect: true,
    });
    // by hand: 100 / SD(500, 600) = 100 / 70.71
    expect(dScore({ trials: [trial("reference", 500), trial("contrast", 600)], pairs: 1, rule })).toEqual({
      value: expect.closeTo(Math.SQRT2, 12),
      byPair: [expect.closeTo(Math.SQRT2, 12)],
    });
  });

  test.each(["before", "after", "correct"] as const)(
    "D with errors replaced takes its SD %s replacement",
    (sdStage) => {
      const make = (side: "reference" | "contrast", latencyMs: number, isCorrect: boolean) => ({
        pair: 0,
        side,
        latencyMs,
        isCorrect,
      });
      const trials = [
        make("reference", 500, true),
        make("reference", 600, true),
        make("reference", 700, false),
        make("contrast", 700, true),
        make("contrast", 800, true),
        make("contrast", 400, false),
      ];
      const rule = { replaceErrors: { base: "correct", addMs: 600, addSds: 0 }, sdStage } as const;
      const found = dScore({ trials, pairs: 1, rule });
      // by hand: errors become 1150 and 1350; means 750 and 950, difference 200
      const sds = {
        before: Math.sqrt((13_611.11 + 277.78 + 6944.45 + 6944.45 + 33_611.11 + 46_944.45) / 5),
        after: Math.sqrt((350 ** 2 + 250 ** 2 + 300 ** 2 + 150 ** 2 + 50 ** 2 + 500 ** 2) / 5),
        correct: Math.sqrt((150 ** 2 + 50 ** 2 + 50 ** 2 + 150 ** 2) / 3),
      };
      expect(found.value).toBeCloseTo(200 / sds[sdStage], 5);
    },
  );

  describe("D of one pair", () => {
    const trials = (reference: readonly (readonly [number, boolean])[], contrast: typeof reference) =>
      (["reference", "contrast"] as const).flatMap((side) =>
        (side === "reference" ? reference : contrast).map(([latencyMs, isCorrect]) => ({
          pair: 0,
          side,
          latencyMs,
          isCorrect,
        })),
      );
    const right = (...latencies: readonly number[]) => latencies.map((latencyMs) => [latencyMs, true] as const);
    const wrong = (...latencies: readonly number[]) => latencies.map((latencyMs) => [latencyMs, false] as const);
    const twoSds = { replaceErrors: { base: "correct", addMs: 10, addSds: 2 }, sdStage: "correct" } as const;
    const asIs = { replaceErrors: null, sdStage: "before" } as const;

    test("gives an error its block's mean plus two SDs of its correct trials, and the ms on top", () => {
      // By hand: reference 500 600, SD √5000; its error 550 + 10 + 141.42136 = 701.42136: mean 600.47379. Contrast 700 900,
      // no error: mean 800. SD of 500 600 700 900 about 675: √(30625 + 5625 + 625 + 50625)/3 = √29166.667
      const found = dScore({
        trials: trials([...right(500, 600), ...wrong(90)], right(700, 900)),
        pairs: 1,
        rule: twoSds,
      });
      expect(found.value).toBeCloseTo((800 - (1100 + 560 + 100 * Math.SQRT2) / 3) / Math.sqrt(87_500 / 3), 12);
    });

    test.each([
      { what: "an empty first block", some: trials([], right(700, 900)), rule: asIs, excluded: "missing-block" },
      { what: "an empty second block", some: trials(right(700, 900), []), rule: asIs, excluded: "missing-block" },
      {
        what: "a first block of errors",
        some: trials(wrong(500, 600), right(700, 900)),
        rule: asIs,
        excluded: "no-correct-trials",
      },
      {
        what: "a second block of errors",
        some: trials(right(500, 600), wrong(700, 900)),
        rule: asIs,
        excluded: "no-correct-trials",
      },
      {
        what: "one correct trial in the first block",
        some: trials(right(500), right(700, 900)),
        rule: twoSds,
        excluded: "too-few-trials",
      },
      {
        what: "one correct trial in the second block",
        some: trials(right(500, 600), right(700)),
        rule: twoSds,
        excluded: "too-few-trials",
      },
      {
        what: "one latency throughout",
        some: trials(right(500, 500), right(500)),
        rule: asIs,
        excluded: "zero-variance",
      },
    ] as const)("gives a reason for $what", ({ some, rule, excluded }) => {
      expect(dScore({ trials: some, pairs: 1, rule })).toEqual({ value: null, excluded });
    });

    test("needs no second correct trial where no SD is added", () => {
      const rule = { replaceErrors: { base: "correct", addMs: 600, addSds: 0 }, sdStage: "after" } as const;
      expect(dScore({ trials: trials(right(500), right(700)), pairs: 1, rule }).value).toBeCloseTo(Math.SQRT2, 12);
    });

    test("takes the errors into the SD as recorded where nothing is replaced, whatever the stage but the correct ones'", () => {
      const some = trials([...right(500, 600), ...wrong(1000)], right(700, 900));
      // By hand: means 700 and 800; SD of 500 600 1000 700 900 about 740: √(57600 + 19600 + 67600 + 1600 + 25600)/4
      const all = 100 / Math.sqrt(172_000 / 4);
      for (const sdStage of ["before", "after"] as const) {
        expect(dScore({ trials: some, pairs: 1, rule: { replaceErrors: null, sdStage } }).value).toBeCloseTo(all, 12);
      }
      // By hand: SD of 500 600 700 900 as above
      expect(dScore({ trials: some, pairs: 1, rule: { replaceErrors: null, sdStage: "correct" } }).value).toBeCloseTo(
        100 / Math.sqrt(87_500 / 3),
        12,
      );
    });

    test("still tells apart latencies that differ by a tenth of a millisecond", () => {
      const value = dScore({ trials: trials(right(500, 500.1), right(500.1, 500.2)), pairs: 1, rule: asIs }).value;
      // By hand: 0.1 / √(0.02 / 3), squares about 500.1: .01 0 0 .01
      expect(value).toBeCloseTo(0.1 / Math.sqrt(0.02 / 3), 6);
    });
  });
});
