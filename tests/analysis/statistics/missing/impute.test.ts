import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { average, variance } from "../../../../analysis/statistics/association/moments.ts";
import { impute } from "../../../../analysis/statistics/missing/impute.ts";
import { poolEstimates } from "../../../../analysis/statistics/missing/pool.ts";
import { randomStream } from "../../../../experiments/random/randomStream.ts";

const cell = fc.option(fc.integer({ min: 0, max: 9 }), { nil: null, freq: 3 });
const incomplete = fc
  .array(fc.record({ a: cell, b: cell, c: fc.integer({ min: 0, max: 4 }) }), { minLength: 6, maxLength: 25 })
  .map((rows) => ({ a: rows.map((row) => row.a), b: rows.map((row) => row.b), c: rows.map((row) => row.c) }))
  .filter(({ a, b }) => [a, b].every((column) => column.filter((value) => value !== null).length >= 2));

describe("impute", () => {
  test("keeps what is known and fills gaps with values somebody gave", () => {
    fc.assert(
      fc.property(incomplete, (columns) => {
        const [table] = impute(columns, { tables: 1, rounds: 3, seed: 5 });
        for (const name of ["a", "b", "c"] as const) {
          const known = columns[name].filter((value) => value !== null);
          columns[name].forEach((value, row) => {
            const filled = table?.[name]?.[row];
            if (value === null) expect(known).toContain(filled);
            else expect(filled).toBe(value);
          });
        }
      }),
      { numRuns: 40 },
    );
  });

  test("depends on the seed and the table's number alone", () => {
    const columns = { a: [1, 2, 3, 4, null, 6, null, 8], b: [2, 4, null, 8, 10, 12, 14, null] };
    const five = impute(columns, { tables: 5, seed: 9 });
    expect(impute(columns, { tables: 2, seed: 9 })).toEqual(five.slice(0, 2));
    expect(impute(columns, { tables: 5, seed: 10 })).not.toEqual(five);
    expect(new Set(five.map((table) => JSON.stringify(table))).size).toBeGreaterThan(1);
  });

  test.each([
    [{ a: [1, null, null] }, 2],
    [{ a: [1, 2, null] }, 0],
  ])("refuses %o with %i tables", (columns, tables) => {
    expect(() => impute(columns, { tables, seed: 1 })).toThrow(RangeError);
  });

  test("undoes the bias of answers that go missing with a known column, and covers the truth", () => {
    // Simulated: y = x + noise with true mean 0; y is missing for most people with a high x, so that the complete
    // cases are biased by about -0.4.
    const studies = Array.from({ length: 40 }, (_, study) => simulatedStudy(study));
    const complete = average(studies.map(({ completeMean }) => completeMean));
    const pooled = average(studies.map(({ pooledMean }) => pooledMean));
    const covered = studies.filter(({ isCovered }) => isCovered).length;
    expect(complete).toBeLessThan(-0.3);
    expect(Math.abs(pooled)).toBeLessThan(0.06);
    expect(covered).toBeGreaterThanOrEqual(34);
  });
});

function simulatedStudy(study: number) {
  const random = randomStream(20260101, study);
  const people = Array.from({ length: 300 }, () => {
    const x = random.normal();
    const y = x + random.normal();
    return { x, y, isMissing: random.uniform() < (x > 0 ? 0.7 : 0.1) };
  });
  const columns = { x: people.map(({ x }) => x), y: people.map(({ y, isMissing }) => (isMissing ? null : y)) };
  const means = impute(columns, { tables: 10, rounds: 5, seed: study }).map(({ y }) => y ?? []);
  const spreads = means.map((y) => (variance(y) ?? 0) / y.length);
  const pooled = poolEstimates(means.map(average), spreads, people.length - 1);
  const known = columns.y.filter((y) => y !== null);
  return {
    completeMean: average(known),
    pooledMean: pooled.estimate,
    isCovered: pooled.ci95[0] < 0 && pooled.ci95[1] > 0,
  };
}
