import { describe, expect, test } from "vitest";
import { measures } from "../../../../experiments/measures/registry.ts";
import { amountText, currencySign, moneyText } from "../../../../experiments/measures/stated/money.ts";
import { periodText } from "../../../../experiments/measures/stated/period.ts";
import { textsParameter, wording } from "../../../../experiments/measures/stated/wording.ts";

const texts = { hello: { en: "Hello {name}", nl: "Dag {name}" }, bye: { en: "Bye" } } as const;
const say = (language: string, own: object = {}) =>
  wording({ texts, overrides: textsParameter(texts).parse(own), language, names: { name: "Ada" } });

describe("the wording of a measure", () => {
  test("speaks the participant's language and fills names in", () => {
    expect(say("nl")("hello")).toBe("Dag Ada");
    expect(say("en-GB")("hello")).toBe("Hello Ada");
    expect(say("fr")("hello")).toBe("Hello Ada");
  });

  test("is replaced by the study file wholly or in one language", () => {
    expect(say("nl", { hello: "{name}!" })("hello")).toBe("Ada!");
    expect(say("nl", { hello: { nl: "Hoi {name}" } })("hello")).toBe("Hoi Ada");
    expect(say("en", { hello: { nl: "Hoi {name}" } })("hello")).toBe("Hello Ada");
    expect(say("fr", { hello: { fr: "Salut {name}" } })("hello")).toBe("Salut Ada");
  });

  test("leaves braces alone that are no name, and refuses texts the measure does not have", () => {
    expect(say("en", { bye: "{other} {}" })("bye")).toBe("{other} {}");
    expect(textsParameter(texts).safeParse({ goodbye: "x" }).success).toBe(false);
  });

  const stated = Object.values(measures).filter(({ kind }) => kind === "stated");
  test.each(stated.map((measure) => [measure.name, measure] as const))(
    "of %s is there in English, Dutch and German, and says everything",
    (_, measure) => {
      const { texts: own } = measure.parameters.parse({});
      const entries = Object.entries(own as Readonly<Record<string, Readonly<Record<string, string>>>>);
      expect(entries.length).toBeGreaterThan(2);
      for (const [key, text] of entries) {
        expect([key, Object.keys(text)]).toEqual([key, ["en", "nl", "de"]]);
        const names = Object.values(text).map((said) => (said.match(/\{\w+\}/g) ?? []).toSorted());
        expect([key, names[1], names[2]]).toEqual([key, names[0], names[0]]);
      }
    },
  );
});

describe("a period", () => {
  test.each([
    ["en", 4, "week", "next", "within the next 4 weeks"],
    ["en", 1, "week", "next", "within the next week"],
    ["nl", 12, "month", "past", "in de afgelopen 12 maanden"],
    ["de", 4, "week", "next", "innerhalb der nächsten 4 Wochen"],
    ["de-AT", 3, "day", "past", "in den letzten 3 Tagen"],
    ["fr", 2, "year", "past", "in the past 2 years"],
  ] as const)("in %s of %i %ss reads as a sentence does", (...[language, amount, unit, direction, text]) => {
    expect(periodText({ amount, unit }, { language, direction })).toBe(text);
  });
});

describe("money", () => {
  test("is written as the language does", () => {
    const plain = (text: string) => text.replace(/\s/g, " ");
    expect(plain(moneyText(2.5, { currency: "EUR", language: "nl" }))).toBe("€ 2,50");
    expect(plain(moneyText(2.5, { currency: "EUR", language: "de" }))).toBe("2,50 €");
    expect(moneyText(2.5, { currency: "GBP", language: "en" })).toBe("£2.50");
    expect(currencySign({ currency: "EUR", language: "de" })).toEqual({ before: "", after: "€" });
    expect(currencySign({ currency: "EUR", language: "nl" })).toEqual({ before: "€", after: "" });
    expect([amountText(2.5, "nl"), amountText(2.5, "en"), amountText(10_000, "en")]).toEqual(["2,50", "2.50", "10000"]);
  });
});
