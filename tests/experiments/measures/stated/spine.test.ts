import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { likelihoodToRecommend } from "../../../../experiments/measures/stated/likelihoodToRecommend/measure.ts";
import { purchaseIntent } from "../../../../experiments/measures/stated/purchaseIntent/measure.ts";
import { purchaseProbability } from "../../../../experiments/measures/stated/purchaseProbability/measure.ts";
import { scoreAnswers } from "./scoreAnswers.ts";

const nps = (value: string, more: object = {}) => [{ item: "likelihoodToRecommend", value, ...more }];

describe("likelihoodToRecommend", () => {
  // Reichheld (2003): promoters 9-10, passives 7-8, detractors 0-6.
  test.each([
    ["0", [0, 0, 1]],
    ["6", [0, 0, 1]],
    ["7", [0, 1, 0]],
    ["8", [0, 1, 0]],
    ["9", [1, 0, 0]],
    ["10", [1, 0, 0]],
  ])("scores the rating %s and names its group", (value, [promoter, passive, detractor]) => {
    expect(scoreAnswers(likelihoodToRecommend, nps(value))).toEqual({
      value: Number(value),
      trialsUsed: 1,
      parts: { is_promoter: promoter, is_passive: passive, is_detractor: detractor },
    });
  });

  test.each(["11", "-1", "7.5", "often", '["a"]'])("refuses %s, which is off the scale", (value) => {
    expect(scoreAnswers(likelihoodToRecommend, nps(value))).toMatchObject({ value: null, excluded: "off-scale" });
  });

  test("tells an item that was not answered from one that was not asked", () => {
    expect(scoreAnswers(likelihoodToRecommend, nps(""))).toMatchObject({ excluded: "not-answered", trialsUsed: 0 });
    expect(scoreAnswers(likelihoodToRecommend, [])).toMatchObject({ excluded: "no-trials", trialsUsed: 0 });
  });

  test("takes its own item from a table of all answers", () => {
    const others = [
      { item: "openText", value: "Lovely, 10 out of 10" },
      { item: "satisfaction", value: "2" },
    ];
    expect(scoreAnswers(likelihoodToRecommend, [...others, ...nps("9")]).value).toBe(9);
    expect(scoreAnswers(likelihoodToRecommend, others).excluded).toBe("no-trials");
  });

  test("reads a table of one item without the item's name", () => {
    expect(scoreAnswers(likelihoodToRecommend, [{ value: "4" }]).value).toBe(4);
  });

  test("counts the last answer where an item was answered twice", () => {
    const rows = [...nps("3", { trialIndex: "1" }), ...nps("8", { trialIndex: "0" })];
    expect(scoreAnswers(likelihoodToRecommend, rows).value).toBe(3);
  });

  test("scores any rating on the scale as itself and nothing else as a number", () => {
    fc.assert(
      fc.property(fc.oneof(fc.integer({ min: -5, max: 15 }), fc.double(), fc.string()), (answer) => {
        const { value, excluded } = scoreAnswers(likelihoodToRecommend, nps(String(answer)));
        return value === null ? excluded !== undefined : value === Number(answer) && value >= 0 && value <= 10;
      }),
    );
  });
});

describe("purchaseIntent", () => {
  const intent = (value: string, more: object = {}) => [{ item: "purchaseIntent", value, ...more }];

  test.each([
    ["5", 1, 1],
    ["4", 0, 1],
    ["3", 0, 0],
    ["1", 0, 0],
  ])("scores %s of five points and flags the top boxes", (value, top1, top2) => {
    expect(scoreAnswers(purchaseIntent, intent(value))).toEqual({
      value: Number(value),
      trialsUsed: 1,
      parts: { top_1: top1, top_2: top2 },
    });
  });

  test("scores yes and no where the recorded scale or a setting says so", () => {
    const yes = { value: 1, trialsUsed: 1, parts: { top_1: 1, top_2: null } };
    expect(scoreAnswers(purchaseIntent, intent("1", { lowest: "0", highest: "1" }))).toEqual(yes);
    expect(scoreAnswers(purchaseIntent, intent("1"), purchaseIntent.profiles["yes-no"])).toEqual(yes);
    expect(scoreAnswers(purchaseIntent, intent("0"), { lowest: "0", highest: "1" }).value).toBe(0);
    expect(scoreAnswers(purchaseIntent, intent("0")).excluded).toBe("off-scale");
  });
});

describe("purchaseProbability", () => {
  // Juster (1966): 0 is 1 in 100, 1 to 9 are tenths, 10 is 99 in 100.
  test.each([
    ["0", 0.01],
    ["1", 0.1],
    ["5", 0.5],
    ["9", 0.9],
    ["10", 0.99],
  ])("says which probability step %s stands for", (value, probability) => {
    expect(scoreAnswers(purchaseProbability, [{ item: "purchaseProbability", value }])).toEqual({
      value: Number(value),
      trialsUsed: 1,
      parts: { probability },
    });
  });
});
