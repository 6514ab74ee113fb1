import { readFileSync } from "node:fs";
import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { concentrationIntervals } from "../../../../analysis/statistics/value/concentrationIntervals.ts";
import { valueSections } from "../../../../analysis/statistics/value/valueSections.ts";
import { oraclePath } from "../../oracles.ts";

const CASE = "c35_value_intervals";
const Linearised = z.object({ estimate: z.number(), se: z.number() });
const Delta = z.object({ estimate: z.number(), se_log: z.number(), ci95: z.tuple([z.number(), z.number()]) });
const oracle = z
  .object({
    top_all: Linearised,
    top_buyers: Linearised,
    gini: Linearised,
    top_persons: Linearised,
    gini_persons: Linearised,
    purchases: Delta,
    worth: Delta,
  })
  .parse(JSON.parse(readFileSync(oraclePath(CASE, "expected.json"), "utf8")));
const rowsOf = (file: string): readonly Readonly<Record<string, string>>[] =>
  parse(readFileSync(file), { columns: true });
const spend = rowsOf(oraclePath(CASE, "spend.csv"));
const amounts = spend.map(({ amount }) => Number(amount));
const DRAWN = { seed: 1, resamples: 400 };

// R: boot::empinf, c35
describe("how precisely concentration is known", () => {
  test("has R's linearised errors, of customers and of whole persons", () => {
    const rows = concentrationIntervals({ values: amounts }, DRAWN)!;
    const persons = concentrationIntervals({ values: amounts, persons: spend.map(({ person }) => person!) }, DRAWN)!;
    for (const [found, expected] of [
      [rows.top_20pct_share_all_customers, oracle.top_all],
      [rows.top_20pct_share_buyers_only, oracle.top_buyers],
      [rows.gini_population, oracle.gini],
      [persons.top_20pct_share_all_customers, oracle.top_persons],
      [persons.gini_population, oracle.gini_persons],
    ] as const) {
      expect(found.estimate).toBeCloseTo(expected.estimate, 12);
      expect(found.se).toBeCloseTo(expected.se, 6);
      const half = (1.959964 * expected.se) / (expected.estimate * (1 - expected.estimate));
      const centre = Math.log(expected.estimate / (1 - expected.estimate));
      expect(found.ci95![0]).toBeLessThanOrEqual(1 / (1 + Math.exp(half - centre)) + 1e-6);
      expect(found.ci95![1]).toBeGreaterThanOrEqual(1 / (1 + Math.exp(-half - centre)) - 1e-6);
    }
    expect([rows.customers, rows.spenders]).toEqual([87, amounts.filter((amount) => amount > 0).length]);
  });

  test("holds the estimate, is inside 0 to 1, and the currency does not matter", () => {
    const some = fc.array(fc.double({ min: 0, max: 1000, noNaN: true }), { minLength: 2, maxLength: 40 });
    fc.assert(
      fc.property(some, (values) => {
        const found = concentrationIntervals({ values }, { seed: 2, resamples: 120 });
        expect(found === null).toBe(values.every((value) => value === 0));
        const cents = concentrationIntervals(
          { values: values.map((value) => value * 128) },
          { seed: 2, resamples: 120 },
        );
        for (const key of ["top_20pct_share_all_customers", "gini_population"] as const) {
          const { estimate = 0, ci95 = null } = found?.[key] ?? {};
          if (ci95 === null) continue;
          expect(ci95[0]).toBeGreaterThanOrEqual(0);
          expect(ci95[0]).toBeLessThanOrEqual(estimate);
          expect(ci95[1]).toBeGreaterThanOrEqual(estimate);
          expect(ci95[1]).toBeLessThanOrEqual(1);
          expect(cents?.[key].ci95?.[0]).toBeCloseTo(ci95[0], 9);
        }
      }),
      { numRuns: 50 },
    );
  });

  test("is the same for rows as for persons of one row each", () => {
    const persons = amounts.map((_, row) => String(row));
    const [rows, own] = [{ values: amounts }, { values: amounts, persons }].map((one) =>
      concentrationIntervals(one, DRAWN),
    );
    expect(own?.gini_population.se).toBeCloseTo(rows!.gini_population.se!, 12);
  });

  test("is nothing where nobody spent, and has no interval where all spent the same", () => {
    expect(concentrationIntervals({ values: [0, 0, 0] }, DRAWN)).toBeNull();
    expect(concentrationIntervals({ values: [5, 5, 5] }, DRAWN)?.gini_population.ci95).toBeNull();
  });
});

// R: numDeriv, c35
test("what customers are worth has R's interval by the delta method", () => {
  const customers = rowsOf(oraclePath("c11_bgnbd_synthetic", "data.csv"))
    .slice(0, 150)
    .map((row) => ({
      id: row.id!,
      x: Number(row.x),
      t_x: Number(row.t_x),
      T: Number(row.T),
      m_x: Number(row.x) > 0 ? Number(row.zbar) : null,
    }));
  const { bg_nbd, expected_value } = Object(valueSections({ customers, horizonWeeks: 26 }));
  const { estimate, se_log, ci95 } = Delta.parse(bg_nbd.sum_expected_next_t_interval);
  expect(estimate / oracle.purchases.estimate).toBeCloseTo(1, 5);
  expect(se_log).toBeCloseTo(oracle.purchases.se_log, 4);
  expect(ci95[1] / oracle.purchases.ci95[1]).toBeCloseTo(1, 3);
  expect(expected_value.total_interval.estimate / oracle.worth.estimate).toBeCloseTo(1, 5);
  expect(expected_value.total_interval.se_log).toBeCloseTo(oracle.worth.se_log, 4);
  expect(expected_value.mean_interval.ci95[0] / (oracle.worth.ci95[0] / 150)).toBeCloseTo(1, 3);
});
