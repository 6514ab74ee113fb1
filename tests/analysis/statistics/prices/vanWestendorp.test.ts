import { readFileSync } from "node:fs";
import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { newtonMillerSmith, type PricesWithIntent } from "../../../../analysis/statistics/prices/newtonMillerSmith.ts";
import { type CrossingRule, vanWestendorp } from "../../../../analysis/statistics/prices/vanWestendorp.ts";
import { dataPath, isDataAbsent } from "../../../sharedData.ts";

type Cells = Readonly<Record<string, string>>;
const read = (file: string): readonly Cells[] =>
  parse(readFileSync(dataPath("van_westendorp", file), "utf8"), { columns: true });
const people = (file: string): readonly PricesWithIntent[] =>
  read(file).map((row) => ({
    tooCheap: Number(row.toocheap),
    cheap: Number(row.cheap),
    expensive: Number(row.expensive),
    tooExpensive: Number(row.tooexpensive),
    intentCheap: Number(row.pi_cheap),
    intentExpensive: Number(row.pi_expensive),
  }));
const rules: Readonly<Record<string, CrossingRule>> = { min: "min", max: "max", mean: "mean", median: "median" };

// Reference: R package pricesensitivitymeter (alletsee): price step .01 where interpolated; its trial curves are linear
// in a price's place among all prices, not in the price.
describe.skipIf(isDataAbsent("van_westendorp")).each([
  ["separated", "synthetic_responses.csv"],
  ["overlapping", "synthetic_responses_overlapping.csv"],
])("the %s synthetic responses", (name, file) => {
  test("give the reference's points under every rule, interpolated or not", () => {
    const expected = read(`oracle_psm_${name}.csv`);
    expect(expected).toHaveLength(8);
    for (const row of expected) {
      const rule = rules[row.intersection ?? ""] ?? "min";
      const report = vanWestendorp(people(file), row.interpolate === "TRUE" ? { rule, step: 0.01 } : { rule });
      expect(report.invalid).toBe(Number(row.invalid));
      expect(report.pmc?.price).toBeCloseTo(Number(row.PMC_lower), 9);
      expect(report.pme?.price).toBeCloseTo(Number(row.PME_upper), 9);
      expect(report.idp?.price).toBeCloseTo(Number(row.IDP), 9);
      expect(report.opp?.price).toBeCloseTo(Number(row.OPP), 9);
    }
  });

  test("give the reference's trial and revenue at every price", () => {
    const report = newtonMillerSmith(people(file), { along: "places" });
    const curve = read(`oracle_nms_curve_${name}.csv`);
    expect(report.curve).toHaveLength(curve.length);
    for (const [index, row] of curve.entries()) {
      const point = report.curve[index];
      expect(point?.price).toBe(Number(row.price));
      expect(point?.trial).toBeCloseTo(Number(row.trial), 12);
      expect(point?.revenue).toBeCloseTo(Number(row.revenue), 12);
    }
    const [first] = read(`oracle_psm_${name}.csv`);
    expect(report.price_optimal_trial).toBe(Number(first?.nms_price_optimal_trial));
    expect(report.price_optimal_revenue).toBe(Number(first?.nms_price_optimal_revenue));
  });
});

describe("vanWestendorp", () => {
  const person = (...[tooCheap, cheap, expensive, tooExpensive]: readonly [number, number, number, number]) => ({
    tooCheap,
    cheap,
    expensive,
    tooExpensive,
  });

  test("counts prices strictly above as cheap and up to the price as expensive", () => {
    // By hand: two people; at 2 one of two still finds more than 2 too cheap, neither finds 2 expensive.
    const { curves } = vanWestendorp([person(1, 2, 3, 4), person(3, 4, 5, 6)]);
    expect(curves.map(({ price }) => price)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(curves[1]).toEqual({
      price: 2,
      too_cheap: 0.5,
      cheap: 0.5,
      expensive: 0,
      too_expensive: 0,
      not_cheap: 0.5,
      not_expensive: 1,
    });
  });

  test("reports the plateau on which the curves are equal and follows the rule on it", () => {
    // By hand: nobody finds 3 or 4 too cheap or too expensive, so both curves are 0 from 2 to 4 (prices named: 2, 3, 4).
    const apart = [person(1, 3, 4, 6), person(2, 3, 4, 7)];
    expect(vanWestendorp(apart).opp).toEqual({ price: 2, plateau: [2, 4] });
    expect(vanWestendorp(apart, { rule: "max" }).opp?.price).toBe(4);
    expect(vanWestendorp(apart, { rule: "mean" }).opp?.price).toBe(3);
    expect(vanWestendorp([person(1, 3, 5, 6), person(2, 4, 5, 7)], { rule: "median" }).opp?.price).toBe(3.5);
  });

  test("leaves out people whose prices do not rise strictly and says how many", () => {
    const report = vanWestendorp([person(1, 2, 3, 4), person(2, 2, 3, 4), person(4, 3, 2, 1)]);
    expect([report.n, report.invalid]).toEqual([1, 2]);
  });

  test("has no points without anyone valid", () => {
    const report = vanWestendorp([person(4, 3, 2, 1)], { step: 0.5 });
    expect(report).toMatchObject({ n: 0, invalid: 1, curves: [], pmc: null, pme: null, idp: null, opp: null });
    expect(newtonMillerSmith([])).toMatchObject({ n: 0, curve: [], price_optimal_trial: null });
  });

  test("refuses a step that leads nowhere and intents off the scale", () => {
    expect(() => vanWestendorp([person(1, 2, 3, 4)], { step: 0 })).toThrow(RangeError);
    expect(() => newtonMillerSmith([{ ...person(1, 2, 3, 4), intentCheap: 6, intentExpensive: 1 }])).toThrow(
      RangeError,
    );
  });

  test("gives curves between 0 and 1 that rise or fall, for any prices", () => {
    const price = fc.integer({ min: 0, max: 5000 }).map((cents) => cents / 100);
    const anyone = fc.tuple(price, price, price, price).map((four) => {
      const [a = 0, b = 0, c = 0, d = 0] = [...four].sort((x, y) => x - y);
      return person(a, b, c, d);
    });
    fc.assert(
      fc.property(fc.array(anyone, { minLength: 1, maxLength: 40 }), (group) => {
        const { curves } = vanWestendorp(group);
        for (const [index, point] of curves.entries()) {
          const before = curves[index - 1];
          expect(Math.min(...Object.values(point))).toBeGreaterThanOrEqual(0);
          if (before === undefined) continue;
          expect(point.expensive).toBeGreaterThanOrEqual(before.expensive);
          expect(point.too_cheap).toBeLessThanOrEqual(before.too_cheap);
        }
      }),
    );
  });
});

describe("newtonMillerSmith", () => {
  test("runs linearly from 0 over the two intents to 0", () => {
    // By hand: one person, prices 1 2 4 5, intents 5 (.7) and 3 (.3); a second person adds the price 3: (.7 + .3) / 2.
    const one = { tooCheap: 1, cheap: 2, expensive: 4, tooExpensive: 5, intentCheap: 5, intentExpensive: 3 };
    const other = { tooCheap: 3, cheap: 30, expensive: 40, tooExpensive: 50, intentCheap: 1, intentExpensive: 1 };
    const { curve } = newtonMillerSmith([one, other]);
    const trials = curve.slice(0, 5).map(({ price, trial }) => [price, trial * 2]);
    expect(trials).toEqual([
      [1, 0],
      [2, 0.7],
      [3, 0.5],
      [4, 0.3],
      [5, 0],
    ]);
    expect(curve[2]?.revenue).toBeCloseTo(0.75, 12);
  });
});
