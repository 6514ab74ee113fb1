import { describe, expect, test } from "vitest";
import { affectMisattribution } from "../../../../experiments/measures/implicit/affectMisattribution/measure.ts";
import { approachAvoidance } from "../../../../experiments/measures/implicit/approachAvoidance/measure.ts";
import { evaluativePriming } from "../../../../experiments/measures/implicit/evaluativePriming/measure.ts";
import { ezDiffusion } from "../../../../experiments/measures/implicit/ezDiffusion.ts";
import { gnatCells } from "../../../../experiments/measures/implicit/goNoGoAssociation/cells.ts";
import { goNoGoAssociation } from "../../../../experiments/measures/implicit/goNoGoAssociation/measure.ts";
import { signalDetection } from "../../../../experiments/measures/implicit/goNoGoAssociation/signalDetection.ts";
import { metaphorElicitation } from "../../../../experiments/measures/implicit/metaphorElicitation/measure.ts";
import { speededFit } from "../../../../experiments/measures/implicit/speededFit/measure.ts";
import { residuals } from "../../../../experiments/measures/implicit/speededFit/residuals.ts";

const times = <T>(often: number, row: T): readonly T[] => Array.from({ length: often }, () => row);

describe("goNoGoAssociation", () => {
  // by hand: H = 40.5/51, F = 10.5/51; R: 2 * qnorm(40.5/51) = 1.64158417666476
  test("d′ takes the log-linear correction: 40 of 50 signals, 10 of 50 noise", () => {
    const { dPrime, criterion } = signalDetection({ signals: 50, hits: 40, noise: 50, falseAlarms: 10 });
    expect(dPrime).toBeCloseTo(1.64158417666476, 10);
    expect(criterion).toBeCloseTo(0, 12);
  });

  // R: qnorm(20.5/21) - qnorm(.5/21) = 3.96150479329456
  test("perfect discrimination stays finite", () => {
    expect(signalDetection({ signals: 20, hits: 20, noise: 20, falseAlarms: 0 }).dPrime).toBeCloseTo(
      3.96150479329456,
      10,
    );
  });

  const rows = (pairing: "compatible" | "incompatible", hits: number, falseAlarms: number) => [
    ...times(hits, { pairing, isSignal: true, isGo: true, latencyMs: pairing === "compatible" ? 500 : 560 }),
    ...times(20 - hits, { pairing, isSignal: true, isGo: false }),
    ...times(falseAlarms, { pairing, isSignal: false, isGo: true, latencyMs: 400 }),
    ...times(20 - falseAlarms, { pairing, isSignal: false, isGo: false }),
  ];

  // R: (qnorm(18.5/21) - qnorm(2.5/21)) - (qnorm(14.5/21) - qnorm(5.5/21)) = 1.22483750357979
  test("scores d′ with the compatible pairing minus d′ with the other", () => {
    const score = goNoGoAssociation.score([...rows("compatible", 18, 2), ...rows("incompatible", 14, 5)], {
      dropBelowMs: 0,
      dropAboveMs: 10_000,
    });
    expect(score.value).toBeCloseTo(1.22483750357979, 10);
    expect(score.parts.latency_difference).toBeCloseTo(60, 12);
    expect(score.excluded).toBeUndefined();
  });

  test("gives the same from its cells, which is how halves are scored; practice and empty cells give nothing", () => {
    const all = [...rows("compatible", 18, 2), ...rows("incompatible", 14, 5)];
    const practice = times(9, {
      blockKind: "practice" as const,
      pairing: "compatible" as const,
      isSignal: true,
      isGo: false,
    });
    const cells = gnatCells.cells([...practice, ...all], {});
    expect(cells.map((cell) => [cell.length, cell.reduce((sum, go) => sum + go, 0)])).toEqual([
      [20, 18],
      [20, 2],
      [20, 14],
      [20, 5],
    ]);
    expect(gnatCells.value(cells, {})).toBeCloseTo(1.22483750357979, 10);
    for (const empty of [0, 1, 2, 3]) {
      const lacking = cells.map((cell, place) => (place === empty ? new Float64Array(0) : cell));
      expect(gnatCells.value(lacking, {})).toBeNull();
    }
  });

  test("excludes who cannot tell signals from noise, and who always goes", () => {
    const settings = goNoGoAssociation.settings.parse({});
    expect(
      goNoGoAssociation.score([...rows("compatible", 10, 10), ...rows("incompatible", 18, 2)], settings).excluded,
    ).toBe("no-discrimination");
    expect(
      goNoGoAssociation.score([...rows("compatible", 20, 20), ...rows("incompatible", 20, 20)], settings).excluded,
    ).toBe("constant-response");
    expect(goNoGoAssociation.score(rows("compatible", 18, 2), settings)).toMatchObject({
      value: null,
      excluded: "missing-block",
    });
  });

  test("leaves practice out", () => {
    const practice = times(40, {
      pairing: "compatible" as const,
      blockKind: "practice" as const,
      isSignal: true,
      isGo: false,
    });
    const settings = goNoGoAssociation.settings.parse({});
    const test_ = [...rows("compatible", 18, 2), ...rows("incompatible", 14, 5)];
    expect(goNoGoAssociation.score([...practice, ...test_], settings)).toEqual(
      goNoGoAssociation.score(test_, settings),
    );
  });
});

