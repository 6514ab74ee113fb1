import type { ExclusionReason } from "../../contract/measure.ts";

/** One trial as D scores see it, after removals. A pair is two blocks compared with each other; `contrast` is the
 *  block whose slowness makes D positive. */
export type DTrial = {
  readonly pair: number;
  readonly side: "reference" | "contrast";
  readonly latencyMs: number;
  readonly isCorrect: boolean;
};

/** How a D score treats errors, and of which trials it takes the inclusive SD: all as recorded (`before` replacing
 *  errors), all with errors replaced (`after`), or the correct ones. */
export type DRule = {
  /** What an error's latency is replaced by: its block's mean over `base` + `addMs` + `addSds` SDs of its correct trials. */
  readonly replaceErrors: { readonly base: "correct" | "all"; readonly addMs: number; readonly addSds: number } | null;
  readonly sdStage: "before" | "after" | "correct";
};

/** Everything a person's D needs: trials kept, how many pairs there must be, the rule. */
export type DPlan = { readonly trials: readonly DTrial[]; readonly pairs: number; readonly rule: DRule };

/** Numbers kept of one block: count, sum and sum of squares of its correct trials, then of its errors. */
export const NUMBERS_PER_BLOCK = 6;
export const NUMBERS_PER_PAIR = 2 * NUMBERS_PER_BLOCK;
/** Below this share of the mean square, a variance is rounding. */
const ROUNDING = 1e-12;

/** Sums of latencies by pair, block and correctness; the reference block of a pair first. Latencies count from
 *  `originMs`, which cancels in D and keeps the squares small. */
export function dSums(plan: DPlan, originMs: number): Float64Array {
  const sums = new Float64Array(plan.pairs * NUMBERS_PER_PAIR);
  for (const trial of plan.trials) {
    const at = dOffset(trial);
    const latency = trial.latencyMs - originMs;
    sums[at] = sums[at]! + 1;
    sums[at + 1] = sums[at + 1]! + latency;
    sums[at + 2] = sums[at + 2]! + latency * latency;
  }
  return sums;
}

/** Where a trial's three numbers stand in the sums. */
export function dOffset(trial: DTrial): number {
  const block = trial.pair * NUMBERS_PER_PAIR + (trial.side === "contrast" ? NUMBERS_PER_BLOCK : 0);
  return block + (trial.isCorrect ? 0 : 3);
}

/** D of one pair: (mean of the contrast block − mean of the reference block) ÷ SD of both together (n − 1).
 *  `sums` as `dSums` makes them, the pair's numbers starting at `at`. A reason when a block is empty, has no correct
 *  trial, or nothing varies. Random splits call this millions of times, so that it makes no object.
 *  Source: Greenwald, Nosek & Banaji (2003), Table 4. */
export function dOfPair(sums: Float64Array, at: number, rule: DRule): number | ExclusionReason {
  const contrastAt = at + NUMBERS_PER_BLOCK;
  const count = countOf(sums, at);
  const contrastCount = countOf(sums, contrastAt);
  if (count === 0 || contrastCount === 0) return "missing-block";
  if (sums[at] === 0 || sums[contrastAt] === 0) return "no-correct-trials";
  if (rule.replaceErrors?.addSds && (sums[at] === 1 || sums[contrastAt] === 1)) return "too-few-trials";
  const isReplaced = rule.replaceErrors !== null;
  const error = isReplaced ? replacement(sums, at, rule) : 0;
  const contrastError = isReplaced ? replacement(sums, contrastAt, rule) : 0;
  const sum = sums[at + 1]! + (isReplaced ? sums[at + 3]! * error : sums[at + 4]!);
  const contrastSum =
    sums[contrastAt + 1]! + (isReplaced ? sums[contrastAt + 3]! * contrastError : sums[contrastAt + 4]!);
  let all = sums[at]! + sums[contrastAt]!;
  let allSum = sums[at + 1]! + sums[contrastAt + 1]!;
  let squares = sums[at + 2]! + sums[contrastAt + 2]!;
  if (rule.sdStage === "before" || (rule.sdStage === "after" && !isReplaced)) {
    all = count + contrastCount;
    allSum += sums[at + 4]! + sums[contrastAt + 4]!;
    squares += sums[at + 5]! + sums[contrastAt + 5]!;
  } else if (rule.sdStage === "after") {
    all = count + contrastCount;
    allSum = sum + contrastSum;
    squares += sums[at + 3]! * error * error + sums[contrastAt + 3]! * contrastError * contrastError;
  }
  const variance = sampleVariance(all, allSum, squares);
  if (all < 2 || !(variance > (ROUNDING * squares) / all)) return "zero-variance";
  return (contrastSum / contrastCount - sum / count) / Math.sqrt(variance);
}

function countOf(sums: Float64Array, at: number): number {
  return sums[at]! + sums[at + 3]!;
}

/** The latency every error of a block gets. */
function replacement(sums: Float64Array, at: number, { replaceErrors }: DRule): number {
  if (replaceErrors === null) return 0;
  const { base, addMs, addSds } = replaceErrors;
  const mean = base === "correct" ? sums[at + 1]! / sums[at]! : (sums[at + 1]! + sums[at + 4]!) / countOf(sums, at);
  if (addSds === 0) return mean + addMs;
  return mean + addMs + addSds * Math.sqrt(sampleVariance(sums[at]!, sums[at + 1]!, sums[at + 2]!));
}

function sampleVariance(count: number, sum: number, squares: number): number {
  return Math.max(0, (squares - (sum * sum) / count) / (count - 1));
}

/** D over all pairs, and each pair's own. */
export type DResult =
  | { readonly value: number; readonly byPair: readonly number[] }
  | { readonly value: null; readonly excluded: ExclusionReason };

/** The mean of the pairs' D scores; every pair must have one. Needs at least one kept trial.
 *  Source: Greenwald, Nosek & Banaji (2003), Table 4. */
export function dScore(plan: DPlan): DResult {
  const first = plan.trials[0];
  if (first === undefined) return { value: null, excluded: "missing-block" };
  const sums = dSums(plan, first.latencyMs);
  const byPair: number[] = [];
  for (let pair = 0; pair < plan.pairs; pair += 1) {
    const d = dOfPair(sums, pair * NUMBERS_PER_PAIR, plan.rule);
    if (typeof d === "string") return { value: null, excluded: d };
    byPair.push(d);
  }
  return { value: byPair.reduce((sum, d) => sum + d, 0) / byPair.length, byPair };
}
