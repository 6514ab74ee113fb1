import { briefIatPlan } from "../../experiments/measures/implicit/briefIat/score.ts";
import {
  type DPlan,
  type DTrial,
  dOffset,
  dOfPair,
  dSums,
  NUMBERS_PER_BLOCK,
  NUMBERS_PER_PAIR,
} from "../../experiments/measures/implicit/dScore.ts";
import { iatPlan } from "../../experiments/measures/implicit/iat/score.ts";
import { singleCategoryIatPlan } from "../../experiments/measures/implicit/singleCategoryIat/score.ts";
import { type FastWords, fastWords } from "./fastRandom.ts";
import type { Scored } from "./scoreEveryone.ts";
import { type SplitMoments, splitMoments } from "./splitMoments.ts";
import type { SplitPlan } from "./splitPlan.ts";
import type { TrialRow } from "./trialTable.ts";

/** Measures whose score is a D of sums: their kept trials and rule. A method, so that each may name its own rows. */
type PlanMaker = { plan(rows: readonly TrialRow[], settings: Readonly<Record<string, unknown>>): DPlan };
const planMakers: ReadonlyMap<string, PlanMaker> = new Map<string, PlanMaker>([
  ["iat", { plan: iatPlan }],
  ["briefIat", { plan: briefIatPlan }],
  ["singleCategoryIat", { plan: singleCategoryIatPlan }],
]);

/** One person's kept trials as numbers, block by block, errors first within a block. */
type Person = {
  readonly plan: DPlan;
  readonly totals: Float64Array;
  /** Latencies from the person's mean. */
  readonly latencies: Float64Array;
  /** Positions in `latencies`; shuffled from split to split within their block. */
  readonly order: Uint16Array;
  readonly blocks: readonly {
    readonly at: number;
    readonly start: number;
    readonly errorsEnd: number;
    readonly end: number;
  }[];
};

/** Splits done for one person before the next, so that the person's numbers stay close to the processor. */
const SPLITS_AT_ONCE = 512;

/** Correlation of two random halves, one a split, for measures scored by D; null for other measures. Sums of one half
 *  are added up, the other half is what is left of the totals, so that a split costs one pass over half the trials. */
export function dPermutations(plan: SplitPlan, counted: readonly Scored[]): readonly (number | null)[] | null {
  const maker = planMakers.get(plan.measure.name);
  if (!maker) return null;
  const people = counted.map(({ rows }) => personOf(maker.plan(rows, plan.settings)));
  const words = fastWords(plan.seed, 0);
  const correlations: (number | null)[] = [];
  while (correlations.length < plan.splits) {
    const halves = splitMoments(Math.min(SPLITS_AT_ONCE, plan.splits - correlations.length));
    for (const person of people) splitRepeatedly(person, words, halves);
    correlations.push(...halves.correlations());
  }
  return correlations;
}

function splitRepeatedly(person: Person, words: FastWords, halves: SplitMoments): void {
  for (let split = 0; split < halves.splits; split += 1) {
    splitPerson(person, words);
    const first = meanD(firstHalf, person.plan);
    if (first === null) continue;
    const second = meanD(secondHalf, person.plan);
    if (second !== null) halves.add(split, first, second);
  }
}

function personOf(plan: DPlan): Person {
  const origin = plan.trials.reduce((sum, trial) => sum + trial.latencyMs / plan.trials.length, 0);
  const blockOf = (trial: DTrial) => dOffset({ ...trial, isCorrect: true });
  const sorted = plan.trials.toSorted((x, y) => blockOf(x) - blockOf(y) || Number(x.isCorrect) - Number(y.isCorrect));
  const offsets = [...new Set(sorted.map(blockOf))];
  return {
    plan,
    totals: dSums(plan, origin),
    latencies: Float64Array.from(sorted, ({ latencyMs }) => latencyMs - origin),
    order: Uint16Array.from(sorted, (_, index) => index),
    blocks: offsets.map((at) => {
      const start = sorted.findIndex((trial) => blockOf(trial) === at);
      const own = sorted.filter((trial) => blockOf(trial) === at);
      const errors = own.filter(({ isCorrect }) => !isCorrect).length;
      return { at, start, errorsEnd: start + errors, end: start + own.length };
    }),
  };
}

/** As many pairs as any task has; the sums of the two halves of the person at hand. */
const MOST_PAIRS = 64;
const firstHalf = new Float64Array(MOST_PAIRS * NUMBERS_PER_PAIR);
const secondHalf = new Float64Array(MOST_PAIRS * NUMBERS_PER_PAIR);

/** Splits each block in random halves and leaves their sums in `firstHalf` and `secondHalf`. Shuffles the person's own
 *  order, which carries no meaning. Of an odd count, every other block gives the first half one more. */
function splitPerson({ totals, latencies, order, blocks }: Person, { shares, take }: FastWords): void {
  for (let block = 0; block < blocks.length; block += 1) {
    const { at, start, errorsEnd, end } = blocks[block]!;
    const half = start + ((end - start + (block & 1)) >> 1);
    let word = take(half - start);
    let errors = 0;
    let sum = 0;
    let squares = 0;
    let errorSum = 0;
    let errorSquares = 0;
    for (let i = start; i < half; i += 1) {
      const j = i + ((shares[word]! * (end - i)) | 0);
      word += 1;
      const chosen = order[j]!;
      order[j] = order[i]!;
      order[i] = chosen;
      const latency = latencies[chosen]!;
      sum += latency;
      squares += latency * latency;
      if (chosen < errorsEnd) {
        errors += 1;
        errorSum += latency;
        errorSquares += latency * latency;
      }
    }
    firstHalf[at] = half - start - errors;
    firstHalf[at + 1] = sum - errorSum;
    firstHalf[at + 2] = squares - errorSquares;
    firstHalf[at + 3] = errors;
    firstHalf[at + 4] = errorSum;
    firstHalf[at + 5] = errorSquares;
    for (let i = at; i < at + NUMBERS_PER_BLOCK; i += 1) secondHalf[i] = totals[i]! - firstHalf[i]!;
  }
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
