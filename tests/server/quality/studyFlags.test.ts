import { expect, test } from "vitest";
import { studyFlags } from "../../../server/quality/studyFlags.ts";
import { manners, replayOf, sessionOf } from "../../prove/support/respondents.ts";

const quiet = { hasGaps: false, refused: 0, clockOffsetMs: null };

test("a session keeps what it raised alone and gets what it shares, each with its value; one without remarks gets none", () => {
  const flags = studyFlags();
  const recorded = sessionOf(manners.zigzag, 3);
  flags.add({ sessionId: "recorded", ...quiet }, recorded);
  flags.add({ sessionId: "fine", ...quiet }, sessionOf(manners.honest, 4));
  flags.add({ sessionId: "copy", ...quiet, refused: 2 }, replayOf(recorded, 0, 5));
  const shared = { flag: "same-timing", value: expect.closeTo(1, 5) };
  expect(flags.of("recorded")).toEqual([{ flag: "patterned-ratings", value: 10 }, shared]);
  expect(flags.of("copy")).toEqual([{ flag: "patterned-ratings", value: 10 }, { flag: "refused", value: 2 }, shared]);
  expect([flags.of("fine"), flags.of("nobody")]).toEqual([[], []]);
});
