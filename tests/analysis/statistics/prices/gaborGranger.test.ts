import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { gaborGranger, type PriceAnswers } from "../../../../analysis/statistics/prices/gaborGranger.ts";

const answers = (accepted: readonly number[], refused: readonly number[]): PriceAnswers => [
  ...accepted.map((price) => ({ price, isAccepted: true })),
  ...refused.map((price) => ({ price, isAccepted: false })),
];

describe("gaborGranger", () => {
  test("counts who would pay at least each price and finds the price with the highest revenue", () => {
    // By hand: highest accepted 3, 4, 4, 5, none of 5 people. Demand at 3 is 4/5, at 4 3/5, at 5 1/5;
    // revenue 2.4, 2.4, 1: the lower price of equals.
    const people = [
      answers([3], [4]),
      answers([3, 4], [5]),
      answers([4], [5]),
      answers([4, 5], []),
      answers([], [3, 4]),
    ];
    const report = gaborGranger(people);
    expect(report.n).toBe(5);
    expect(report.curve.map(({ price, buyers, demand }) => [price, buyers, demand])).toEqual([
      [3, 4, expect.closeTo(0.8, 10)],
      [4, 3, expect.closeTo(0.6, 10)],
      [5, 1, expect.closeTo(0.2, 10)],
    ]);
    expect(report.curve.map(({ revenue }) => revenue)).toEqual([
      expect.closeTo(2.4, 12),
      expect.closeTo(2.4, 12),
      expect.closeTo(1, 12),
    ]);
    expect(report.optimal_price).toBe(3);
    // Wilson (1927) by R: prop.test(3, 5, correct = FALSE).
    expect(report.curve[1]?.wilson95).toEqual([expect.closeTo(0.2307246, 6), expect.closeTo(0.8823791, 6)]);
  });

  test("counts people who refuse a price below one they accept", () => {
    const report = gaborGranger([answers([5], [3]), answers([3], [5])]);
    expect(report.violations).toBe(1);
    expect(report.curve[0]).toMatchObject({ price: 3, buyers: 2 });
  });

  test("fits a falling line where everyone was asked every price", () => {
    // By hand: yes shares .5, 1, 0 at prices 1, 2, 3; the first two violate and are pooled to .75.
    const people = [answers([1, 2], [3]), answers([2], [1, 3])];
    expect(gaborGranger(people).curve.map(({ asked_demand }) => asked_demand)).toEqual([0.75, 0.75, 0]);
    expect(gaborGranger([answers([1], []), answers([2], [])]).curve[0]?.asked_demand).toBeNull();
  });

  test("takes a price that nobody put to a person for unknown, not refused", () => {
    // By hand, one price a person: 3 of 4 asked at 2 say yes, 1 of 4 asked at 6.
    const people = [
      ...[1, 1, 1, 0].map((yes) => (yes ? answers([2], []) : answers([], [2]))),
      ...[1, 0, 0, 0].map((yes) => (yes ? answers([6], []) : answers([], [6]))),
    ];
    expect(gaborGranger(people).curve.map(({ asked, buyers, demand }) => [asked, buyers, demand])).toEqual([
      [4, 3, expect.closeTo(0.75, 10)],
      [4, 1, expect.closeTo(0.25, 10)],
    ]);
  });

  test("says nothing without answers", () => {
    expect(gaborGranger([[], []])).toEqual({ n: 0, curve: [], optimal_price: null, violations: 0 });
  });

  test("has a demand that never rises with the price, for any answers", () => {
    const one = fc.array(fc.record({ price: fc.integer({ min: 1, max: 9 }), isAccepted: fc.boolean() }), {
      maxLength: 9,
    });
    fc.assert(
      fc.property(fc.array(one, { maxLength: 30 }), (people) => {
        const demand = gaborGranger(people).curve.map((point) => point.demand);
        expect(demand.toSorted((a, b) => b - a)).toEqual(demand);
      }),
    );
  });
});
