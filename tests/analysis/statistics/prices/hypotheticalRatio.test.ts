import { readFileSync } from "node:fs";
import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { expect, test } from "vitest";
import { hypotheticalRatio } from "../../../../analysis/statistics/prices/hypotheticalRatio.ts";

const folder = "fixtures/oracles/c33_hypothetical_ratio";

test("the ratio and Welch's interval are those of R's t.test on the logarithms (c33)", () => {
  const rows: readonly Readonly<Record<string, string>>[] = parse(readFileSync(`${folder}/amounts.csv`), {
    columns: true,
  });
  const of = (level: string) => rows.filter(({ stakes }) => stakes === level).map(({ amount }) => Number(amount));
  const oracle = JSON.parse(readFileSync(`${folder}/expected.json`, "utf8"));
  const found = hypotheticalRatio({ hypothetical: of("hypothetical"), real: of("real") });
  expect(found?.n).toEqual(oracle.n);
  expect(found?.zeros).toEqual(oracle.zeros);
  for (const [mine, theirs] of [
    [found?.ratio, oracle.ratio],
    [found?.ci95[0], oracle.ci95[0]],
    [found?.ci95[1], oracle.ci95[1]],
    [found?.p, oracle.p],
    [found?.geometric_mean.hypothetical, oracle.geometric_mean.hypothetical],
    [found?.geometric_mean.real, oracle.geometric_mean.real],
  ]) {
    expect(mine).toBeCloseTo(theirs, 10);
  }
});

test("amounts in another currency give the same ratio; unknown ones change nothing", () => {
  const amounts = fc.array(fc.integer({ min: 1, max: 5000 }), { minLength: 2, maxLength: 20 });
  fc.assert(
    fc.property(amounts, amounts, fc.integer({ min: 1, max: 40 }), (said, paid, rate) => {
      const found = hypotheticalRatio({ hypothetical: said, real: paid });
      const times = (list: readonly number[]) => list.map((amount) => amount * rate);
      const changed = hypotheticalRatio({ hypothetical: [...times(said), null], real: [null, ...times(paid)] });
      if (found === null || changed === null) return;
      expect(changed.ratio / found.ratio).toBeCloseTo(1, 8);
      expect(found.ci95[0]).toBeLessThanOrEqual(found.ratio);
      expect(found.ci95[1]).toBeGreaterThanOrEqual(found.ratio);
    }),
    { seed: 1, numRuns: 50 },
  );
});

test("one amount above zero, or none, makes no ratio", () => {
  expect(hypotheticalRatio({ hypothetical: [3], real: [2, 4] })).toBeNull();
  expect(hypotheticalRatio({ hypothetical: [0, 0, null], real: [2, 4] })).toBeNull();
  expect(hypotheticalRatio({ hypothetical: [2, 2], real: [2, 2] })).toBeNull();
});
