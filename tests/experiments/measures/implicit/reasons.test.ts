import { describe, expect, test } from "vitest";
import { affectMisattribution } from "../../../../experiments/measures/implicit/affectMisattribution/measure.ts";
import { approachAvoidance } from "../../../../experiments/measures/implicit/approachAvoidance/measure.ts";
import { briefIat } from "../../../../experiments/measures/implicit/briefIat/measure.ts";
import { doubleDifference } from "../../../../experiments/measures/implicit/doubleDifference.ts";
import { dScore } from "../../../../experiments/measures/implicit/dScore.ts";
import { evaluativePriming } from "../../../../experiments/measures/implicit/evaluativePriming/measure.ts";
import { ezDiffusion } from "../../../../experiments/measures/implicit/ezDiffusion.ts";
import { goNoGoAssociation } from "../../../../experiments/measures/implicit/goNoGoAssociation/measure.ts";
import { signalDetection } from "../../../../experiments/measures/implicit/goNoGoAssociation/signalDetection.ts";
import { iat } from "../../../../experiments/measures/implicit/iat/measure.ts";
import { meanOf, medianOf, sdOf } from "../../../../experiments/measures/implicit/meanOf.ts";
import { metaphorElicitation } from "../../../../experiments/measures/implicit/metaphorElicitation/measure.ts";
import { singleCategoryIat } from "../../../../experiments/measures/implicit/singleCategoryIat/measure.ts";
import { speededFit } from "../../../../experiments/measures/implicit/speededFit/measure.ts";
import { fastShare, tooFast } from "../../../../experiments/measures/implicit/tooFast.ts";

type Pairing = "compatible" | "incompatible";