describe("affectMisattribution", () => {
  const settings = affectMisattribution.settings.parse({});
  const judged = (prime: "focal" | "comparison" | "neutral", pleasant: number, of: number) => [
    ...times(pleasant, { prime, isPleasant: true }),
    ...times(of - pleasant, { prime, isPleasant: false }),
  ];

  // by hand: 15/20 − 9/20 = .30
  test("is the difference of the shares judged pleasant", () => {
    const score = affectMisattribution.score(
      [...judged("focal", 15, 20), ...judged("comparison", 9, 20), ...judged("neutral", 12, 20)],
      settings,
    );
    expect(score.value).toBeCloseTo(0.3, 12);
    expect(score.parts).toEqual({
      pleasant_focal: 0.75,
      pleasant_comparison: 0.45,
      pleasant_neutral: 0.6,
      pleasant: 0.6,
    });
  });

  test("excludes one answer in exactly 95 % of trials, not in 94 %", () => {
    const share = (pleasant: number) =>
      affectMisattribution.score([...judged("focal", 50, 50), ...judged("comparison", pleasant - 50, 50)], settings)
        .excluded;
    expect(share(95)).toBe("constant-response");
    expect(share(94)).toBeUndefined();
  });

  test("needs both products", () => {
    expect(affectMisattribution.score(judged("focal", 5, 10), settings)).toMatchObject({
      value: null,
      excluded: "missing-block",
    });
  });
});

describe("evaluativePriming", () => {
  const settings = evaluativePriming.settings.parse({});
  const cell = (prime: "focal" | "comparison", targetValence: "positive" | "negative", latencies: readonly number[]) =>
    latencies.map((latencyMs) => ({ prime, targetValence, isCorrect: true, latencyMs }));
  const rows = [
    ...cell("focal", "positive", [500, 520]),
    ...cell("focal", "negative", [560, 580]),
    ...cell("comparison", "positive", [540, 540]),
    ...cell("comparison", "negative", [550, 570]),
  ];

  // by hand: (570 − 510) − (560 − 540) = 40
  test("is the double difference of mean latencies, ms", () => {
    expect(evaluativePriming.score(rows, settings).value).toBeCloseTo(40, 12);
  });

  test("keeps 300 and 1000 ms exactly, drops what lies outside and errors", () => {
    const more = [
      ...cell("focal", "positive", [300, 1000, 299.9, 1000.1]),
      { prime: "focal" as const, targetValence: "positive" as const, isCorrect: false, latencyMs: 900 },
    ];
    // by hand: focal positive becomes (500 + 520 + 300 + 1000) / 4 = 580, so (570 − 580) − 20 = −30
    expect(evaluativePriming.score([...rows, ...more], settings)).toMatchObject({ value: -30, trialsUsed: 10 });
  });

  test("excludes 40 % errors with the value kept, and an empty cell without one", () => {
    const errors = times(6, {
      prime: "focal" as const,
      targetValence: "positive" as const,
      isCorrect: false,
      latencyMs: 500,
    });
    expect(evaluativePriming.score([...rows, ...errors], settings)).toMatchObject({
      value: 40,
      excluded: "too-many-errors",
    });
    expect(evaluativePriming.score(rows.slice(2), settings)).toMatchObject({ value: null, excluded: "missing-block" });
  });
});

describe("approachAvoidance", () => {
  const cell = (target: "focal" | "comparison", action: "approach" | "avoid", latencies: readonly number[]) =>
    latencies.map((latencyMs) => ({ target, action, isCorrect: true, latencyMs }));
  const rows = [
    ...cell("focal", "approach", [600, 620, 700]),
    ...cell("focal", "avoid", [700, 720, 800]),
    ...cell("comparison", "approach", [650, 660, 730]),
    ...cell("comparison", "avoid", [640, 660, 740]),
  ];
  const score = (profile: "median" | "mean" | "d") =>
    approachAvoidance.score(rows, approachAvoidance.settings.parse(approachAvoidance.profiles[profile]));

  // by hand, medians: (720 − 620) − (660 − 660) = 100; means: (740 − 640) − (680 − 680) = 100
  test("is the double difference of medians or of means", () => {
    expect(score("median").value).toBe(100);
    expect(score("mean").value).toBeCloseTo(100, 12);
  });

  // R: 100 / sd(c(600,620,700,700,720,800,650,660,730,640,660,740)) = 1.75044761485961
  test("divides the means' double difference by the SD of all used latencies for d", () => {
    expect(score("d").value).toBeCloseTo(1.75044761485961, 10);
  });

  test("gives a reason for an empty cell and for no variance", () => {
    const settings = approachAvoidance.settings.parse(approachAvoidance.profiles.d);
    expect(approachAvoidance.score(rows.slice(3), settings).excluded).toBe("missing-block");
    expect(
      approachAvoidance.score(
        rows.map((row) => ({ ...row, latencyMs: 500 })),
        settings,
      ),
    ).toMatchObject({ value: null, excluded: "zero-variance" });
  });
});

