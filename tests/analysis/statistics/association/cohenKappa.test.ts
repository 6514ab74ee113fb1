import { expect, test } from "vitest";
import { cohenKappa } from "../../../../analysis/statistics/association/cohenKappa.ts";

/** Codes of two coders from a table of counts, the first coder in rows. */
function coded(table: readonly (readonly number[])[]): readonly [readonly string[], readonly string[]] {
  const cells = table.flatMap((row, i) =>
    row.flatMap((count, j) => Array.from({ length: count }, () => [`${i}`, `${j}`] as const)),
  );
  return [cells.map(([first]) => first), cells.map(([, second]) => second)];
}

// R, with the formula of Fleiss, Cohen & Everitt (1969) written out on the matrix
test("three codes and 80 units equal R", () => {
  const report = cohenKappa(
    ...coded([
      [20, 5, 2],
      [4, 15, 6],
      [1, 3, 24],
    ]),
  );
  expect(report.observed).toBeCloseTo(0.7375, 12);
  expect(report.expected).toBeCloseTo(0.3353125, 12);
  expect(report.kappa).toBeCloseTo(0.605077574047955, 12);
  expect(report.se).toBeCloseTo(0.0732883836281824, 12);
});

// c15_unit_tables, cohen_kappa of 20, 15, 10, 55
test("a two by two table equals R", () => {
  expect(
    cohenKappa(
      ...coded([
        [55, 15],
        [10, 20],
      ]),
    ).kappa,
  ).toBeCloseTo(0.431818181818182, 12);
});

test("nothing coded, or one and the same code throughout, gives null", () => {
  expect(cohenKappa([], [])).toMatchObject({ n: 0, kappa: null });
  expect(cohenKappa(["a", "a"], ["a", "a"])).toMatchObject({
    observed: 1,
    expected: 1,
    kappa: null,
    ci95: [null, null],
  });
});

test("refuses lists of different lengths", () => {
  expect(() => cohenKappa(["a"], [])).toThrow(RangeError);
});
