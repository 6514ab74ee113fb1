import fc from "fast-check";
import { expect, test } from "vitest";
import { argsort } from "../../../../analysis/statistics/numerics/argsort.ts";

test("numbers of every size and sign are put in order, equal ones in the order given", () => {
  expect([...argsort([3, -1, 0, -0, 2.5, -1, 1e-300, -1e300])]).toEqual([7, 1, 5, 2, 3, 6, 4, 0]);
  expect([...argsort([])]).toEqual([]);
});

test("the order is that of a stable comparison sort, whatever the numbers", () => {
  fc.assert(
    fc.property(fc.array(fc.double({ noNaN: true })), (values) => {
      const expected = values
        .map((_, at) => at)
        .sort((a, b) => (values[a]! < values[b]! ? -1 : values[a]! > values[b]! ? 1 : a - b));
      expect([...argsort(values)]).toEqual(expected);
    }),
  );
});
