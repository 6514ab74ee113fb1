import { describe, expect, test } from "vitest";
import { afterScreen, afterStep, afterTrial, resumed } from "../../../experiments/browser/session/place.ts";

const start = { step: 2, attempt: 0, elsewhere: 0, hasTrials: false, nextSeq: 7 };
const timed = (blockIndex: number) => ({ part: "implicit", blockIndex }) as const;
const item = (blockIndex: number) => ({ part: "stated", blockIndex }) as const;

describe("a participant's place", () => {
  test("after an answered item is the next item", () => {
    expect(resumed(afterTrial(start, item(0)))).toMatchObject({ step: 2, blockIndex: 1, attempt: 0 });
  });

  test("inside a timed block is that block again, as a further attempt", () => {
    const inside = afterTrial(afterTrial(start, timed(3)), timed(3));
    const again = resumed(inside);
    expect(again).toMatchObject({ blockIndex: 3, attempt: 1 });
    expect(resumed(afterTrial(again, timed(3)))).toMatchObject({ blockIndex: 3, attempt: 2 });
  });

  test("between timed blocks is the next block, as its first attempt", () => {
    const between = afterScreen(afterTrial(resumed(afterTrial(start, timed(3))), timed(3)));
    expect(resumed(between)).toMatchObject({ blockIndex: 4, attempt: 0 });
  });

  test("on a screen before any trial is where it was", () => {
    expect(resumed(afterScreen(start))).toEqual(start);
    expect(resumed(afterScreen(resumed(afterTrial(start, timed(0)))))).toMatchObject({ blockIndex: 0, attempt: 1 });
  });

  test("after a step is the beginning of the next", () => {
    expect(afterStep(afterTrial(start, timed(6)))).toEqual({ ...start, step: 3 });
  });
});
