import { readFileSync } from "node:fs";
import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { intentBetaBinomial } from "../../../../analysis/statistics/intent/intentBetaBinomial.ts";
import { intentCalibration } from "../../../../analysis/statistics/intent/intentCalibration.ts";
import { intentLink } from "../../../../analysis/statistics/intent/intentLink.ts";
import { isotonicRates, purchaseRates, trendTest } from "../../../../analysis/statistics/intent/intentRates.ts";
import { differences, expectedOf, oraclePath, sectionOf } from "../../oracles.ts";

const CASE = "c13_intent_calibration";
const rows: readonly Readonly<Record<string, string>>[] = parse(readFileSync(oraclePath(CASE, "data.csv")), {
  columns: true,
});
const column = (name: string) => rows.map((row) => Number(row[name]));

const person = fc.record({ answer: fc.integer({ min: 0, max: 6 }), bought: fc.integer({ min: 0, max: 1 }) });
const people = fc.array(person, { minLength: 1, maxLength: 40 }).map((all) => ({
  answers: all.map(({ answer }) => answer),
  outcome: all.map(({ bought }) => bought),
}));

describe("intentCalibration", () => {
  // prop.trend.test, isoreg, glm and our own R of make.R, case c13
  test("agrees with R on every section", () => {
    const { _meta, ...expected } = expectedOf(CASE);
    const { sections, warnings } = intentCalibration({
      outcome: column("bought"),
      chance: { name: "juster", answers: column("juster"), steps: 10 },
      intent: { name: "pi5", answers: column("pi5") },
    });
    const missed = Object.entries(expected).flatMap(([name, value]) =>
      differences(`${CASE}.${name}`, sectionOf(sections, name), value),
    );
    expect(missed).toEqual([]);
    expect(warnings).toEqual([]);
  });

  test("says what cannot be estimated when everybody gives the same answer", () => {
    const { sections, warnings } = intentCalibration({
      outcome: [0, 1, 1, 0],
      intent: { name: "pi5", answers: [3, 3, 3, 3] },
    });
    expect(sections.pi5_beta_binomial).toBeNull();
    expect(sections.cochran_armitage_trend_pi5).toBeNull();
    expect(warnings).toEqual(["pi5: the answers are too alike to tell true intentions apart"]);
  });

  test("refuses an answer outside its scale", () => {
    expect(() => intentBetaBinomial([0, 11], 10)).toThrow("got 11");
    expect(() => intentBetaBinomial([], 10)).toThrow(RangeError);
  });
});

describe("isotonicRates", () => {
  test("pools neighbours that fall until none does", () => {
    // by hand: rates 1/2, 0/1, 1/1, 0/2 pool to 1/3, 1/3, 1/3, 1/3
    expect(isotonicRates([0, 0, 1, 2, 3, 3], [1, 0, 0, 1, 0, 0])).toEqual([2 / 6, 2 / 6, 2 / 6, 2 / 6]);
    expect(isotonicRates([0, 1, 2, 3], [0, 1, 0, 1])).toEqual([0, 0.5, 0.5, 1]);
  });

  test("never fall, keep the total, and leave rising rates alone", () => {
    fc.assert(
      fc.property(people, ({ answers, outcome }) => {
        const rates = isotonicRates(answers, outcome);
        const levels = [...new Set(answers)].sort((a, b) => a - b);
        const sizes = purchaseRates(answers, outcome, levels).map(({ n }) => n);
        rates.slice(1).forEach((rate, i) => {
          expect(rate).toBeGreaterThanOrEqual(rates[i] ?? 0);
        });
        const predicted = rates.reduce((sum, rate, i) => sum + rate * (sizes[i] ?? 0), 0);
        expect(predicted).toBeCloseTo(
          outcome.reduce((sum, bought) => sum + bought, 0),
          9,
        );
      }),
    );
  });
});

test("a trend turns its sign with the scale", () => {
  fc.assert(
    fc.property(people, ({ answers, outcome }) => {
      const there = trendTest(answers, outcome);
      const back = trendTest(
        answers.map((answer) => 6 - answer),
        outcome,
      );
      if (there === null) expect(back).toBeNull();
      else expect(back?.z).toBeCloseTo(-there.z, 9);
    }),
  );
});

test("there is no line to buying when the best one leaves 0 to 1", () => {
  expect(intentLink([0.2, 0.2, 0.8, 0.8], [0, 0, 1, 1])).toBeNull();
  expect(intentLink([0.5, 0.5], [0, 1])).toBeNull();
  expect(intentLink([0.1, 0.9], [0, 0])).toBeNull();
});
