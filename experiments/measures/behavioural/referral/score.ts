import { z } from "zod";
import type { Score } from "../../../contract/measure.ts";

const optionalNumber = z.preprocess((value) => (value === "" ? undefined : value), z.coerce.number().optional());
const Flag = z.preprocess((value) => value === "1" || value === true, z.boolean());

/** There in every table of this measure, so that no other's is taken for one. */
const Shown = z
  .union([z.literal("1"), z.literal("0"), z.boolean()])
  .transform((value) => value === "1" || value === true);

/** The screen of a table for scoring. */
export const ReferralRow = z.object({
  shown: Shown,
  shared: Flag.default(false),
  copied: Flag.default(false),
  visits: optionalNumber,
  selfVisits: optionalNumber,
  firstVisitDay: optionalNumber,
});
export type ReferralRow = z.infer<typeof ReferralRow>;

/** Visits of others by the person's link. No score where no link was shown, or the table was not exported by a server. */
export function scoreReferral(rows: readonly ReferralRow[]): Score {
  const shown = rows.filter((row) => row.shown);
  const [row] = shown;
  const parts = {
    first_visit_day: row?.firstVisitDay ?? null,
    self: row?.selfVisits ?? null,
    shared: row === undefined ? null : Number(row.shared || row.copied),
  };
  if (row === undefined) {
    return { value: null, excluded: rows.length === 0 ? "no-trials" : "not-answered", trialsUsed: 0, parts };
  }
  if (row.visits === undefined) return { value: null, excluded: "not-answered", trialsUsed: 0, parts };
  return { value: row.visits, trialsUsed: 1, parts };
}
