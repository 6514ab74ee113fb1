import { describe, expect, test } from "vitest";
import { de } from "../../../experiments/browser/texts/de.ts";
import { en } from "../../../experiments/browser/texts/en.ts";
import { nl } from "../../../experiments/browser/texts/nl.ts";
import { ownScoreTexts } from "../../../experiments/browser/texts/ownScores.ts";
import { chooseLanguage, directionOf, nameOfLanguage, textsIn } from "../../../experiments/browser/texts.ts";
import { isSpoken, spokenLanguages } from "../../../experiments/contract/spokenLanguages.ts";

function leaves(value: unknown, path = ""): readonly (readonly [string, unknown])[] {
  if (typeof value !== "object" || value === null) return [[path, value]];
  return Object.entries(value).flatMap(([key, inner]) => leaves(inner, `${path}.${key}`));
}

describe("the texts", () => {
  test.each([
    ["Dutch", nl],
    ["German", de],
  ])("are all there in %s, none left in English", (_name, texts) => {
    const said = (value: unknown) => (typeof value === "function" ? value(2, 3) : value);
    const english = new Map(leaves(en).map(([path, value]) => [path, said(value)]));
    const theirs = leaves(texts).map(([path, value]) => [path, said(value)] as const);
    expect(theirs.map(([path]) => path).sort()).toEqual([...english.keys()].sort());
    expect(theirs.filter(([path, value]) => value === english.get(path) || value === "")).toEqual([]);
  });

  test.each(["nl", "de"])("about a participant's own result are all there in %s", (language) => {
    const said = (value: unknown) => {
      if (typeof value !== "function") return value;
      return [value({ product: "A", other: "B" }, "slight"), value({ product: "A", other: null }, null)].join();
    };
    const of = (one: string) => leaves(ownScoreTexts.get(one)).map(([path, value]) => [path, said(value)] as const);
    const english = new Map(of("en"));
    expect(of(language).map(([path]) => path)).toEqual([...english.keys()]);
    expect(of(language).filter(([path, value]) => value === english.get(path) || value === "")).toEqual([]);
  });

  test.each([
    [["en", "nl"], ["nl-BE", "en"], "nl"],
    [["en", "nl"], ["fr", "en-GB"], "en"],
    [["nl", "de"], ["fr"], "nl"],
    [["pt-BR", "pt"], ["pt"], "pt"],
  ])("of %j for someone who asks for %j are in %s", (offered, wanted, chosen) => {
    expect(chooseLanguage(offered, wanted)).toBe(chosen);
  });

  test("fall back to English, and run from right to left where the language does", async () => {
    expect(await textsIn("fr")).toBe(en);
    expect(await textsIn("nl-BE")).toBe(nl);
    expect([directionOf("ar-EG"), directionOf("nl")]).toEqual(["rtl", "ltr"]);
    expect([nameOfLanguage("nl"), nameOfLanguage("de")]).toEqual(["Nederlands", "Deutsch"]);
  });
});

test("what a study may be written in are the languages of the pages, in any regional form", async () => {
  const spoken = await Promise.all(spokenLanguages.map(textsIn));
  expect(new Set(spoken).size).toBe(spokenLanguages.length);
  expect(["de-AT", "en-GB", "nl"].map(isSpoken)).toEqual([true, true, true]);
  expect(["ar", "fr", "fry", "english"].map(isSpoken)).toEqual([false, false, false, false]);
});
