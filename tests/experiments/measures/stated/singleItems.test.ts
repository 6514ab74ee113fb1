import { describe, expect, test } from "vitest";
import { effort } from "../../../../experiments/measures/stated/effort/measure.ts";
import { extraSpend } from "../../../../experiments/measures/stated/extraSpend/measure.ts";
import { familiarity } from "../../../../experiments/measures/stated/familiarity/measure.ts";
import { openText } from "../../../../experiments/measures/stated/openText/measure.ts";
import { pastPurchase } from "../../../../experiments/measures/stated/pastPurchase/measure.ts";
import { satisfaction } from "../../../../experiments/measures/stated/satisfaction/measure.ts";
import { screener } from "../../../../experiments/measures/stated/screener/measure.ts";
import { socialResponsibility } from "../../../../experiments/measures/stated/socialResponsibility/measure.ts";
import { scoreAnswers } from "./scoreAnswers.ts";

describe("satisfaction", () => {
  // Top two boxes: 4-5 of 5, 6-7 of 7, 9-10 of 10.
  test.each([
    ["3", "5", [0, 0]],
    ["4", "5", [1, 0]],
    ["5", "5", [1, 1]],
    ["5", "7", [0, 0]],
    ["6", "7", [1, 0]],
    ["8", "10", [0, 0]],
    ["9", "10", [1, 0]],
    ["10", "10", [1, 1]],
  ])("flags the top boxes of %s on 1 to %s", (value, highest, [top2, top1]) => {
    const rows = [{ item: "satisfaction", value, lowest: "1", highest }];
    expect(scoreAnswers(satisfaction, rows).parts).toEqual({ top_2: top2, top_1: top1 });
    expect(scoreAnswers(satisfaction, [{ item: "satisfaction", value }], { highest }).parts.top_2).toBe(top2);
  });

  test("takes the recorded scale from the first row that has both ends", () => {
    const rows = [
      { item: "satisfaction", value: "6", trialIndex: "0", lowest: "1", highest: "" },
      { item: "satisfaction", value: "6", trialIndex: "1", lowest: "", highest: "10" },
      { item: "other", value: "6", trialIndex: "2", lowest: "1", highest: "10" },
    ];
    expect(scoreAnswers(satisfaction, rows).excluded).toBe("off-scale");
    const whole = { item: "satisfaction", value: "6", trialIndex: "3", lowest: "1", highest: "7" };
    expect(scoreAnswers(satisfaction, [...rows, whole]).parts).toEqual({ top_2: 1, top_1: 0 });
  });

  test("has no 0, and no columns without an answer", () => {
    expect(scoreAnswers(satisfaction, []).parts).toEqual({ top_2: null, top_1: null });
    expect(scoreAnswers(satisfaction, [{ item: "satisfaction", value: "0" }]).excluded).toBe("off-scale");
  });
});

describe("effort", () => {
  // Vendors' shares: 5-7 agree, 6-7 minus 1-3.
  test.each([
    ["3", [0, 0, 1]],
    ["4", [0, 0, 0]],
    ["5", [1, 0, 0]],
    ["6", [1, 1, 0]],
  ])("puts %s into every vendor's box", (value, [agrees, top2, bottom3]) => {
    const { parts } = scoreAnswers(effort, [{ item: "effort", value }]);
    expect(parts).toEqual({ agrees, top_2: top2, bottom_3: bottom3 });
  });
});

describe("familiarity and pastPurchase", () => {
  test("flag who knows the product and who bought it", () => {
    expect(scoreAnswers(familiarity, [{ item: "familiarity", value: "1" }]).parts.is_aware).toBe(0);
    expect(scoreAnswers(familiarity, [{ item: "familiarity", value: "2" }]).parts.is_aware).toBe(1);
    expect(scoreAnswers(pastPurchase, [{ item: "pastPurchase", value: "0" }])).toMatchObject({
      value: 0,
      parts: { has_bought: 0 },
    });
    expect(scoreAnswers(pastPurchase, [{ item: "pastPurchase", value: "1" }]).parts.has_bought).toBe(1);
    expect(scoreAnswers(pastPurchase, [{ item: "pastPurchase", value: "1000" }]).excluded).toBe("off-scale");
  });
});