describe("iat", () => {
  type Row = Parameters<typeof iat.score>[0][number];
  const block = (pairing: Pairing, blockKind: "practice" | "test", latencies: readonly number[]): readonly Row[] =>
    latencies.map((latencyMs) => ({ pairing, blockKind, isCorrect: true, latencyMs }));
  const rows = [
    ...block("compatible", "practice", [600, 700, 800]),
    ...block("incompatible", "practice", [800, 900, 1000]),
    ...block("compatible", "test", [500, 600, 700]),
    ...block("incompatible", "test", [600, 700, 800]),
  ];
  const settings = (profile: keyof typeof iat.profiles) => iat.settings.parse(iat.profiles[profile]);

  // By hand: practice 200 / √(100000/5) = √2, test 500 600 700 600 700 800 about 650:
  // 22500 2500 2500 2500 2500 22500 = 55000; 100 / √11000 = .95346259
  test("averages the pairs' D and names each", () => {
    expect(iat.score(rows, settings("d1"))).toEqual({
      value: expect.closeTo((Math.SQRT2 + 0.953462589245592) / 2, 12),
      trialsUsed: 12,
      parts: {
        score_practice: expect.closeTo(Math.SQRT2, 12),
        score_test: expect.closeTo(0.953462589245592, 12),
        error_rate: 0,
        fast_share: 0,
      },
    });
  });

  test("replaces an error by its block's mean of correct trials plus 600 ms", () => {
    const [first, second, third, ...rest] = rows;
    const some = [{ ...first!, isCorrect: false }, second!, third!, ...rest];
    // by hand: compatible practice 1350, 700, 800 (mean 950), incompatible 800, 900, 1000 (mean 900):
    // squares about 925: 180625 50625 15625 15625 625 5625 = 268750; −50 / √53750 = −.21566555
    expect(iat.score(some, settings("d4")).parts.score_practice).toBeCloseTo(-0.21566554640687682, 12);
    expect(iat.score(some, settings("d4")).parts.error_rate).toBeCloseTo(1 / 12, 12);
  });

  test("ignores blocks of one kind, and rows without a block kind", () => {
    const more: readonly Row[] = [
      { pairing: null, blockKind: "practice", isCorrect: false, latencyMs: 200 },
      { pairing: "compatible", blockKind: "", isCorrect: false, latencyMs: 200 },
    ];
    expect(iat.score([...more, ...rows], settings("d1"))).toEqual(iat.score(rows, settings("d1")));
    expect(iat.score(more, settings("d1"))).toEqual({
      value: null,
      excluded: "no-trials",
      trialsUsed: 0,
      parts: { score_practice: null, score_test: null, error_rate: null, fast_share: null },
    });
  });

  test("keeps 400 and 10,000 ms exactly, drops what lies outside", () => {
    const edges = block("compatible", "test", [400, 399.9, 10_000, 10_000.1]);
    expect(iat.score([...rows, ...edges], settings("d2")).trialsUsed).toBe(14);
    expect(iat.score([...rows, ...edges], settings("d1")).trialsUsed).toBe(15);
  });

  test("says how many trials were left where a block is missing", () => {
    expect(iat.score(rows.slice(3), settings("d1"))).toEqual({
      value: null,
      excluded: "missing-block",
      trialsUsed: 9,
      parts: { score_practice: null, score_test: null, error_rate: 0, fast_share: 0 },
    });
  });

  test("prefers too fast to one-sided where both hold, and two sides to neither", () => {
    const sided = (side: "left" | "right") =>
      rows.map((row) => ({ ...row, firstSide: side, latencyMs: row.latencyMs / 3 }));
    expect(iat.score(sided("right"), settings("d1")).excluded).toBe("too-fast");
    const both = rows.map((row, index) => ({
      ...row,
      firstSide: index === 0 ? ("left" as const) : ("right" as const),
    }));
    expect(iat.score(both, settings("d1")).excluded).toBeUndefined();
  });

  test("counts as fast what is under 300 ms, not 300 ms", () => {
    const fast = block("compatible", "test", [299.9, 300]);
    expect(iat.score([...rows, ...fast], settings("d1")).parts.fast_share).toBeCloseTo(1 / 14, 12);
  });

  test("infers d2 where errors took time to correct, d4 where they did not or nobody knows", () => {
    const recorded = (latencyMs: number, firstLatencyMs: number | undefined): readonly Row[] => [
      {
        pairing: "compatible",
        blockKind: "test",
        isCorrect: false,
        latencyMs,
        ...(firstLatencyMs === undefined ? {} : { firstLatencyMs }),
      },
      {
        pairing: "compatible",
        blockKind: "test",
        isCorrect: true,
        latencyMs: 500,
        ...(firstLatencyMs === undefined ? {} : { firstLatencyMs: 500 }),
      },
    ];
    expect(iat.inferSettings?.(recorded(900, 500))).toEqual(iat.profiles.d2);
    expect(iat.inferSettings?.(recorded(500, 500))).toEqual(iat.profiles.d4);
    expect(iat.inferSettings?.(recorded(900, undefined))).toEqual(iat.profiles.d4);
    expect(iat.inferSettings?.(recorded(900, 500).slice(1))).toEqual(iat.profiles.d2);
    expect(iat.inferSettings?.(recorded(900, 500).map((row) => ({ ...row, pairing: null })))).toEqual(iat.profiles.d2);
    expect(iat.inferSettings?.([])).toEqual(iat.profiles.d4);
    expect(iat.inferSettings?.([...recorded(900, 500), ...recorded(500, 500)])).toEqual(iat.profiles.d2);
    // An error without a first latency says nothing of what was required.
    const [unknown, known] = [recorded(900, undefined).slice(0, 1), recorded(500, 500).slice(1)];
    expect(iat.inferSettings?.([...unknown, ...known])).toEqual(iat.profiles.d2);
  });
});

