import { z } from "zod";
import type { Score } from "../../../contract/measure.ts";
import { type DPlan, type DTrial, dScore } from "../dScore.ts";
import { fastShare, tooFast } from "../tooFast.ts";
import type { BriefIatRow } from "./trial.ts";

/** The scoring knobs of the BIAT. */
export const BriefIatSettings = z.object({
  /** Trials at the start of each block that are not scored. */
  prefatoryTrials: z.coerce.number().int().min(0).default(4),
  dropAboveMs: z.coerce.number().positive().default(10_000),
  /** Latencies outside are set to the nearer limit, not dropped. */
  lowestMs: z.coerce.number().min(0).default(400),
  highestMs: z.coerce.number().positive().default(2000),
  tooFastMs: z.coerce.number().min(0).default(300),
  tooFastShare: z.coerce.number().min(0).max(1).default(0.1),
});
export type BriefIatSettings = z.infer<typeof BriefIatSettings>;

/** The scored trials of one person: each two consecutive blocks are a pair. */
export function briefIatPlan(rows: readonly BriefIatRow[], settings: BriefIatSettings): DPlan {
  const blocks = [...new Set(rows.filter(({ pairing }) => pairing !== null).map(({ blockIndex }) => blockIndex))].sort(
    (a, b) => a - b,
  );
  const trials = kept(rows, settings).map(
    (row): DTrial => ({
      pair: Math.floor(blocks.indexOf(row.blockIndex) / 2),
      side: row.pairing === "compatible" ? "reference" : "contrast",
      latencyMs: Math.min(settings.highestMs, Math.max(settings.lowestMs, row.latencyMs)),
      // Errors keep the latency of their correction, so that correctness changes nothing.
      isCorrect: true,
    }),
  );
  return { trials, pairs: Math.ceil(blocks.length / 2), rule: { replaceErrors: null, sdStage: "before" } };
}

function kept(rows: readonly BriefIatRow[], settings: BriefIatSettings): readonly BriefIatRow[] {
  return rows.filter(
    (row) =>
      row.pairing !== null && row.trialIndex >= settings.prefatoryTrials && row.latencyMs <= settings.dropAboveMs,
  );
}

/** The D score of one person over consecutive pairs of blocks, positive when the focal product is preferred. Rows
 *  without pairing and each block's prefatory trials are not scored, trials over 10,000 ms dropped, latencies brought
 *  within 400–2000 ms. Excluded: no trials, a missing block, no variance; with their value: more than 10 % of the
 *  remaining trials under 300 ms, one side throughout. Source: Nosek, Bar-Anan, Sriram, Axt & Greenwald (2014). */
export function scoreBriefIat(rows: readonly BriefIatRow[], settings: BriefIatSettings): Score {
  const scored = kept(rows, settings);
  if (scored.length === 0) {
    const parts = { score_pair_1: null, score_pair_2: null, error_rate: null, fast_share: null };
    return { value: null, excluded: "no-trials", trialsUsed: 0, parts };
  }
  const shares = {
    error_rate: scored.filter(({ isCorrect }) => !isCorrect).length / scored.length,
    fast_share: fastShare(
      scored.map(({ latencyMs }) => latencyMs),
      settings.tooFastMs,
    ),
  };
  const d = dScore(briefIatPlan(rows, settings));
  if (d.value === null) {
    const parts = { score_pair_1: null, score_pair_2: null, ...shares };
    return { value: null, excluded: d.excluded, trialsUsed: scored.length, parts };
  }
  const excluded = tooFast(shares.fast_share, settings) ?? (isOneSided(scored) ? "constant-response" : undefined);
  return {
    value: d.value,
    ...(excluded === undefined ? {} : { excluded }),
    trialsUsed: scored.length,
    parts: { score_pair_1: d.byPair[0] ?? null, score_pair_2: d.byPair[1] ?? null, ...shares },
  };
}

/** Whether every first press was on the same side, where the table says so. */
function isOneSided(scored: readonly BriefIatRow[]): boolean {
  const side = scored[0]?.firstSide;
  return side !== undefined && scored.every(({ firstSide }) => firstSide === side);
}
