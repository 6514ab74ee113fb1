import { describe, expect, test } from "vitest";
import { measures } from "../../../../experiments/measures/registry.ts";
import { scoredRows } from "./tables.ts";

const answers = (item: string, values: readonly (number | "")[]) =>
  values.map((value, index) => ({ participant_id: `p${index}`, product: "velmora", item, value }));
const summaryOf = (
  name: "satisfaction" | "effort" | "likelihoodToRecommend" | "openText",
  values: readonly (number | "")[],
) =>
  // A registry of different measures has one common type.
  scoredRows(measures[name] as never, answers(name, values)).summary;

describe("a group's summary", () => {
  // R, by the formula of Wilson (1927): 0.2999933 … 0.9032286
  test("gives the top-2 box of satisfaction with Wilson's interval", () => {
    const { shares } = summaryOf("satisfaction", [5, 4, 3, 2, 5, 4, ""]);
    expect(shares?.top_2).toMatchObject({ yes: 4, n: 6, share: 4 / 6 });
    expect(shares?.top_2?.wilson95[0]).toBeCloseTo(0.2999933, 6);
    expect(shares?.top_2?.wilson95[1]).toBeCloseTo(0.9032286, 6);
    expect(shares?.top_1).toMatchObject({ yes: 2, n: 6 });
  });

  // By hand: of 7 6 5 4 3 1: agrees 3 of 6; 6–7 is 2 of 6, 1–3 is 2 of 6
  test("reads effort in each of the ways vendors do", () => {
    const { shares, net_ease, mean } = summaryOf("effort", [7, 6, 5, 4, 3, 1]);
    expect(mean).toBeCloseTo(26 / 6, 12);
    expect(shares?.agrees?.share).toBe(0.5);
    expect([shares?.top_2?.yes, shares?.bottom_3?.yes]).toEqual([2, 2]);
    expect(net_ease).toBe(0);
    expect(summaryOf("effort", [7, 7, 5, 1]).net_ease).toBe(0.25);
  });

  // By hand: 3 promoters, 1 passive, 1 detractor of 5: 40; adjusted: 100 · (3.75 − 1.75) / 8 = 25
  test("gives the net promoter score with its adjusted interval", () => {
    const { net_promoter_score: nps, shares } = summaryOf("likelihoodToRecommend", [10, 9, 9, 8, 2]);
    expect(nps).toMatchObject({ n: 5, promoters: 3, nps: 40, adjusted_wald: { nps_adj: 25 } });
    expect(shares?.is_passive).toMatchObject({ yes: 1, n: 5 });
  });

  test("has no shares of a measure without a yes or no, nor of nobody", () => {
    expect(summaryOf("satisfaction", [""])).not.toHaveProperty("shares");
    const text = [{ participant_id: "p", item: "openText", value: "Good bread" }];
    expect(scoredRows(measures.openText as never, text).summary).not.toHaveProperty("shares");
  });
});
