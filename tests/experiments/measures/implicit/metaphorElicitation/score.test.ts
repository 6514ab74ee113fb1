import { describe, expect, test } from "vitest";
import { metaphorElicitation } from "../../../../../experiments/measures/implicit/metaphorElicitation/measure.ts";

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
