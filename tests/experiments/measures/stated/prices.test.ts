import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { nextPrice } from "../../../../experiments/measures/stated/priceLadder/ladder.ts";
import { priceLadder } from "../../../../experiments/measures/stated/priceLadder/measure.ts";
import { priceSensitivity } from "../../../../experiments/measures/stated/priceSensitivity/measure.ts";
import { scoreAnswers } from "./scoreAnswers.ts";

const four = (...values: readonly string[]) =>
  ["tooCheap", "cheap", "expensive", "tooExpensive"].map((item, index) => ({
    item: `priceSensitivity.${item}`,
    value: values[index] ?? "",
  }));

describe("priceSensitivity", () => {
  test("scores the middle of the acceptable range", () => {
    expect(scoreAnswers(priceSensitivity, four("1", "2", "5", "8"))).toMatchObject({ value: 3.5, trialsUsed: 4 });
  });

  test.each([
    ["3", "2", "5", "8"],
    ["1", "5", "5", "8"],
    ["1", "2", "8", "5"],
    ["1", "1", "1", "1"],
  ])("excludes %s, %s, %s, %s as inconsistent and keeps the value", (...prices) => {
    const { value, excluded } = scoreAnswers(priceSensitivity, four(...prices));
    expect(excluded).toBe("inconsistent");
    expect(value).toBe((Number(prices[1]) + Number(prices[2])) / 2);
  });

  test("does not score people who left a price out", () => {
    expect(scoreAnswers(priceSensitivity, four("1", "2", "5", ""))).toMatchObject({
      value: 3.5,
      excluded: "not-answered",
      trialsUsed: 3,
      parts: { too_cheap: 1, too_expensive: null },
    });
    expect(scoreAnswers(priceSensitivity, four("1", "", "5", "8"))).toMatchObject({ value: null });
    expect(scoreAnswers(priceSensitivity, four("1", "2", "", "8"))).toMatchObject({ value: null });
    expect(scoreAnswers(priceSensitivity, four("-1", "2", "5", "8")).parts.too_cheap).toBeNull();
    expect(scoreAnswers(priceSensitivity, []).excluded).toBe("no-trials");
  });

  test("takes 0 as a price", () => {
    expect(scoreAnswers(priceSensitivity, four("0", "2", "5", "8"))).toMatchObject({ value: 3.5, trialsUsed: 4 });
  });

  test("keeps the two intents where they were asked", () => {
    const intents = [
      { item: "priceSensitivity.intentCheap", value: "5" },
      { item: "priceSensitivity.intentExpensive", value: "6" },
    ];
    const { parts } = scoreAnswers(priceSensitivity, [...four("1", "2", "5", "8"), ...intents]);
    expect([parts.intent_cheap, parts.intent_expensive]).toEqual([5, null]);
    const reversed = intents.map(({ item }, index) => ({ item, value: String(index + 1) }));
    expect(scoreAnswers(priceSensitivity, reversed).parts).toMatchObject({ intent_cheap: 1, intent_expensive: 2 });
  });
});

describe("priceLadder", () => {
  const asked = (answers: Readonly<Record<string, string>>) =>
    Object.entries(answers).map(([price, value]) => ({ item: `priceLadder.${price}`, value }));

  test("scores the highest accepted price, 0 when there is none", () => {
    expect(scoreAnswers(priceLadder, asked({ "2.5": "1", "3.5": "0" }))).toEqual({
      value: 2.5,
      trialsUsed: 2,
      parts: { prices_asked: 2, violations: 0 },
    });
    expect(scoreAnswers(priceLadder, asked({ "2": "0", "3": "0" })).value).toBe(0);
  });

  test("counts refused prices below an accepted one", () => {
    expect(scoreAnswers(priceLadder, asked({ "2": "0", "3": "0", "4": "1" })).parts.violations).toBe(2);
  });

  test("refuses what is no yes and no no, and tells not answered from not asked", () => {
    const nothing = { value: null, trialsUsed: 0, parts: { prices_asked: 0, violations: null } };
    expect(scoreAnswers(priceLadder, asked({ "2": "3" }))).toMatchObject({ ...nothing, excluded: "off-scale" });
    expect(scoreAnswers(priceLadder, asked({ cheap: "1" }))).toMatchObject({ ...nothing, excluded: "off-scale" });
    expect(scoreAnswers(priceLadder, asked({ "0": "1" }))).toMatchObject({ ...nothing, excluded: "off-scale" });
    expect(scoreAnswers(priceLadder, asked({ "2": "" }))).toMatchObject({ ...nothing, excluded: "not-answered" });
    expect(scoreAnswers(priceLadder, [])).toMatchObject({ ...nothing, excluded: "no-trials" });
    expect(scoreAnswers(priceLadder, asked({ "2": "1", "3": "" })).value).toBe(2);
  });

  test("takes prices that rise only", () => {
    expect(priceLadder.parameters.safeParse({ prices: [1, 1] }).success).toBe(false);
    expect(priceLadder.parameters.safeParse({ prices: [2, 1] }).success).toBe(false);
    expect(priceLadder.parameters.safeParse({ prices: [1, 2] }).success).toBe(true);
  });
});

describe("the ladder", () => {
  const prices = [1, 2, 3, 4, 5];

  test("climbs while prices are accepted and descends while they are refused", () => {
    const next = (answers: readonly (readonly [number, boolean])[]) =>
      nextPrice({ prices, start: 2, answers: new Map(answers) });
    expect(next([])).toBe(3);
    expect(next([[3, true]])).toBe(4);
    expect(next([[3, false]])).toBe(2);
    expect(
      next([
        [3, true],
        [4, false],
      ]),
    ).toBeNull();
    expect(
      next([
        [3, false],
        [2, true],
      ]),
    ).toBeNull();
    expect(
      next([
        [3, true],
        [4, true],
        [5, true],
      ]),
    ).toBeNull();
    expect(
      next([
        [3, false],
        [2, false],
        [1, false],
      ]),
    ).toBeNull();
  });

  test("refuses to start beside the prices", () => {
    expect(() => nextPrice({ prices, start: 5, answers: new Map() })).toThrow(RangeError);
  });

  test("finds the highest acceptable price of anyone, from any start, without asking a price twice", () => {
    const rising = fc.uniqueArray(fc.integer({ min: 1, max: 99 }), { minLength: 2, maxLength: 20 });
    fc.assert(
      fc.property(rising, fc.nat(), fc.integer({ min: 0, max: 100 }), (unordered, start, ceiling) => {
        const ladder = unordered.toSorted((a, b) => a - b);
        const answers = new Map<number, boolean>();
        const from = start % ladder.length;
        for (let price = nextPrice({ prices: ladder, start: from, answers }); price !== null; ) {
          expect(answers.has(price)).toBe(false);
          answers.set(price, price <= ceiling);
          price = nextPrice({ prices: ladder, start: from, answers });
        }
        const accepted = [...answers].filter(([, isAccepted]) => isAccepted).map(([price]) => price);
        expect(Math.max(0, ...accepted)).toBe(Math.max(0, ...ladder.filter((price) => price <= ceiling)));
      }),
    );
  });
});
