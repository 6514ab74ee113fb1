import fc from "fast-check";
import { expect, test } from "vitest";
import { type CellCount, cellName, drawCell } from "../../../server/store/sessions/drawCell.ts";

const factors = { order: ["statedFirst", "implicitFirst"], side: ["left", "right"] };
const cell = (order: string, side: string) => cellName({ order, side });
const filled = (counts: readonly (readonly [string, string, Partial<CellCount>])[]) =>
  new Map(counts.map(([order, side, count]) => [cell(order, side), { starts: 0, completes: 0, active: 0, ...count }]));

test("draws a cell that nobody was in before one that somebody was", () => {
  const ledger = filled([
    ["statedFirst", "left", { starts: 1 }],
    ["statedFirst", "right", { starts: 1 }],
    ["implicitFirst", "left", { starts: 1 }],
  ]);
  expect(drawCell(factors, ledger, () => 0.99)).toEqual({ order: "implicitFirst", side: "right" });
});

test("draws the cell with the fewest completes, then with the fewest starts", () => {
  const ledger = filled([
    ["statedFirst", "left", { starts: 3, completes: 2 }],
    ["statedFirst", "right", { starts: 9, completes: 1 }],
    ["implicitFirst", "left", { starts: 8, completes: 1 }],
    ["implicitFirst", "right", { starts: 2, completes: 2 }],
  ]);
  expect(drawCell(factors, ledger, () => 0)).toEqual({ order: "implicitFirst", side: "left" });
});

test("counts people at work, so that a class that starts together is spread over the cells", () => {
  const ledger = filled([
    ["statedFirst", "left", { starts: 40, completes: 10, active: 30 }],
    ["statedFirst", "right", { starts: 12, completes: 12 }],
    ["implicitFirst", "left", { starts: 12, completes: 12 }],
    ["implicitFirst", "right", { starts: 12, completes: 11 }],
  ]);
  expect(drawCell(factors, ledger, () => 0)).toEqual({ order: "implicitFirst", side: "right" });
});

test("passes over a cell that has its share of the quota, however few finished there", () => {
  const ledger = filled([
    ["statedFirst", "left", { starts: 30, completes: 25 }],
    ["statedFirst", "right", { starts: 30, completes: 24, beyondShare: 1 }],
    ["implicitFirst", "left", { starts: 30, completes: 24, active: 3 }],
    ["implicitFirst", "right", { starts: 30, completes: 26, beyondShare: 2 }],
  ]);
  expect(drawCell(factors, ledger, () => 0)).toEqual({ order: "statedFirst", side: "left" });
});

test("gives a study without factors its one cell", () => {
  expect(drawCell({}, new Map(), () => 0.5)).toEqual({});
});

test("fills any design evenly when everyone finishes", () => {
  const design = fc.dictionary(
    fc.stringMatching(/^[a-z]{1,4}$/),
    fc.uniqueArray(fc.stringMatching(/^[a-z]{1,3}$/), { minLength: 1, maxLength: 3 }),
    { maxKeys: 3 },
  );
  fc.assert(
    fc.property(design, fc.infiniteStream(fc.double({ min: 0, max: 0.999, noNaN: true })), (levels, draws) => {
      const ledger = new Map<string, CellCount>();
      const size = Object.values(levels).reduce((product, names) => product * names.length, 1);
      for (let start = 0; start < 3 * size; start += 1) {
        const name = cellName(drawCell(levels, ledger, () => Number(draws.next().value)));
        const before = ledger.get(name) ?? { starts: 0, completes: 0, active: 0 };
        ledger.set(name, { ...before, starts: before.starts + 1, completes: before.completes + 1 });
      }
      expect([...ledger.values()].map(({ completes }) => completes)).toEqual(Array(size).fill(3));
    }),
  );
});
