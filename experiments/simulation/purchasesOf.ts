import { stringify } from "csv-stringify/sync";
import { lastOutcomeDay, recordedOutcomes } from "../contract/outcomesOf.ts";
import type { Study } from "../contract/study.ts";
import type { DrawnPerson } from "./drawPeople.ts";

const DAY_MS = 86_400_000;
const PURCHASES = ["participant_key", "purchased_at", "product", "order_id", "quantity"] as const;

/** One simulated participant who took part: its key at the panel, when its session started, and whether its arm was asked
 *  the stated part. */
export type TookPart = {
  readonly key: string;
  readonly startedAt: Date;
  readonly isAsked: boolean;
  readonly drawn: DrawnPerson;
};

/** The company's records that a truth implies, as `purchases.csv` (formats.md, section 4): buyers of the studied product
 *  within the window of the first outcome counted in records; every second other person buys another product, so that joining has something to leave out. */
export function purchasesCsv(study: Study, people: readonly TookPart[]): string {
  const [outcome] = recordedOutcomes(study);
  if (outcome === undefined) return table(PURCHASES, []);
  const bought = outcome.product ?? study.products[0]?.id ?? "";
  const other = study.products.find(({ id }) => id !== bought)?.id;
  const rows = people.flatMap(({ key, startedAt, isAsked, drawn }) => {
    if (!drawn.isSeen) return [];
    const product = (isAsked ? drawn.buys : drawn.buysUnasked) ? bought : drawn.index % 2 === 0 ? other : undefined;
    if (product === undefined) return [];
    const [fromDays, toDays] = outcome.days;
    const days = fromDays + drawn.buysAt * (toDays - fromDays);
    const purchasedAt = new Date(startedAt.getTime() + days * DAY_MS).toISOString();
    return [[key, purchasedAt, product, `order-${key}`, "1"]];
  });
  return table(PURCHASES, rows);
}

/** From when until when the simulated source sees each person: from two months before the session to the day after the
 *  window. */
export function coverageCsv(study: Study, people: readonly TookPart[]): string {
  const rows = people.map(({ key, startedAt }) => [
    key,
    new Date(startedAt.getTime() - 60 * DAY_MS).toISOString(),
    new Date(startedAt.getTime() + (lastOutcomeDay(study) + 1) * DAY_MS).toISOString(),
    "simulated",
  ]);
  return table(["participant_key", "observed_from", "observed_until", "source"], rows);
}

function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  return stringify([[...header], ...rows.map((row) => [...row])]);
}
