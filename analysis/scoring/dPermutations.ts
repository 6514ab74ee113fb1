import { briefIatPlan } from "../../experiments/measures/implicit/briefIat/score.ts";
import { type DPlan, dOffset, dOfPair, dSums, NUMBERS_PER_PAIR } from "../../experiments/measures/implicit/dScore.ts";
import { iatPlan } from "../../experiments/measures/implicit/iat/score.ts";
import { singleCategoryIatPlan } from "../../experiments/measures/implicit/singleCategoryIat/score.ts";
import { fastBelow } from "./fastRandom.ts";
import type { Scored } from "./scoreEveryone.ts";
import { splitCorrelation } from "./splitCorrelation.ts";
import type { SplitPlan } from "./splitPlan.ts";
import type { TrialRow } from "./trialTable.ts";

/** Measures whose score is a D of sums: their kept trials and rule. A method, so that each may name its own rows. */
type PlanMaker = { plan(rows: readonly TrialRow[], settings: Readonly<Record<string, unknown>>): DPlan };
const planMakers: ReadonlyMap<string, PlanMaker> = new Map<string, PlanMaker>([
  ["iat", { plan: iatPlan }],
  ["briefIat", { plan: briefIatPlan }],
  ["singleCategoryIat", { plan: singleCategoryIatPlan }],
]);

/** One person's kept trials as numbers: latencies from their mean, where each adds up, block by block. */
type Person = {
  readonly plan: DPlan;
  readonly totals: Float64Array;
  readonly latencies: Float64Array;
  readonly offsets: Int32Array;
  /** Where each block starts, and the end. */
  readonly starts: readonly number[];
};

/** Correlation of two random halves, one a split, for measures scored by D; null for other measures. Sums of one half
 *  are added up, the other half is what is left of the totals, so that a split costs one pass over half the trials. */
export function dPermutations(plan: SplitPlan, counted: readonly Scored[]): readonly (number | null)[] | null {
  const maker = planMakers.get(plan.measure.name);
  if (!maker) return null;
  const people = counted.map(({ rows }) => personOf(maker.plan(rows, plan.settings)));
  const below = fastBelow(plan.seed, 0);
  const halves = { a: new Float64Array(people.length), b: new Float64Array(people.length) };
  return Array.from({ length: plan.splits }, () =>
    splitCorrelation(halves.a, halves.b, splitEveryone(people, halves, below)),
  );
}

function personOf(plan: DPlan): Person {
  const origin = plan.trials.reduce((sum, trial) => sum + trial.latencyMs / plan.trials.length, 0);
  const block = (at: number) => Math.floor((2 * at) / NUMBERS_PER_PAIR);
  const sorted = [...plan.trials].sort((a, b) => block(dOffset(a)) - block(dOffset(b)));
  const offsets = Int32Array.from(sorted, dOffset);
  const starts = [...offsets.keys()].filter((i) => i === 0 || block(offsets[i]!) !== block(offsets[i - 1]!));
  return {
    plan,
    totals: dSums(plan, origin),
    latencies: Float64Array.from(sorted, ({ latencyMs }) => latencyMs - origin),
    offsets,
    starts: [...starts, sorted.length],
  };
}

type HalfScores = { readonly a: Float64Array; readonly b: Float64Array };

/** Splits and scores everyone once; returns for how many both halves have a score. */
function splitEveryone(people: readonly Person[], halves: HalfScores, below: (n: number) => number): number {
  let count = 0;
  for (const person of people) {
    const first = sumsOfHalf(person, below);
    const second = person.totals.map((total, i) => total - first[i]!);
    const x = meanD(first, person.plan);
    const y = meanD(second, person.plan);
    if (x === null || y === null) continue;
    halves.a[count] = x;
    halves.b[count] = y;
    count += 1;
  }
  return count;
}

/** Sums over a random half of each block. Shuffles the person's own arrays: their order carries no meaning. */
function sumsOfHalf({ totals, latencies, offsets, starts }: Person, below: (n: number) => number): Float64Array {
  const sums = new Float64Array(totals.length);
  for (let block = 0; block + 1 < starts.length; block += 1) {
    const start = starts[block]!;
    const end = starts[block + 1]!;
    const half = start + ((end - start + (block % 2)) >> 1);
    for (let i = start; i < half; i += 1) {
      const j = i + below(end - i);
      const latency = latencies[j]!;
      const at = offsets[j]!;
      latencies[j] = latencies[i]!;
      offsets[j] = offsets[i]!;
      latencies[i] = latency;
      offsets[i] = at;
      sums[at] = sums[at]! + 1;
      sums[at + 1] = sums[at + 1]! + latency;
      sums[at + 2] = sums[at + 2]! + latency * latency;
    }
  }
  return sums;
}

function meanD(sums: Float64Array, { pairs, rule }: DPlan): number | null {
  let sum = 0;
  for (let pair = 0; pair < pairs; pair += 1) {
    const d = dOfPair(sums, pair * NUMBERS_PER_PAIR, rule);
    if (typeof d === "string") return null;
    sum += d;
  }
  return sum / pairs;
}
