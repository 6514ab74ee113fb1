import { z } from "zod";

/** A stretch of time named in a question. */
export const Period = z.strictObject({
  amount: z.int().min(1).max(365).meta({ title: "How many", description: "Such as 4 for four weeks." }),
  unit: z.enum(["day", "week", "month", "year"]).meta({ title: "Unit", description: "Days, weeks, months or years." }),
});
export type Period = z.infer<typeof Period>;

type Unit = Period["unit"];
type Direction = "next" | "past";
type Forms = Readonly<Record<Direction, Readonly<Record<Unit, readonly [one: string, many: string]>>>>;

/** Prepositions belong to the forms: German declines the noun with them. */
const forms: Readonly<Record<string, Forms>> = {
  en: {
    next: {
      day: ["within the next day", "within the next {n} days"],
      week: ["within the next week", "within the next {n} weeks"],
      month: ["within the next month", "within the next {n} months"],
      year: ["within the next year", "within the next {n} years"],
    },
    past: {
      day: ["in the past day", "in the past {n} days"],
      week: ["in the past week", "in the past {n} weeks"],
      month: ["in the past month", "in the past {n} months"],
      year: ["in the past year", "in the past {n} years"],
    },
  },
  nl: {
    next: {
      day: ["binnen een dag", "in de komende {n} dagen"],
      week: ["in de komende week", "in de komende {n} weken"],
      month: ["in de komende maand", "in de komende {n} maanden"],
      year: ["in het komende jaar", "in de komende {n} jaar"],
    },
    past: {
      day: ["in de afgelopen dag", "in de afgelopen {n} dagen"],
      week: ["in de afgelopen week", "in de afgelopen {n} weken"],
      month: ["in de afgelopen maand", "in de afgelopen {n} maanden"],
      year: ["in het afgelopen jaar", "in de afgelopen {n} jaar"],
    },
  },
  de: {
    next: {
      day: ["innerhalb eines Tages", "innerhalb der nächsten {n} Tage"],
      week: ["innerhalb einer Woche", "innerhalb der nächsten {n} Wochen"],
      month: ["innerhalb eines Monats", "innerhalb der nächsten {n} Monate"],
      year: ["innerhalb eines Jahres", "innerhalb der nächsten {n} Jahre"],
    },
    past: {
      day: ["während des letzten Tages", "in den letzten {n} Tagen"],
      week: ["in der letzten Woche", "in den letzten {n} Wochen"],
      month: ["im letzten Monat", "in den letzten {n} Monaten"],
      year: ["im letzten Jahr", "in den letzten {n} Jahren"],
    },
  },
};

/** A period as it stands in a sentence, such as "within the next 4 weeks"; languages we do not ship read English, and
 *  their study file replaces the whole question. */
export function periodText(
  period: Period,
  { language, direction }: { language: string; direction: Direction },
): string {
  const ours = forms[language] ?? forms[language.split("-")[0] ?? ""] ?? forms.en;
  const pair = ours?.[direction][period.unit] ?? ["", ""];
  return period.amount === 1 ? pair[0] : pair[1].replace("{n}", String(period.amount));
}
