import type { Period } from "../period.ts";
import { periodText } from "../period.ts";

/** The window a report is about, as it stands in a sentence: "since 3 May" where a date bounds it, else "in the past 4
 *  weeks". A date people know, such as that of an earlier session, keeps them from counting older purchases in. */
export function sinceText(
  { since, period }: { readonly since: string | null; readonly period: Period },
  language: string,
): string {
  if (since === null) return periodText(period, { language, direction: "past" });
  const format = new Intl.DateTimeFormat(language, { day: "numeric", month: "long", timeZone: "UTC" });
  const day = format.format(new Date(`${since}T00:00:00Z`));
  const word = sinceWords[language.split("-")[0] ?? ""] ?? "since";
  return `${word} ${day}`;
}

const sinceWords: Readonly<Record<string, string>> = { en: "since", nl: "sinds", de: "seit dem" };