describe("briefIat", () => {
  type Row = Parameters<typeof briefIat.score>[0][number];
  const block = (blockIndex: number, pairing: Pairing | null, latencies: readonly number[]): readonly Row[] =>
    latencies.map((latencyMs, index) => ({ blockIndex, trialIndex: 4 + index, pairing, isCorrect: true, latencyMs }));
  const settings = briefIat.settings.parse({});
  const rows = [...block(1, "compatible", [600, 700, 800]), ...block(2, "incompatible", [800, 900, 1000])];

  test("is the mean D of consecutive blocks, numbered from any start", () => {
    const more = [...block(3, "incompatible", [700, 800]), ...block(4, "compatible", [700, 800])];
    expect(briefIat.score([...more, ...rows], settings)).toEqual({
      value: expect.closeTo(Math.SQRT2 / 2, 12),
      trialsUsed: 10,
      parts: {
        score_pair_1: expect.closeTo(Math.SQRT2, 12),
        score_pair_2: expect.closeTo(0, 12),
        error_rate: 0,
        fast_share: 0,
      },
    });
    expect(briefIat.score(rows, settings).parts.score_pair_2).toBeNull();
  });

  test("leaves out the first four trials of a block, blocks without pairing and trials over 10,000 ms", () => {
    const out: readonly Row[] = [
      { ...rows[0]!, trialIndex: 3, latencyMs: 9000 },
      { ...rows[0]!, latencyMs: 10_000.1 },
      ...block(0, null, [100, 200]),
    ];
    expect(briefIat.score([...out, ...rows], settings)).toEqual(briefIat.score(rows, settings));
  });

  test("brings latencies within 400 and 2,000 ms, and keeps 10,000 ms as 2,000", () => {
    const wide = [...block(1, "compatible", [399, 600, 800]), ...block(2, "incompatible", [800, 900, 10_000])];
    const brought = [...block(1, "compatible", [400, 600, 800]), ...block(2, "incompatible", [800, 900, 2000])];
    expect(briefIat.score(wide, settings).value).toBe(briefIat.score(brought, settings).value);
  });

  test("gives a reason for no trials, a missing block, no variance, too fast and one side", () => {
    const none = { score_pair_1: null, score_pair_2: null };
    expect(briefIat.score([], settings)).toEqual({
      value: null,
      excluded: "no-trials",
      trialsUsed: 0,
      parts: { ...none, error_rate: null, fast_share: null },
    });
    const wrong = rows.slice(0, 3).map((row, index) => ({ ...row, isCorrect: index > 0 }));
    expect(briefIat.score(wrong, settings)).toEqual({
      value: null,
      excluded: "missing-block",
      trialsUsed: 3,
      parts: { ...none, error_rate: expect.closeTo(1 / 3, 12), fast_share: 0 },
    });
    const even = rows.map((row) => ({ ...row, latencyMs: 500 }));
    expect(briefIat.score(even, settings)).toMatchObject({ value: null, excluded: "zero-variance" });
    const fast = rows.map((row) => ({ ...row, latencyMs: row.latencyMs / 4 }));
    expect(briefIat.score(fast, settings)).toMatchObject({ value: null, excluded: "zero-variance" });
    const someFast = [...rows, { ...rows[0]!, latencyMs: 299 }];
    expect(briefIat.score(someFast, settings)).toMatchObject({ excluded: "too-fast", value: expect.any(Number) });
    const onOne = rows.map((row) => ({ ...row, firstSide: "right" as const }));
    expect(briefIat.score(onOne, settings)).toMatchObject({ excluded: "constant-response", value: expect.any(Number) });
    const onBoth = onOne.map((row, index) => (index === 5 ? { ...row, firstSide: "left" as const } : row));
    expect(briefIat.score(onBoth, settings).excluded).toBeUndefined();
  });
});

