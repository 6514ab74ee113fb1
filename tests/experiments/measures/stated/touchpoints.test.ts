import { describe, expect, test } from "vitest";
import { touchpoints } from "../../../../experiments/measures/stated/touchpoints/measure.ts";
import { scoreAnswers } from "./scoreAnswers.ts";

const rated = (id: string, experience: string, expectation?: string) => [
  { item: `touchpoints.${id}.experience`, value: experience },
  ...(expectation === undefined ? [] : [{ item: `touchpoints.${id}.expectation`, value: expectation }]),
];
const moments = (value: string) => ({ item: "touchpoints.moments", value });

describe("touchpoints", () => {
  test("count those gone through, and where the expectation was missed, met and exceeded", () => {
    const rows = [...rated("a", "5", "4"), ...rated("b", "1", "2"), ...rated("c", "3", "3"), ...rated("d", "")];
    expect(scoreAnswers(touchpoints, rows)).toEqual({
      value: 3,
      trialsUsed: 3,
      parts: {
        touchpoints_used: 3,
        missed_share: expect.closeTo(1 / 3, 12),
        met_share: expect.closeTo(1 / 3, 12),
        exceeded_share: expect.closeTo(1 / 3, 12),
        moments_chosen: 0,
        moments_mean: null,
        moments_exceeded_share: null,
      },
    });
  });

  test("give the moments of truth a mean of their own, one or several", () => {
    const rows = [...rated("a", "5", "5"), ...rated("b", "2", "3"), ...rated("c", "1", "1")];
    const several = scoreAnswers(touchpoints, [...rows, moments('["a","b"]')]).parts;
    expect([several.moments_chosen, several.moments_mean, several.moments_exceeded_share]).toEqual([2, 3.5, 0.5]);
    const one = scoreAnswers(touchpoints, [...rows, moments("c")]).parts;
    expect([one.moments_chosen, one.moments_mean, one.moments_exceeded_share]).toEqual([1, 1, 0]);
  });

  test("take a moment that was never rated as chosen but not as a rating", () => {
    const { parts } = scoreAnswers(touchpoints, [...rated("a", "5"), ...rated("b", ""), moments('["b"]')]);
    expect([parts.moments_chosen, parts.moments_mean, parts.moments_exceeded_share]).toEqual([1, null, null]);
  });

  test("are not scored off the scale, unanswered or unasked", () => {
    expect(scoreAnswers(touchpoints, rated("a", "6")).excluded).toBe("off-scale");
    expect(scoreAnswers(touchpoints, rated("a", "5", "0")).excluded).toBe("off-scale");
    expect(scoreAnswers(touchpoints, rated("a", "")).excluded).toBe("not-answered");
    expect(scoreAnswers(touchpoints, []).excluded).toBe("no-trials");
  });

  test("need ids of their own", () => {
    const place = { id: "a", label: "A" };
    expect(touchpoints.parameters.safeParse({ touchpoints: [place, place] }).success).toBe(false);
    expect(touchpoints.parameters.safeParse({ touchpoints: [place, { ...place, id: "b" }] }).success).toBe(true);
  });
});
