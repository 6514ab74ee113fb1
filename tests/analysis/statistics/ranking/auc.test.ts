import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { auc } from "../../../../analysis/statistics/ranking/auc.ts";
import { placements } from "../../../../analysis/statistics/ranking/placements.ts";
import { expectedOf } from "../../oracles.ts";
import { people } from "../people.ts";

describe("auc", () => {
  test("counts the pairs a buyer wins, a tie as one half", () => {
    // by hand: buyers 2, 3 against non-buyers 1, 2 win 1 + .5 + 1 + 1 of 4 pairs
    expect(auc([1, 2, 2, 3], [0, 0, 1, 1])).toBe(0.875);
  });

  // pROC through R, case c15
  test.each([0, 1, 2, 3, 4, 5])("agrees with R on table %i", (index) => {
    const table = Object(expectedOf("c15_unit_tables").auc)[index];
    expect(auc(table.scores, table.outcome)).toBeCloseTo(table.auc, 12);
  });

  test("is refused when nobody bought", () => {
    expect(() => auc([1, 2], [0, 0])).toThrow(RangeError);
  });

  test("is refused when the lengths differ", () => {
    expect(() => auc([1, 2, 3], [0, 1])).toThrow("equally long, got 3 and 2");
  });

  test("of the reversed score is its complement", () => {
    fc.assert(
      fc.property(people, ({ scores, outcomes }) => {
        const reversed = scores.map((score) => -score);
        expect(auc(reversed, outcomes)).toBeCloseTo(1 - auc(scores, outcomes), 12);
      }),
    );
  });

  test("does not change under a monotone transform", () => {
    fc.assert(
      fc.property(people, ({ scores, outcomes }) => {
        const cubed = scores.map((score) => score ** 3 + score);
        expect(auc(cubed, outcomes)).toBe(auc(scores, outcomes));
      }),
    );
  });

  test("is the mean placement of the buyers", () => {
    fc.assert(
      fc.property(people, ({ scores, outcomes }) => {
        const { ofBuyers } = placements(scores, outcomes);
        const mean = ofBuyers.reduce((sum, value) => sum + value, 0) / ofBuyers.length;
        expect(mean).toBeCloseTo(auc(scores, outcomes), 12);
      }),
    );
  });
});
