import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { shownBand } from "../../../analysis/findings/measureCuts.ts";

// 40 who bought, 60 who did not; shown: a cut with 20 and 10 of them above.
const measure = { column: "x", total: [40, 60], cuts: [[20, 10]], isWithheld: [] };
const kept = (band: readonly { readonly fpr: number; readonly tpr: number }[]) => shownBand(measure, band, 5);

describe("the band of a ROC curve", () => {
  test("is told where it keeps from every shown cut as far as cuts keep from each other", () => {
    expect(kept([{ fpr: 0.5, tpr: 0.75 }])).toHaveLength(1);
    // 21 and 20 of them above: one buyer more than the shown cut
    expect(kept([{ fpr: 1 / 3, tpr: 0.525 }])).toEqual([]);
    // the shown cut itself
    expect(kept([{ fpr: 1 / 6, tpr: 0.5 }])).toHaveLength(1);
  });

  test("keeps its own points as far from each other", () => {
    const first = { fpr: 0.5, tpr: 0.75 };
    expect(kept([first, { fpr: 0.55, tpr: 0.75 }])).toEqual([first]);
  });

  test("never leaves fewer than five of a kind between two told points or a cut", () => {
    const rate = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(fc.array(fc.record({ fpr: rate, tpr: rate }), { maxLength: 6 }), (band) => {
        const told = kept(band).map(({ tpr, fpr }) => [tpr * 40, fpr * 60]);
        const cuts = [...told, ...measure.cuts, [0, 0], measure.total];
        for (const [at, one] of told.entries())
          for (const other of cuts.filter((_, place) => place !== at))
            for (const kind of [0, 1]) {
              const apart = Math.abs(one[kind]! - other[kind]!);
              expect(apart < 1 || apart > 4).toBe(true);
            }
      }),
    );
  });
});
