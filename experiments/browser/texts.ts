import { en, type Texts } from "./texts/en.ts";

export type { Texts };

type Loaded = () => Promise<Texts>;

/** English comes with the page, every other language when someone wants it. */
const dictionary: ReadonlyMap<string, Loaded> = new Map(
  Object.entries<Loaded>({
    en: async () => en,
    nl: async () => (await import("./texts/nl.ts")).nl,
    de: async () => (await import("./texts/de.ts")).de,
  }),
);

/** The interface's words in `language`; in English when they are not there yet or cannot be had. */
export async function textsIn(language: string): Promise<Texts> {
  const load = dictionary.get(language) ?? dictionary.get(language.split("-")[0] ?? "");
  return (await load?.().catch(() => undefined)) ?? en;
}

export const englishTexts: Texts = en;

/** What a language calls itself, for the choice of language. */
export function nameOfLanguage(language: string): string {
  const name = new Intl.DisplayNames([language], { type: "language" }).of(language) ?? language;
  return name.charAt(0).toLocaleUpperCase(language) + name.slice(1);
}

/** The best of `offered` for someone who asked for `wanted`, best first; the first offered one when none fits. */
export function chooseLanguage(offered: readonly string[], wanted: readonly string[]): string {
  const base = (tag: string): string => tag.toLowerCase().split("-")[0] ?? "";
  for (const tag of wanted) {
    const found =
      offered.find((one) => one.toLowerCase() === tag.toLowerCase()) ?? offered.find((one) => base(one) === base(tag));
    if (found !== undefined) return found;
  }
  return offered[0] ?? "en";
}

const RIGHT_TO_LEFT = new Set(["ar", "fa", "he", "ur", "ps", "yi"]);

/** Which way a language is written. */
export function directionOf(language: string): "ltr" | "rtl" {
  return RIGHT_TO_LEFT.has(language.split("-")[0] ?? "") ? "rtl" : "ltr";
}
