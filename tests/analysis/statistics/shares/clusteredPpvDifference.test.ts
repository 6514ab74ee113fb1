import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { clusteredPpvDifference } from "../../../../analysis/statistics/shares/clusteredPpvDifference.ts";
import { pairedPredictiveValues } from "../../../../analysis/statistics/shares/pairedPredictiveValues.ts";
import { people } from "../people.ts";

const rulesOf = (scores: readonly number[]) =>
  [scores.map((score) => score > 0), scores.map((score, row) => (score + row) % 2 === 0)] as const;

describe("two predictive values of rows of persons", () => {
  test("differ with the error that persons give them", () => {
    // by hand: rule 1 is right for 1 of 2 rows, rule 2 for 2 of 2; person a's two rows pull rule 1 up and down alike
    const found = clusteredPpvDifference([true, true, false], [true, false, true], {
      outcomes: [1, 0, 1],
      persons: ["a", "a", "b"],
    });
    expect(found).toEqual({ difference: 0.5, se: 0, z: null, p: null, ci95: [0.5, 0.5] });
  });

  test("have the paired Wald error of R's difference with one row a person, but for n / (n - 1)", () => {
    fc.assert(
      fc.property(people, ({ scores, outcomes }) => {
        const [first, second] = rulesOf(scores);
        const { difference_2_minus_1: difference, difference_wald } = pairedPredictiveValues(first, second, outcomes);
        const persons = scores.map((_, row) => `p${row}`);
        const found = clusteredPpvDifference(first, second, { outcomes, persons });
        fc.pre(found !== null && difference !== null && difference_wald.se !== null && scores.length > 1);
        expect(found!.difference).toBeCloseTo(difference!, 12);
        const n = scores.length;
        expect(found!.se!).toBeCloseTo(difference_wald.se! * Math.sqrt(n / (n - 1)), 10);
      }),
    );
  });

  test("have the same error when every person comes twice", () => {
    fc.assert(
      fc.property(people, ({ scores, outcomes }) => {
        const [first, second] = rulesOf(scores);
        const persons = scores.map((_, row) => `p${row}`);
        const twice = <T>(list: readonly T[]) => [...list, ...list];
        const once = clusteredPpvDifference(first, second, { outcomes, persons });
        const double = clusteredPpvDifference(twice(first), twice(second), {
          outcomes: twice(outcomes),
          persons: twice(persons),
        });
        expect(double?.se ?? 0).toBeCloseTo(once?.se ?? 0, 12);
      }),
    );
  });

  test("are null where a rule selects nobody", () => {
    expect(clusteredPpvDifference([false], [true], { outcomes: [1], persons: ["a"] })).toBeNull();
  });
});
