import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { brandValues } from "../../../../experiments/measures/stated/brandValues/measure.ts";
import { employeeEngagement } from "../../../../experiments/measures/stated/employeeEngagement/measure.ts";
import { serviceEmployees } from "../../../../experiments/measures/stated/serviceEmployees/measure.ts";
import { scoreAnswers } from "./scoreAnswers.ts";

const answers = (...values: readonly string[]) =>
  values.map((value, index) => ({ item: `brandValues.${index < 2 ? "values" : "bond"}.i${index}`, value }));

describe("a battery of statements", () => {
  test("scores the mean of what was answered and each side on its own", () => {
    // By hand: 1, 2 and 6: mean 3; squares 41, 41 - 27 = 14, over 2 = 7.
    const score = scoreAnswers(brandValues, answers("1", "2", "6", ""));
    expect(score).toEqual({
      value: 3,
      trialsUsed: 3,
      parts: { values_mean: 1.5, bond_mean: 6, answer_sd: expect.closeTo(Math.sqrt(7), 12) },
    });
  });

  test("excludes people who answered less than half and keeps their value", () => {
    expect(scoreAnswers(brandValues, answers("4", "", ""))).toMatchObject({ value: 4, excluded: "too-few-trials" });
    expect(scoreAnswers(brandValues, answers("4", "6", "", "")).excluded).toBeUndefined();
    const strict = { minimumAnswered: "0.75" };
    expect(scoreAnswers(brandValues, answers("4", "6", "", ""), strict).excluded).toBe("too-few-trials");
  });

  test("has no spread of one answer and no mean of none", () => {
    // By hand: 4 and 6 lie 1 from their mean; over 1 the variance is 2.
    expect(scoreAnswers(brandValues, answers("4", "6")).parts.answer_sd).toBeCloseTo(Math.SQRT2, 12);
    const { parts } = scoreAnswers(brandValues, answers("4"));
    expect(parts).toEqual({ values_mean: 4, bond_mean: null, answer_sd: null });
    expect(scoreAnswers(brandValues, answers("", ""))).toMatchObject({ value: null, excluded: "not-answered" });
    expect(scoreAnswers(brandValues, [{ item: "other.values.x", value: "4" }])).toMatchObject({
      value: null,
      excluded: "no-trials",
    });
  });

  test.each(["0", "8", "4.5", "much"])("excludes a person with the answer %s, which is off the scale", (value) => {
    expect(scoreAnswers(brandValues, answers("4", value)).excluded).toBe("off-scale");
  });

  test("takes a scale of other length as a setting", () => {
    expect(scoreAnswers(brandValues, answers("9", "8"), { highest: "9" }).value).toBe(8.5);
  });

  test("stays within its scale, and shuffling the answers changes nothing", () => {
    const rating = fc.integer({ min: 1, max: 7 }).map(String);
    fc.assert(
      fc.property(fc.array(rating, { minLength: 2, maxLength: 9 }), fc.nat(), (values, turn) => {
        const rows = answers(...values).map((answer, index) => ({ ...answer, trialIndex: String(index) }));
        const turned = [...rows.slice(turn % rows.length), ...rows.slice(0, turn % rows.length)];
        const { value } = scoreAnswers(brandValues, rows);
        expect(value).toBeGreaterThanOrEqual(1);
        expect(value).toBeLessThanOrEqual(7);
        expect(scoreAnswers(brandValues, turned).value).toBeCloseTo(value ?? Number.NaN, 12);
      }),
    );
  });
});

describe("the items of a battery", () => {
  test("are nine for employees, eight for service, seven for brands, each side at least twice", () => {
    const counts = [employeeEngagement, serviceEmployees, brandValues].map(
      (measure) => measure.parameters.parse({}).items.length,
    );
    expect(counts).toEqual([9, 8, 7]);
    expect(employeeEngagement.effort(employeeEngagement.parameters.parse({})).trials).toBe(9);
  });

  test("can be replaced in the study file, each with an id of its own", () => {
    const item = { id: "mine", scale: "bond", text: "It is mine." };
    expect(brandValues.parameters.parse({ items: [item] }).items).toEqual([item]);
    expect(brandValues.parameters.safeParse({ items: [item, item] }).success).toBe(false);
    expect(brandValues.parameters.safeParse({ items: [item, { ...item, scale: "values" }] }).success).toBe(true);
    expect(brandValues.parameters.safeParse({ items: [{ ...item, scale: "price" }] }).success).toBe(false);
  });
});
