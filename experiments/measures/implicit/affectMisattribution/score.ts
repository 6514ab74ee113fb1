import { z } from "zod";
import type { ExclusionReason, Score } from "../../../contract/measure.ts";
import { meanOf } from "../meanOf.ts";
import { ampCells, judgements } from "./cells.ts";
import type { AmpRow } from "./trial.ts";

/** The scoring knobs of the AMP. */
export const AmpSettings = z.object({
  /** One answer at least this often excludes. */
  constantShare: z.coerce.number().min(0.5).max(1).default(0.95),
  /** People with fewer scored trials are excluded; 0 excludes nobody. */
  requiredTrials: z.coerce.number().int().min(0).default(0),
});
export type AmpSettings = z.infer<typeof AmpSettings>;

/** Share judged pleasant after the focal product minus after the comparison one; latencies play no part. Practice is
 *  left out. Excluded: no trials, no trials after one of the two; with their value: one answer in 95 % of trials or
 *  more, fewer trials than required. Source: Payne, Cheng, Govorun & Stewart (2005). */
export function scoreAmp(rows: readonly AmpRow[], settings: AmpSettings): Score {
  const scored = rows.filter(({ blockKind }) => blockKind !== "practice");
  const parts = {
    pleasant_focal: meanOf(judgements(scored, "focal")),
    pleasant_comparison: meanOf(judgements(scored, "comparison")),
    pleasant_neutral: meanOf(judgements(scored, "neutral")),
    pleasant: meanOf(scored.map(({ isPleasant }) => Number(isPleasant))),
  };
  if (scored.length === 0) return { value: null, excluded: "no-trials", trialsUsed: 0, parts };
  const value = ampCells.value(ampCells.cells(scored, settings), settings);
  if (value === null) return { value, excluded: "missing-block", trialsUsed: scored.length, parts };
  const excluded = behaviour(scored, settings);
  return { value, ...(excluded === undefined ? {} : { excluded }), trialsUsed: scored.length, parts };
}

function behaviour(scored: readonly AmpRow[], settings: AmpSettings): ExclusionReason | undefined {
  const share = scored.filter(({ isPleasant }) => isPleasant).length / scored.length;
  if (Math.max(share, 1 - share) >= settings.constantShare) return "constant-response";
  return scored.length < settings.requiredTrials ? "too-few-trials" : undefined;
}
