import { describe, expect, test } from "vitest";
import { speededFit } from "../../../../../experiments/measures/implicit/speededFit/measure.ts";

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
