import type { ExclusionReason, Score } from "../../../contract/measure.ts";
import { type DPlan, type DTrial, dScore } from "../dScore.ts";
import { fastShare, tooFast } from "../tooFast.ts";
import { type IatSettings, iatProfiles, iatRule } from "./settings.ts";
import type { IatRow } from "./trial.ts";

const PRACTICE = 0;
const TEST = 1;

/** The scored trials of one person: combined blocks, without those outside the latency limits. */
export function iatPlan(rows: readonly IatRow[], settings: IatSettings): DPlan {
  const kept = rows.filter(
    (row) => isScored(row) && row.latencyMs <= settings.dropAboveMs && row.latencyMs >= settings.dropBelowMs,
  );
  const trials = kept.map(
    (row): DTrial => ({
      pair: row.blockKind === "practice" ? PRACTICE : TEST,
      side: row.pairing === "compatible" ? "reference" : "contrast",
      latencyMs: row.latencyMs,
      isCorrect: row.isCorrect,
    }),
  );
  return { trials, pairs: 2, rule: iatRule(settings) };
}

function isScored(row: IatRow): boolean {
  return row.pairing !== null && row.blockKind !== "";
}

/** The D score of one person, positive when the focal product is preferred. Practice and test blocks weigh alike.
 *  Rows of other blocks are ignored, trials over 10,000 ms dropped. Excluded: no trials, a missing block, a block
 *  without a correct trial, no variance; with their value: more than 10 % of trials under 300 ms, one side throughout.
 *  Source: Greenwald, Nosek & Banaji (2003), Table 4. */
export function scoreIat(rows: readonly IatRow[], settings: IatSettings): Score {
  const scored = rows.filter(isScored);
  const parts = shares(scored, settings);
  const none = { score_practice: null, score_test: null, ...parts };
  if (scored.length === 0) return { value: null, excluded: "no-trials", trialsUsed: 0, parts: none };
  const plan = iatPlan(scored, settings);
  const d = dScore(plan);
  if (d.value === null) return { value: null, excluded: d.excluded, trialsUsed: plan.trials.length, parts: none };
  const excluded = behaviour(scored, settings);
  return {
    value: d.value,
    ...(excluded === undefined ? {} : { excluded }),
    trialsUsed: plan.trials.length,
    parts: { score_practice: d.byPair[PRACTICE] ?? null, score_test: d.byPair[TEST] ?? null, ...parts },
  };
}

function shares(scored: readonly IatRow[], settings: IatSettings) {
  if (scored.length === 0) return { error_rate: null, fast_share: null };
  return {
    error_rate: scored.filter((row) => !row.isCorrect).length / scored.length,
    fast_share: fastShare(scored.map(latencyOf), settings.tooFastMs),
  };
}

function latencyOf(row: IatRow): number {
  return row.latencyMs;
}

function behaviour(scored: readonly IatRow[], settings: IatSettings): ExclusionReason | undefined {
  const fast = tooFast(scored.map(latencyOf), settings);
  if (fast) return fast;
  const side = scored[0]?.firstSide;
  return side && scored.every((row) => row.firstSide === side) ? "constant-response" : undefined;
}

/** D2 when a first latency is recorded beside the scored one and errors took longer (correction was required), else D4. */
export function inferIatSettings(rows: readonly IatRow[]) {
  const errors = rows.filter((row) => isScored(row) && !row.isCorrect && row.firstLatencyMs !== undefined);
  const isRecorded = rows.some((row) => row.firstLatencyMs !== undefined);
  const isCorrected =
    errors.length === 0 || errors.some((row) => row.latencyMs > (row.firstLatencyMs ?? row.latencyMs));
  return isRecorded && isCorrected ? iatProfiles.d2 : iatProfiles.d4;
}