describe("singleCategoryIat", () => {
  type Row = Parameters<typeof singleCategoryIat.score>[0][number];
  const block = (pairing: Pairing | null, latencies: readonly number[], isCorrect = true): readonly Row[] =>
    latencies.map((latencyMs) => ({ pairing, blockKind: "test" as const, isCorrect, latencyMs }));
  const settings = (knobs: object = {}) => singleCategoryIat.settings.parse(knobs);
  const rows = [...block("compatible", [600, 700, 800, 700]), ...block("incompatible", [800, 900, 1000, 900])];

  // By hand: means 700 and 900; squares about 800: 40000 10000 0 10000 0 10000 40000 10000 = 120000; 200 / √(120000/7)
  test("divides the difference of the blocks' means by the SD of correct trials", () => {
    expect(singleCategoryIat.score(rows, settings())).toEqual({
      value: expect.closeTo(1.5275252316519465, 12),
      trialsUsed: 8,
      parts: { error_rate: 0, error_rate_compatible: 0, error_rate_incompatible: 0 },
    });
  });

  test("gives an error its block's mean over all trials plus 400 ms, or over the correct ones", () => {
    const some = [...rows, ...block("incompatible", [400], false)];
    // by hand: incompatible over all 4000/5 = 800, + 400 = 1200: mean (3600 + 1200) / 5 = 960; SD as without the error
    expect(singleCategoryIat.score(some, settings()).value).toBeCloseTo((960 - 700) / Math.sqrt(120_000 / 7), 12);
    // by hand: over the correct ones 900 + 400 = 1300: (3600 + 1300) / 5 = 980
    const correct = singleCategoryIat.score(some, settings({ errorBase: "correct" })).value;
    expect(correct).toBeCloseTo((980 - 700) / Math.sqrt(120_000 / 7), 12);
    // by hand: kept as it is, (3600 + 400) / 5 = 800
    const builtIn = singleCategoryIat.score(some, settings({ errors: "built-in" })).value;
    expect(builtIn).toBeCloseTo((800 - 700) / Math.sqrt(120_000 / 7), 12);
  });

  test("leaves out practice unless told otherwise, the unanswered, and what is under 350 ms", () => {
    const practice = rows.map((row) => ({ ...row, blockKind: "practice" as const, latencyMs: 900 }));
    const [first] = rows;
    const { latencyMs: _none, ...unanswered } = first!;
    const out = [...practice, unanswered, { ...first!, latencyMs: 349.9 }, { ...first!, pairing: null }];
    expect(singleCategoryIat.score([...out, ...rows], settings())).toEqual(singleCategoryIat.score(rows, settings()));
    expect(singleCategoryIat.score([...practice, ...rows], settings({ scoredBlocks: "all" })).trialsUsed).toBe(16);
    expect(singleCategoryIat.score([...rows, { ...first!, latencyMs: 350 }], settings()).trialsUsed).toBe(9);
    expect(singleCategoryIat.score(rows, settings({ dropAboveMs: 900 })).trialsUsed).toBe(7);
  });

  test("excludes more than 20 % errors with the value kept, or more than allowed in one block", () => {
    const wrong = (count: number) => rows.map((row, index) => ({ ...row, isCorrect: index >= count }));
    expect(singleCategoryIat.score(wrong(1), settings()).excluded).toBeUndefined();
    expect(singleCategoryIat.score(wrong(2), settings())).toMatchObject({
      value: expect.any(Number),
      excluded: "too-many-errors",
      parts: { error_rate: 0.25, error_rate_compatible: 0.5, error_rate_incompatible: 0 },
    });
    const byBlock = (share: number) => settings({ maxErrorShare: 0.25, maxBlockErrorShare: share });
    expect(singleCategoryIat.score(wrong(2), byBlock(0.5)).excluded).toBeUndefined();
    expect(singleCategoryIat.score(wrong(2), byBlock(0.4)).excluded).toBe("too-many-errors");
    const other = rows.map((row, index) => ({ ...row, isCorrect: index < 6 }));
    expect(singleCategoryIat.score(other, byBlock(0.4)).excluded).toBe("too-many-errors");
  });

  test("gives a reason for no trials, a missing block, no correct trial and no variance", () => {
    const none = { error_rate: null, error_rate_compatible: null, error_rate_incompatible: null };
    expect(singleCategoryIat.score([], settings())).toEqual({
      value: null,
      excluded: "no-trials",
      trialsUsed: 0,
      parts: none,
    });
    expect(singleCategoryIat.score(rows.slice(4), settings())).toEqual({
      value: null,
      excluded: "missing-block",
      trialsUsed: 4,
      parts: { error_rate: 0, error_rate_compatible: null, error_rate_incompatible: 0 },
    });
    const reason = (some: readonly Row[]) => singleCategoryIat.score(some, settings()).excluded;
    expect(reason([...block("compatible", [500, 600], false), ...rows.slice(4)])).toBe("no-correct-trials");
    expect(reason(rows.map((row) => ({ ...row, latencyMs: 500 })))).toBe("zero-variance");
    expect(reason(rows.map((row) => ({ ...row, latencyMs: 200 })))).toBe("missing-block");
  });
});

