import { z } from "zod";
import type { Score } from "../../../contract/measure.ts";

const optionalNumber = z.preprocess((value) => (value === "" ? undefined : value), z.coerce.number().optional());

/** One trial of a table for scoring. */
export const BidRow = z.object({
  kind: z.enum(["practice", "check", "bid"]),
  round: z.coerce.number().int(),
  bid: optionalNumber,
  checkAttempts: optionalNumber,
  trialIndex: z.coerce.number().default(0),
});
export type BidRow = z.infer<typeof BidRow>;

/** What was said last, and first, with the tries at the questions of understanding: who got them wrong stays. */
export function scoreBids(rows: readonly BidRow[]): Score {
  const bids = rows.filter(({ kind }) => kind === "bid").toSorted((a, b) => a.round - b.round);
  const given = bids.flatMap(({ bid }) => bid ?? []);
  const tries = rows.flatMap(({ kind, checkAttempts }) => (kind === "check" ? (checkAttempts ?? []) : []));
  const last = given.at(-1) ?? null;
  const parts = {
    bid_first: given[0] ?? null,
    bid_last: last,
    check_attempts: tries.length === 0 ? null : tries.reduce((sum, one) => sum + one, 0),
  };
  if (bids.length === 0) return { value: null, excluded: "no-trials", trialsUsed: 0, parts };
  if (last === null) return { value: null, excluded: "not-answered", trialsUsed: 0, parts };
  if (given.some((bid) => bid < 0)) return { value: null, excluded: "off-scale", trialsUsed: 0, parts };
  return { value: last, trialsUsed: given.length, parts };
}
