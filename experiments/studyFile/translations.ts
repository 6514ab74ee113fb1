import type { Study } from "../contract/study.ts";
import { Language } from "../contract/text.ts";
import type { Path } from "./readDocument.ts";

export type MissingTranslation = { readonly at: Path; readonly language: string; readonly found: string };

/** Every text that speaks some of the study's languages and not all. A text given as one string serves them all. */
export function missingTranslations(study: Study): readonly MissingTranslation[] {
  return search(study, [], study.languages);
}

function search(value: unknown, at: Path, languages: readonly string[]): readonly MissingTranslation[] {
  if (Array.isArray(value)) return value.flatMap((item, index) => search(item, [...at, index], languages));
  if (typeof value !== "object" || value === null) return [];
  const entries = Object.entries(value);
  if (!isLocalText(entries, languages)) {
    return entries.flatMap(([key, inner]) => search(inner, [...at, key], languages));
  }
  const spoken = entries.map(([language]) => language);
  return languages
    .filter((language) => !spoken.includes(language))
    .map((language) => ({ at, language, found: spoken.join(", ") }));
}

function isLocalText(entries: readonly (readonly [string, unknown])[], languages: readonly string[]): boolean {
  return (
    entries.some(([key]) => languages.includes(key)) &&
    entries.every(([key, text]) => Language.safeParse(key).success && typeof text === "string")
  );
}