describe("goNoGoAssociation", () => {
  type Row = Parameters<typeof goNoGoAssociation.score>[0][number];
  const times = (count: number, row: Row): readonly Row[] => Array.from({ length: count }, () => row);
  const rows = (pairing: Pairing, latencyMs: number): readonly Row[] => [
    ...times(9, { pairing, isSignal: true, isGo: true, latencyMs }),
    ...times(1, { pairing, isSignal: true, isGo: false }),
    ...times(2, { pairing, isSignal: false, isGo: true, latencyMs: 100 }),
    ...times(8, { pairing, isSignal: false, isGo: false }),
  ];
  const settings = (knobs: object = {}) => goNoGoAssociation.settings.parse(knobs);
  const both = [...rows("compatible", 500), ...rows("incompatible", 550)];

  // R: qnorm(9.5/11) - qnorm(2.5/11) and -(qnorm(9.5/11) + qnorm(2.5/11))/2
  test("names d′ and criterion of both pairings, and the difference of right go latencies", () => {
    expect(goNoGoAssociation.score(both, settings())).toEqual({
      value: 0,
      trialsUsed: 40,
      parts: {
        d_prime_compatible: expect.closeTo(1.8446621568568156, 9),
        d_prime_incompatible: expect.closeTo(1.8446621568568156, 9),
        criterion_compatible: expect.closeTo(-0.1744724836651057, 9),
        criterion_incompatible: expect.closeTo(-0.1744724836651057, 9),
        latency_difference: 50,
      },
    });
  });

  test("takes latencies at the limits into the difference, not those outside", () => {
    const difference = (knobs: object) => goNoGoAssociation.score(both, settings(knobs)).parts.latency_difference;
    expect(difference({ dropBelowMs: 500, dropAboveMs: 550 })).toBe(50);
    expect(difference({ dropBelowMs: 500.1 })).toBeNull();
    expect(difference({ dropAboveMs: 549.9 })).toBeNull();
  });

  test("gives a reason for no trials, no noise or no signals of a pairing, and one response throughout", () => {
    const noParts = {
      d_prime_compatible: null,
      d_prime_incompatible: null,
      criterion_compatible: null,
      criterion_incompatible: null,
      latency_difference: null,
    };
    expect(goNoGoAssociation.score([], settings())).toEqual({
      value: null,
      excluded: "no-trials",
      trialsUsed: 0,
      parts: noParts,
    });
    const without = (pairing: Pairing, isSignal: boolean) =>
      both.filter((row) => row.pairing !== pairing || row.isSignal !== isSignal);
    for (const pairing of ["compatible", "incompatible"] as const) {
      for (const isSignal of [true, false]) {
        expect(goNoGoAssociation.score(without(pairing, isSignal), settings())).toEqual({
          value: null,
          excluded: "missing-block",
          trialsUsed: 30,
          parts: noParts,
        });
      }
    }
    const waiting = both.map((row) => ({ ...row, isGo: false }));
    expect(goNoGoAssociation.score(waiting, settings())).toMatchObject({ value: 0, excluded: "constant-response" });
    expect(goNoGoAssociation.score([...both, { ...both[0]!, pairing: null, isGo: false }], settings()).trialsUsed).toBe(
      40,
    );
  });

  test("refuses to compute d′ without signals or noise", () => {
    const counts = { signals: 1, hits: 1, noise: 1, falseAlarms: 0 };
    expect(signalDetection(counts).dPrime).toBeGreaterThan(0);
    expect(() => signalDetection({ ...counts, signals: 0 })).toThrow("got 0 and 1");
    expect(() => signalDetection({ ...counts, noise: 0 })).toThrow("d′ needs signals and noise, got 1 and 0");
  });
});

