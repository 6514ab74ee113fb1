import type { Period } from "../period.ts";
import { periodText } from "../period.ts";

/** The window a report is about, as it stands in a sentence: "since 3 May" where a date bounds it, else "in the past 4
 *  weeks". A date people know, such as that of an earlier session, keeps them from counting older purchases in. */
export function sinceText(
  {
    since,
    period,
    tookPartThen,
  }: { readonly since: string | null; readonly period: Period; readonly tookPartThen?: boolean },
  language: string,
): string {
  if (since === null) return periodText(period, { language, direction: "past" });
  const format = new Intl.DateTimeFormat(language, { day: "numeric", month: "long", timeZone: "UTC" });
  const day = format.format(new Date(`${since}T00:00:00Z`));
  const word = sinceWords[language.split("-")[0] ?? ""] ?? "since";
  const then = tookPartThen === true ? (thenWords[language.split("-")[0] ?? ""] ?? "") : "";
  return `${word} ${day}${then}`;
}

const thenWords: Readonly<Record<string, string>> = {
  en: ", when you took part",
  nl: ", toen u meedeed,",
  de: ", als Sie teilnahmen,",
};

const sinceWords: Readonly<Record<string, string>> = { en: "since", nl: "sinds", de: "seit dem" };
