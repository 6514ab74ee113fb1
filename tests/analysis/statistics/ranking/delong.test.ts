import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { delong, delongPaired } from "../../../../analysis/statistics/ranking/delong.ts";
import { equivalence } from "../../../../analysis/statistics/ranking/equivalence.ts";
import { rocPoints } from "../../../../analysis/statistics/ranking/rocPoints.ts";
import { differences, expectedOf } from "../../oracles.ts";
import { people } from "../people.ts";

const CASE = "c15_unit_tables";
const tables = expectedOf(CASE);

describe("delong", () => {
  test.each([0, 1, 2, 3, 4, 5])("agrees with R on table %i", (index) => {
    const table = Object(tables.auc)[index];
    const actual = { ...delong(table.scores, table.outcome), roc: rocPoints(table.scores, table.outcome) };
    const { scores: _, outcome: __, ...expected } = table;
    expect(differences(`${CASE}.auc.${index}`, actual, expected)).toEqual([]);
  });

  test("has no standard error with a single buyer", () => {
    expect(delong([1, 2, 3], [0, 0, 1])).toMatchObject({ auc: 1, delong_se: null, ci95_delong: [null, null] });
  });

  test("does not change under a monotone transform or another row order", () => {
    fc.assert(
      fc.property(people, ({ scores, outcomes }) => {
        const plain = delong(scores, outcomes);
        expect(delong(scores.map(Math.exp), outcomes)).toEqual(plain);
        const reversed = delong(scores.toReversed(), outcomes.toReversed());
        expect(differences("property", reversed, JSON.parse(JSON.stringify(plain)))).toEqual([]);
      }),
    );
  });
});

describe("delongPaired", () => {
  test.each(["identical_scores", "reversed", "monotone_transform"])("agrees with R on %s", (name) => {
    const { scores1, scores2, outcome, ...expected } = Object(tables.auc_paired)[name];
    const actual = delongPaired(scores1, scores2, outcome);
    expect(differences(`${CASE}.auc_paired.${name}`, actual, expected)).toEqual([]);
  });

  test("changes sign when the scores change places", () => {
    fc.assert(
      fc.property(people, ({ scores, outcomes }) => {
        const other = scores.map((score, row) => (score + row) % 3);
        const forth = delongPaired(scores, other, outcomes);
        const back = delongPaired(other, scores, outcomes);
        expect(back.difference).toBeCloseTo(-forth.difference, 12);
        expect(back.p === null ? 1 : back.p).toBeCloseTo(forth.p === null ? 1 : forth.p, 9);
      }),
    );
  });
});

test("two one-sided tests agree with R", () => {
  const expected = tables.tost;
  const actual = [equivalence(0.01, 0.02, 0.05), equivalence(0.04, 0.02, 0.05), equivalence(0, 0.0001, 0.05)];
  expect(differences(`${CASE}.tost`, actual, expected)).toEqual([]);
});
