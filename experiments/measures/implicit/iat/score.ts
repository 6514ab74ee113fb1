import type { ExclusionReason, Score } from "../../../contract/measure.ts";
import { type DPlan, type DTrial, dScore } from "../dScore.ts";
import { tooFast } from "../tooFast.ts";
import { type IatSettings, iatProfiles, iatRule } from "./settings.ts";
import type { IatRow } from "./trial.ts";

const PRACTICE = 0;
const TEST = 1;

/** The scored trials of one person: combined blocks, without those outside the latency limits. */
export function iatPlan(rows: readonly IatRow[], settings: IatSettings): DPlan {
  const trials: DTrial[] = [];
  for (const row of rows) {
    const { latencyMs, isCorrect } = row;
    if (!isScored(row) || latencyMs > settings.dropAboveMs || latencyMs < settings.dropBelowMs) continue;
    const pair = row.blockKind === "practice" ? PRACTICE : TEST;
    trials.push({ pair, side: row.pairing === "compatible" ? "reference" : "contrast", latencyMs, isCorrect });
  }
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
  const seen = seenIn(rows, settings);
  const parts = sharesOf(seen);
  const none = { score_practice: null, score_test: null, ...parts };
  if (seen.trials === 0) return { value: null, excluded: "no-trials", trialsUsed: 0, parts: none };
  const plan = iatPlan(rows, settings);
  const d = dScore(plan);
  if (d.value === null) return { value: null, excluded: d.excluded, trialsUsed: plan.trials.length, parts: none };
  const excluded = behaviour(seen, settings);
  return {
    value: d.value,
    ...(excluded === undefined ? {} : { excluded }),
    trialsUsed: plan.trials.length,
    parts: { score_practice: d.byPair[PRACTICE] ?? null, score_test: d.byPair[TEST] ?? null, ...parts },
  };
}

/** Counts over the scored blocks, before any trial is removed. */
type Seen = { readonly trials: number; readonly errors: number; readonly fast: number; readonly isOneSided: boolean };

// One pass without lists in between: a large study has millions of rows.
function seenIn(rows: readonly IatRow[], { tooFastMs }: IatSettings): Seen {
  let [trials, errors, fast, sameSide] = [0, 0, 0, 0];
  let side: IatRow["firstSide"];
  for (const row of rows) {
    if (!isScored(row)) continue;
    if (trials === 0) side = row.firstSide;
    trials += 1;
    if (!row.isCorrect) errors += 1;
    if (row.latencyMs < tooFastMs) fast += 1;
    if (row.firstSide === side) sameSide += 1;
  }
  return { trials, errors, fast, isOneSided: side !== undefined && sameSide === trials };
}

function sharesOf({ trials, errors, fast }: Seen) {
  if (trials === 0) return { error_rate: null, fast_share: null };
  return { error_rate: errors / trials, fast_share: fast / trials };
}

function behaviour({ trials, fast, isOneSided }: Seen, settings: IatSettings): ExclusionReason | undefined {
  return tooFast(fast / trials, settings) ?? (isOneSided ? "constant-response" : undefined);
}

/** D2 when a first latency is recorded beside the scored one and errors took longer (correction was required), else D4. */
export function inferIatSettings(rows: Iterable<IatRow>) {
  let isRecorded = false;
  let errors = 0;
  let corrected = 0;
  for (const row of rows) {
    if (row.firstLatencyMs === undefined) continue;
    isRecorded = true;
    if (!isScored(row) || row.isCorrect) continue;
    errors += 1;
    if (row.latencyMs > row.firstLatencyMs) corrected += 1;
  }
  return isRecorded && (errors === 0 || corrected > 0) ? iatProfiles.d2 : iatProfiles.d4;
}
