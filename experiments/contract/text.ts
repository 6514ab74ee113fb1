import { z } from "zod";

/** A BCP 47 language tag, such as `en` or `nl`. */
export const Language = z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, "a language tag such as en, nl or de");

/** A text shown to a person: one string for every language, or one string a language. */
export const LocalText = z.union([z.string().min(1), z.record(Language, z.string().min(1))], {
  error: "a text, or one text a language such as { en: Coffee, nl: Koffie }",
});
export type LocalText = z.infer<typeof LocalText>;

/** The text in `language`; a text that exists in no such language falls back to its first one. */
export function textIn(text: LocalText, language: string): string {
  if (typeof text === "string") return text;
  return text[language] ?? text[language.split("-")[0] ?? ""] ?? Object.values(text)[0] ?? "";
}