describe("affectMisattribution", () => {
  type Row = Parameters<typeof affectMisattribution.score>[0][number];
  const row = (prime: "focal" | "comparison" | "neutral", isPleasant: boolean): Row => ({ prime, isPleasant });
  const settings = (knobs: object = {}) => affectMisattribution.settings.parse(knobs);
  const rows = [row("focal", true), row("focal", true), row("comparison", true), row("comparison", false)];

  test("leaves practice out", () => {
    const practice = { ...row("focal", false), blockKind: "practice" as const };
    expect(affectMisattribution.score([practice, ...rows], settings())).toEqual({
      value: 0.5,
      trialsUsed: 4,
      parts: { pleasant_focal: 1, pleasant_comparison: 0.5, pleasant_neutral: null, pleasant: 0.75 },
    });
    expect(affectMisattribution.score([practice], settings())).toEqual({
      value: null,
      excluded: "no-trials",
      trialsUsed: 0,
      parts: { pleasant_focal: null, pleasant_comparison: null, pleasant_neutral: null, pleasant: null },
    });
  });

  test("excludes one answer throughout, either of the two, and too few trials, with the value kept", () => {
    const all = (isPleasant: boolean) => rows.map((one) => ({ ...one, isPleasant }));
    expect(affectMisattribution.score(all(true), settings())).toMatchObject({
      value: 0,
      excluded: "constant-response",
    });
    expect(affectMisattribution.score(all(false), settings())).toMatchObject({
      value: 0,
      excluded: "constant-response",
    });
    expect(affectMisattribution.score(rows, settings({ requiredTrials: 4 })).excluded).toBeUndefined();
    expect(affectMisattribution.score(rows, settings({ requiredTrials: 5 }))).toMatchObject({
      value: 0.5,
      excluded: "too-few-trials",
    });
  });

  test("needs trials after both products", () => {
    expect(affectMisattribution.score(rows.slice(2), settings())).toMatchObject({
      value: null,
      excluded: "missing-block",
      trialsUsed: 2,
    });
  });
});

describe("evaluativePriming", () => {
  type Row = Parameters<typeof evaluativePriming.score>[0][number];
  const row = (prime: Row["prime"], targetValence: Row["targetValence"], latencyMs: number): Row => ({
    prime,
    targetValence,
    isCorrect: true,
    latencyMs,
  });
  const rows = [
    row("focal", "positive", 500),
    row("focal", "negative", 600),
    row("comparison", "positive", 520),
    row("comparison", "negative", 550),
  ];
  const settings = evaluativePriming.settings.parse({});

  test("names each cell and the share of errors; practice and missing latencies count in none", () => {
    const { latencyMs: _none, ...late } = row("focal", "positive", 0);
    const more = [
      { ...row("focal", "positive", 900), blockKind: "practice" as const },
      { ...late, isCorrect: false },
    ];
    expect(evaluativePriming.score([...more, ...rows], settings)).toEqual({
      value: 70,
      trialsUsed: 4,
      parts: {
        focal_positive: 500,
        focal_negative: 600,
        comparison_positive: 520,
        comparison_negative: 550,
        error_rate: 0.2,
      },
    });
  });

  test("gives a reason for no trials, nothing right or in time, an empty cell", () => {
    const empty = {
      focal_positive: null,
      focal_negative: null,
      comparison_positive: null,
      comparison_negative: null,
      error_rate: null,
    };
    expect(evaluativePriming.score([], settings)).toEqual({
      value: null,
      excluded: "no-trials",
      trialsUsed: 0,
      parts: empty,
    });
    const fast = rows.map((one) => ({ ...one, latencyMs: 200 }));
    expect(evaluativePriming.score(fast, settings)).toMatchObject({ value: null, excluded: "no-correct-trials" });
    for (const left of [0, 1, 2, 3]) {
      const without = rows.filter((_, index) => index !== left);
      expect(evaluativePriming.score(without, settings)).toMatchObject({
        value: null,
        excluded: "missing-block",
        trialsUsed: 3,
      });
    }
  });

  test("excludes exactly 40 % errors, not less", () => {
    const wrong = (count: number) => Array.from({ length: count }, () => ({ ...rows[0]!, isCorrect: false }));
    const many = [...rows, ...rows, ...rows, ...rows.slice(0, 3)];
    expect(evaluativePriming.score([...many, ...wrong(10)], settings).excluded).toBe("too-many-errors");
    expect(evaluativePriming.score([...many, ...wrong(9)], settings).excluded).toBeUndefined();
  });
});