describe("speededFit", () => {
  const settings = speededFit.settings.parse({ adjustFor: "nothing" });
  const row = (response: "fit" | "notFit", latencyMs: number) => ({ attribute: "word", response, latencyMs });

  // by hand: four trials, fastest first, speeds 4/4, 3/4, 2/4, 1/4: (1 + .75 − .5 + .25) / 4 = .375
  test("weighs each answer by the share of trials that were no faster", () => {
    const score = speededFit.score([row("fit", 500), row("fit", 600), row("notFit", 700), row("fit", 900)], settings);
    expect(score.value).toBeCloseTo(0.375, 12);
    expect(score.parts).toMatchObject({ fit_share: 0.75, fast_fit_share: 0.5, baseline_ms: null });
  });

  test("ranks speed over everything the person judged, but scores the product's own trials", () => {
    const context = [
      { ...row("fit", 100_00), isContext: true },
      { ...row("fit", 400), isContext: true },
    ];
    // by hand: speeds of 500, 600 among 400, 500, 600, 10,000 are 3/4 and 2/4
    expect(speededFit.score([row("fit", 500), row("notFit", 600), ...context], settings).value).toBeCloseTo(0.125, 12);
  });

  test("takes the geometric mean of baseline trials as the person's own speed", () => {
    const baseline = [
      { ...row("fit", 400), isBaseline: true },
      { ...row("notFit", 900), isBaseline: true },
    ];
    expect(speededFit.score([row("fit", 700), ...baseline], settings).parts.baseline_ms).toBeCloseTo(600, 9);
  });

  test("frees values of predictors by least squares and skips those that say nothing", () => {
    // R: residuals(lm(c(1, 3, 2, 5) ~ c(1, 2, 3, 4)))
    const left = residuals(
      [1, 3, 2, 5],
      [
        [1, 2, 3, 4],
        [7, 7, 7, 7],
        [2, 4, 6, 8],
      ],
    );
    expect(left.map((value) => Number(value.toFixed(12)))).toEqual([-0.1, 0.8, -1.3, 0.6]);
  });
});

describe("metaphorElicitation", () => {
  test("counts explained pictures and the metaphors each coder saw", () => {
    const rows = [
      { picture: "road", reason: "we go on", code1: "journey" as const, code2: "journey" as const },
      { picture: "house", reason: "safe", code1: "container" as const, code2: "resource" as const },
      { picture: "fire", reason: " " },
    ];
    expect(metaphorElicitation.score(rows, { shortestReason: 3 })).toEqual({
      value: 2,
      trialsUsed: 3,
      parts: { metaphors_1: 2, metaphors_2: 2, agreed_share: 0.5 },
    });
  });
});

describe("ezDiffusion", () => {
  // Wagenmakers, van der Maas & Grasman (2007), worked example: .802, .112, .723 → .0999, .1400, .3000
  test("recovers the published parameters", () => {
    const ez = ezDiffusion({ correctShare: 0.802, latencyVariance: 0.112, meanLatency: 0.723, trials: 100 });
    expect(ez).toMatchObject({
      drift: expect.closeTo(0.09994, 5),
      boundary: expect.closeTo(0.13997, 5),
      nonDecision: expect.closeTo(0.30003, 5),
    });
  });

  test("corrects shares of 0, one half and 1 by half a trial, and tells when nothing can be computed", () => {
    const at = (correctShare: number) =>
      ezDiffusion({ correctShare, latencyVariance: 0.1, meanLatency: 0.6, trials: 50 });
    expect(at(1)).toEqual(ezDiffusion({ correctShare: 0.99, latencyVariance: 0.1, meanLatency: 0.6, trials: 50 }));
    expect(at(0)).toEqual(ezDiffusion({ correctShare: 0.01, latencyVariance: 0.1, meanLatency: 0.6, trials: 50 }));
    expect(at(0.5)).toEqual(ezDiffusion({ correctShare: 0.51, latencyVariance: 0.1, meanLatency: 0.6, trials: 50 }));
    expect(ezDiffusion({ correctShare: 0.8, latencyVariance: 0, meanLatency: 0.6, trials: 50 })).toEqual({
      reason: "zero-variance",
    });
  });
});
