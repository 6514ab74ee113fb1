import fc from "fast-check";
import { expect, test } from "vitest";
import { marked, stretchesSince } from "../../../server/store/trials/seqMarks.ts";

const numbers = fc.uniqueArray(fc.integer({ min: 0, max: 60 }), { maxLength: 40 });
const none = { acked: -1, above: null };

test("the numbers that came since a session was judged are in the stretches to read, those of before are not", () => {
  fc.assert(
    fc.property(numbers, numbers, (first, later) => {
      const before = marked(none, first);
      const now = { ...marked(before, later), highest: Math.max(-1, ...first, ...later) };
      const stretches = stretchesSince(before, now);
      const isIn = (seq: number) => stretches.some(([from, to]) => seq >= from && seq <= to);
      for (const seq of later) expect(isIn(seq)).toBe(!first.includes(seq));
      for (const seq of first) expect(isIn(seq)).toBe(false);
    }),
    { seed: 11, numRuns: 300 },
  );
});

test("a session that nothing came to is read no further", () => {
  const marks = marked(none, [0, 1, 5]);
  expect(stretchesSince(marks, { ...marks, highest: 5 })).toEqual([]);
  expect(stretchesSince(none, { ...marks, highest: 5 })).toEqual([[0, 5]]);
});