describe("approachAvoidance", () => {
  type Row = Parameters<typeof approachAvoidance.score>[0][number];
  const row = (target: "focal" | "comparison", action: Row["action"], latencyMs: number): Row => ({
    target,
    action,
    isCorrect: true,
    latencyMs,
  });
  const rows = [
    row("focal", "approach", 500),
    row("focal", "avoid", 600),
    row("comparison", "approach", 520),
    row("comparison", "avoid", 550),
  ];
  const settings = (knobs: object = {}) => approachAvoidance.settings.parse(knobs);

  test("names each cell; practice, errors and missing latencies count in none", () => {
    const { target: _practice, ...practice } = row("focal", "avoid", 900);
    const { latencyMs: _none, ...unanswered } = row("focal", "avoid", 0);
    const wrong = { ...row("focal", "avoid", 900), isCorrect: false };
    expect(approachAvoidance.score([practice, unanswered, wrong, ...rows], settings())).toEqual({
      value: 70,
      trialsUsed: 4,
      parts: {
        focal_approach: 500,
        focal_avoid: 600,
        comparison_approach: 520,
        comparison_avoid: 550,
        error_rate: expect.closeTo(1 / 6, 12),
      },
    });
  });

  test("gives a reason for no trials, nothing right, an empty cell, too many errors", () => {
    expect(approachAvoidance.score([], settings())).toEqual({
      value: null,
      excluded: "no-trials",
      trialsUsed: 0,
      parts: {
        focal_approach: null,
        focal_avoid: null,
        comparison_approach: null,
        comparison_avoid: null,
        error_rate: null,
      },
    });
    const wrong = rows.map((one) => ({ ...one, isCorrect: false }));
    expect(approachAvoidance.score(wrong, settings())).toMatchObject({ value: null, excluded: "no-correct-trials" });
    for (const left of [0, 1, 2, 3]) {
      const without = rows.filter((_, index) => index !== left);
      expect(approachAvoidance.score(without, settings())).toMatchObject({
        value: null,
        excluded: "missing-block",
        trialsUsed: 3,
      });
    }
    const half = settings({ maxErrorShare: 0.5 });
    expect(approachAvoidance.score([...rows, ...wrong], half).excluded).toBeUndefined();
    expect(approachAvoidance.score([...rows, ...wrong, wrong[0]!], half)).toMatchObject({
      value: 70,
      excluded: "too-many-errors",
    });
  });

  test("keeps latencies at the limits, drops those outside", () => {
    const limits = settings({ dropBelowMs: 500, dropAboveMs: 600 });
    const outside = [row("focal", "approach", 499.9), row("focal", "avoid", 600.1)];
    expect(approachAvoidance.score([...rows, ...outside], limits)).toMatchObject({ value: 70, trialsUsed: 4 });
  });
});

describe("speededFit", () => {
  type Row = Parameters<typeof speededFit.score>[0][number];
  const row = (response: Row["response"], latencyMs: number, more: Partial<Row> = {}): Row => ({
    attribute: "word",
    response,
    latencyMs,
    ...more,
  });
  const plain = speededFit.settings.parse({ adjustFor: "nothing" });

  test("gives tied answers the middle of their places", () => {
    // by hand: three of one speed among three: places 1 to 3, speed 2/3 each: (2/3 + 2/3 − 2/3) / 3
    const rows = [row("fit", 500), row("fit", 500), row("notFit", 500)];
    expect(speededFit.score(rows, plain)).toEqual({
      value: expect.closeTo(2 / 9, 12),
      trialsUsed: 3,
      parts: {
        fit_share: expect.closeTo(2 / 3, 12),
        fast_fit_share: expect.closeTo(2 / 3, 12),
        mean_speed: expect.closeTo(2 / 3, 12),
        baseline_ms: null,
      },
    });
  });

  test("keeps 200 and 10,000 ms exactly, drops what lies outside, the baseline's too", () => {
    const edges = [row("fit", 200), row("notFit", 10_000), row("fit", 199.9), row("fit", 10_000.1)];
    expect(speededFit.score(edges, plain).trialsUsed).toBe(2);
    const baseline = [row("fit", 100, { isBaseline: true }), row("fit", 300, { isBaseline: true })];
    expect(speededFit.score([...edges, ...baseline], plain).parts.baseline_ms).toBeCloseTo(300, 9);
  });

  test("a fit answered at the person's middle is not fast", () => {
    // by hand: of two, the slower fit has speed 1/2
    expect(speededFit.score([row("fit", 500), row("fit", 600)], plain).parts.fast_fit_share).toBe(0.5);
  });

  test("frees latencies of length and order from eight trials on", () => {
    // the n-th trial is slower by its place alone; freed of that, all are alike
    const drifting = (count: number) =>
      Array.from({ length: count }, (_, index) =>
        row(index === 0 ? "fit" : "notFit", 500 * 1.1 ** index, { trialIndex: index }),
      );
    const freed = speededFit.settings.parse({});
    const first = (count: number) => speededFit.score(drifting(count), freed).parts.mean_speed;
    expect(speededFit.score(drifting(7), freed)).toEqual(speededFit.score(drifting(7), plain));
    expect(speededFit.score(drifting(8), freed)).not.toEqual(speededFit.score(drifting(8), plain));
    expect(first(8)).toBeCloseTo(4.5 / 8, 12);
  });

  test("gives a reason when nothing was judged", () => {
    const none = { fit_share: null, fast_fit_share: null, mean_speed: null, baseline_ms: null };
    const baseline = row("fit", 500, { isBaseline: true });
    const context = row("fit", 500, { isContext: true });
    expect(speededFit.score([baseline, context, row("fit", 150)], plain)).toEqual({
      value: null,
      excluded: "no-trials",
      trialsUsed: 0,
      parts: none,
    });
  });
});