describe("extraSpend", () => {
  const percent = (value: string) => ({ item: "extraSpend.percent", value });
  const accepts = (value: string) => ({ item: "extraSpend.acceptsHigherPrice", value });

  test("flags ten percent and more, or another threshold", () => {
    expect(scoreAnswers(extraSpend, [percent("5"), accepts("1")])).toEqual({
      value: 5,
      trialsUsed: 1,
      parts: { spends_much_more: 0, accepts_higher_price: 1 },
    });
    expect(scoreAnswers(extraSpend, [percent("10")]).parts).toEqual({
      spends_much_more: 1,
      accepts_higher_price: null,
    });
    expect(scoreAnswers(extraSpend, [percent("5")], { thresholdPercent: "5" }).parts.spends_much_more).toBe(1);
  });

  test("keeps the other answer when one is missing or off the scale", () => {
    expect(scoreAnswers(extraSpend, [percent(""), accepts("0")])).toEqual({
      value: null,
      excluded: "not-answered",
      trialsUsed: 0,
      parts: { spends_much_more: null, accepts_higher_price: 0 },
    });
    expect(scoreAnswers(extraSpend, [accepts("1")]).excluded).toBe("not-answered");
    expect(scoreAnswers(extraSpend, [percent("a lot"), accepts("2")])).toMatchObject({
      excluded: "off-scale",
      parts: { accepts_higher_price: null },
    });
    expect(scoreAnswers(extraSpend, [percent("-5")]).excluded).toBe("off-scale");
    expect(scoreAnswers(extraSpend, [percent("0")])).toMatchObject({ value: 0, parts: { spends_much_more: 0 } });
    expect(scoreAnswers(extraSpend, []).excluded).toBe("no-trials");
  });

  test("takes percentages that rise from 0 only", () => {
    const fits = (percents: readonly number[]) => extraSpend.parameters.safeParse({ percents }).success;
    expect([fits([0, 10, 50]), fits([5, 10]), fits([0, 10, 10]), fits([0, 20, 10])]).toEqual([
      true,
      false,
      false,
      false,
    ]);
  });
});

describe("socialResponsibility", () => {
  const importance = (value: string) => ({ item: "socialResponsibility.importance", value });
  const extra = (value: string) => ({ item: "socialResponsibility.extraPercent", value });

  test("scores the importance and tells what was offered for it", () => {
    expect(scoreAnswers(socialResponsibility, [importance("5"), extra("15")])).toEqual({
      value: 5,
      trialsUsed: 1,
      parts: { extra_percent: 15, pays_extra: 1 },
    });
    expect(scoreAnswers(socialResponsibility, [importance("2"), extra("0")]).parts).toEqual({
      extra_percent: 0,
      pays_extra: 0,
    });
    expect(scoreAnswers(socialResponsibility, [importance("1")]).parts).toEqual({
      extra_percent: null,
      pays_extra: null,
    });
  });

  test("has no value without an importance on its scale", () => {
    expect(scoreAnswers(socialResponsibility, [importance("6")]).excluded).toBe("off-scale");
    expect(scoreAnswers(socialResponsibility, [importance("")]).excluded).toBe("not-answered");
    expect(scoreAnswers(socialResponsibility, [extra("5")])).toMatchObject({
      excluded: "not-answered",
      parts: { extra_percent: 5 },
    });
    expect(scoreAnswers(socialResponsibility, []).excluded).toBe("no-trials");
    expect(scoreAnswers(socialResponsibility, [importance("3"), extra("-1")]).parts.extra_percent).toBeNull();
  });
});

describe("openText", () => {
  const words = (value: string) => scoreAnswers(openText, [{ item: "openText", value }]);

  test("counts words in any script, with apostrophes and hyphens inside", () => {
    expect(words("It's a well-known brand.").value).toBe(4);
    expect(words("Köstlich und überraschend!").value).toBe(3);
    expect(words("— …").value).toBe(0);
    expect(words("10").value).toBe(1);
  });

  test("counts characters as people see them and keeps nothing said apart from no answer", () => {
    expect(words("café ☕").parts.characters).toBe(6);
    expect(words("")).toEqual({ value: null, excluded: "not-answered", trialsUsed: 0, parts: { characters: null } });
    expect(scoreAnswers(openText, []).excluded).toBe("no-trials");
  });
});

describe("screener", () => {
  const answer = (id: string, isEligible: string, more: object = {}) => ({
    item: `screener.${id}`,
    value: "any",
    isEligible,
    ...more,
  });

  test("finds a person eligible when every question does", () => {
    expect(scoreAnswers(screener, [answer("a", "1"), answer("b", "1")])).toEqual({
      value: 1,
      trialsUsed: 2,
      parts: { questions_failed: 0 },
    });
    expect(scoreAnswers(screener, [answer("a", "1"), answer("b", "0"), answer("c", "false")])).toMatchObject({
      value: 0,
      parts: { questions_failed: 2 },
    });
  });

  test("judges the last answer to a question", () => {
    const rows = [answer("a", "1", { trialIndex: "1" }), answer("a", "0", { trialIndex: "0" })];
    expect(scoreAnswers(screener, rows).value).toBe(1);
  });

  test("says nothing where nothing was judged", () => {
    expect(scoreAnswers(screener, [answer("a", "")])).toEqual({
      value: null,
      excluded: "not-answered",
      trialsUsed: 0,
      parts: { questions_failed: null },
    });
    expect(scoreAnswers(screener, [{ item: "other", value: "x", isEligible: "1" }]).excluded).toBe("no-trials");
  });
});
