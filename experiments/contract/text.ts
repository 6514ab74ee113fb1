import { z } from "zod";

/** A BCP 47 language tag, such as `en` or `nl`. */
export const Language = z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, "a language tag such as en, nl or de");

/** A text shown to a person: one string for every language, or one string a language. */
export const LocalText = z
  .union([z.string().min(1), z.record(Language, z.string().min(1))], {
    error: "a text, or one text a language such as { en: Coffee, nl: Koffie }",
  })
  .meta({ control: "texts" });
export type LocalText = z.infer<typeof LocalText>;

/** The text in `language`; a text that exists in no such language falls back to its first one. */
export function textIn(text: LocalText, language: string): string {
  if (typeof text === "string") return text;
  return text[language] ?? text[language.split("-")[0] ?? ""] ?? Object.values(text)[0] ?? "";
}

/** How a form names the texts that a measure shows. */
export const textsWords = {
  title: "Texts",
  description: "What participants read. An empty field keeps the text that comes with Saydo.",
  level: "more",
} as const;

/** How a form names one of them: by its key in words, with the text that comes with Saydo. */
export function textWords(key: string, text: LocalText) {
  const words = key.replaceAll(/[A-Z]|\d+/g, (part) => ` ${part.toLowerCase()}`);
  return { title: `${words.slice(0, 1).toUpperCase()}${words.slice(1)}`, description: `Now: "${textIn(text, "en")}"` };
}
