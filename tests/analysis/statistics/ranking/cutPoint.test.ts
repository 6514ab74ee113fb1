import { describe, expect, test } from "vitest";
import { cutPoint } from "../../../../analysis/statistics/ranking/cutPoint.ts";
import { selectedShares, topSelection } from "../../../../analysis/statistics/ranking/matchedSelection.ts";
import { oracleColumns } from "../../oracleData.ts";
import { differences, expectedOf } from "../../oracles.ts";

const CASE = "c25_cut_points";
const { _meta, ...expected } = expectedOf(CASE);
const columns = oracleColumns("c02_n400_moderate");

describe("Youden's cut", () => {
  test.each(Object.keys(expected))("of %s is R's, apparent and cross-validated", (name) => {
    const cut = cutPoint(columns[name]!, columns.bought!, columns.fold!);
    expect(differences(`${CASE}.${name}`, cut, expected[name])).toEqual([]);
  });

  test("is never chosen on the people it is judged on", () => {
    // by hand: without fold 2 the cut is 3; within fold 2 the best cut would be 1
    const scores = [1, 2, 3, 4, 1, 0];
    const bought = [0, 0, 1, 1, 1, 0];
    const cut = cutPoint(scores, bought, [1, 1, 1, 1, 2, 2]);
    expect(cut?.cross_validated.thresholds).toEqual([1, 3]);
    expect(cut?.cross_validated).toMatchObject({ sensitivity: 2 / 3, specificity: 1 / 3 });
  });

  test("is null where nobody outside a fold bought", () => {
    expect(cutPoint([1, 2, 3, 4], [1, 1, 0, 0], [1, 1, 2, 2])).toBeNull();
  });
});

describe("the shares of people among the best", () => {
  const scores = [3, 1, 2, 2, 2, 5];

  test("are 1 above the cut, alike for all tied at it and 0 below, and sum to k", () => {
    expect(selectedShares(scores, 3)).toEqual([1, 0, 1 / 3, 1 / 3, 1 / 3, 1]);
    expect(selectedShares(scores, 6)).toEqual([1, 1, 1, 1, 1, 1]);
  });

  test("count the buyers that the top selection does", () => {
    const bought = [0, 1, 1, 0, 1, 1];
    const hits = selectedShares(scores, 4).reduce((sum, share, row) => sum + share * bought[row]!, 0);
    expect(hits).toBeCloseTo(topSelection(scores, bought, 4).expected_hits, 12);
  });
});
