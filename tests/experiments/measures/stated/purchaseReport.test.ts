import { describe, expect, test } from "vitest";
import { purchaseReport } from "../../../../experiments/measures/stated/purchaseReport/measure.ts";
import { sinceText } from "../../../../experiments/measures/stated/purchaseReport/sinceText.ts";
import { personWith, played, scoresOf } from "../play.ts";
import { scoreAnswers } from "./scoreAnswers.ts";

const report = (bought: string, ...others: readonly { item: string; value: string }[]) =>
  scoreAnswers(purchaseReport, [
    { item: "purchaseReport.bought", value: bought },
    ...others.map(({ item, value }) => ({ item: `purchaseReport.${item}`, value })),
  ]);

describe("a purchase report", () => {
  test("asks people who bought how often, when last and how they know, and nobody else", async () => {
    const who = (z: number) => ({ person: { ...personWith(), statedZ: () => z } });
    const bought = await played("purchaseReport", purchaseReport, who(1));
    expect(bought.map(({ item }) => item)).toEqual(
      ["bought", "times", "daysAgo", "receipt"].map((item) => `purchaseReport.${item}`),
    );
    for (const body of bought) expect(purchaseReport.trial.safeParse(body).error).toBeUndefined();
    expect(scoresOf(purchaseReport, bought)[0]).toMatchObject({ value: 1, trialsUsed: 4, parts: { looked_up: 1 } });
    const not = await played("purchaseReport", purchaseReport, who(-1));
    expect(not.map(({ item, value }) => [item, value])).toEqual([["purchaseReport.bought", 0]]);
    expect(scoresOf(purchaseReport, not)[0]).toMatchObject({ value: 0, parts: { times: 0, days_since_last: null } });
  });

  test("is no answer where a person does not know, and keeps a yes whose details are unknown", () => {
    expect(report("")).toMatchObject({ value: null, excluded: "not-answered" });
    expect(report("1", { item: "times", value: "" }, { item: "daysAgo", value: "0" })).toMatchObject({
      value: 1,
      trialsUsed: 2,
      parts: { times: null, days_since_last: 0, looked_up: null },
    });
    expect(report("2")).toMatchObject({ value: null, excluded: "off-scale" });
  });

  test("names the time asked about: a stretch, or since a day, in the participant's language", () => {
    const period = { amount: 4, unit: "week" } as const;
    expect(sinceText({ since: null, period }, "en")).toBe("in the past 4 weeks");
    expect(["en-GB", "nl", "de"].map((language) => sinceText({ since: "2026-05-03", period }, language))).toEqual([
      "since 3 May",
      "sinds 3 mei",
      "seit dem 3. Mai",
    ]);
  });
});