describe("metaphorElicitation", () => {
  test("counts a reason from its third character on, blanks around it left out", () => {
    const explained = (reason: string) =>
      metaphorElicitation.score([{ picture: "road", reason }], metaphorElicitation.settings.parse({})).value;
    expect([explained("yes"), explained(" no "), explained("   ")]).toEqual([1, 0, 0]);
  });

  test("knows no metaphors and no agreement without coders, and gives a reason without pictures", () => {
    const none = { metaphors_1: null, metaphors_2: null, agreed_share: null };
    expect(metaphorElicitation.score([], { shortestReason: 3 })).toEqual({
      value: null,
      excluded: "no-trials",
      trialsUsed: 0,
      parts: none,
    });
    const one = { picture: "road", reason: "we go on", code1: "journey" as const };
    expect(metaphorElicitation.score([one], { shortestReason: 3 })).toEqual({
      value: 1,
      trialsUsed: 1,
      parts: { ...none, metaphors_1: 1 },
    });
    const { code1, ...rest } = one;
    expect(metaphorElicitation.score([{ ...rest, code2: code1 }], { shortestReason: 3 }).parts).toEqual({
      ...none,
      metaphors_2: 1,
    });
  });
});

test("nobody whose score counts has a reason", () => {
  const half = (pairing: Pairing, latencies: readonly number[]) =>
    latencies.map((latencyMs, index) => ({
      pairing,
      blockKind: "test" as const,
      isCorrect: true,
      latencyMs,
      trialIndex: 4 + index,
    }));
  const both = [...half("compatible", [500, 600, 700]), ...half("incompatible", [700, 800, 900])];
  const practice = both.map((row) => ({ ...row, blockKind: "practice" as const }));
  const blocks = both.map((row) => ({ ...row, blockIndex: row.pairing === "compatible" ? 0 : 1 }));
  const sorted = both.map((row, index) => ({ ...row, isSignal: index % 3 > 0, isGo: index % 3 > 0 }));
  const judged = both.map(({ pairing }, index) => ({
    prime: pairing === "compatible" ? ("focal" as const) : ("comparison" as const),
    isPleasant: index % 2 === 0,
  }));
  const cells = [0, 1, 2, 3].map((index) => ({
    prime: index < 2 ? ("focal" as const) : ("comparison" as const),
    target: index < 2 ? ("focal" as const) : ("comparison" as const),
    targetValence: index % 2 === 0 ? ("positive" as const) : ("negative" as const),
    action: index % 2 === 0 ? ("approach" as const) : ("avoid" as const),
    isCorrect: true,
    latencyMs: 500 + 10 * index,
  }));
  const scores = [
    iat.score([...practice, ...both], iat.settings.parse({})),
    briefIat.score(blocks, briefIat.settings.parse({})),
    singleCategoryIat.score(both, singleCategoryIat.settings.parse({})),
    goNoGoAssociation.score(sorted, goNoGoAssociation.settings.parse({})),
    affectMisattribution.score(judged, affectMisattribution.settings.parse({})),
    evaluativePriming.score(cells, evaluativePriming.settings.parse({})),
    approachAvoidance.score(cells, approachAvoidance.settings.parse({})),
  ];
  for (const score of scores) {
    expect(score.value).not.toBeNull();
    expect(score).not.toHaveProperty("excluded");
  }
});

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
