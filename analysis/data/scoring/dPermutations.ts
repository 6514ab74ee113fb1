import { briefIatPlan } from "../../../experiments/measures/implicit/briefIat/score.ts";
import {
  type DPlan,
  type DTrial,
  dOffset,
  dOfPair,
  dSums,
  NUMBERS_PER_PAIR,
} from "../../../experiments/measures/implicit/dScore.ts";
import { iatPlan } from "../../../experiments/measures/implicit/iat/score.ts";
import { singleCategoryIatPlan } from "../../../experiments/measures/implicit/singleCategoryIat/score.ts";
import { fastBelow } from "./fastRandom.ts";
import { type RandomHalves, randomHalves, shuffledBlock, sumHalf } from "./randomHalves.ts";
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

/** One person's kept trials as numbers. */
type Person = {
  readonly plan: Pick<DPlan, "pairs" | "rule">;
  readonly totals: Float64Array;
  readonly blocks: readonly Block[];
};

/** A block's latencies from the person's mean, errors first; how many make a half; where its sums stand. */
type Block = {
  readonly latencies: Float64Array;
  readonly errors: number;
  readonly half: number;
  readonly at: number;
};

/** Splits done for one person before the next, so that the person's numbers stay close to the processor. */
const SPLITS_AT_ONCE = 512;

/** So many trials are held from one round of splits to the next; further people's are made anew, so that memory does not grow
 *  with trials. */
const HELD_TRIALS = 1 << 18;

/** Correlation of two random halves, one a split, for measures scored by D; null for other measures. Each block is
 *  split in halves; of an odd count, every other block gives the first half one more. The second half is what the first
 *  leaves of the totals. */
export function dPermutations(plan: SplitPlan, counted: readonly Scored[]): readonly (number | null)[] | null {
  const maker = planMakers.get(plan.measure.name);
  if (!maker) return null;
  const personAt = peopleOf(plan, maker, counted);
  const below = fastBelow(plan.seed, 0);
  const correlations: (number | null)[] = [];
  while (correlations.length < plan.splits) {
    const moments = splitMoments(Math.min(SPLITS_AT_ONCE, plan.splits - correlations.length));
    const halvesOf = halvesBySize(moments.splits, below);
    for (const at of counted.keys()) splitRepeatedly(personAt(at), { moments, halvesOf, below });
    correlations.push(...moments.correlations());
  }
  return correlations;
}

/** The person at a place, asked for from the first on. */
function peopleOf({ settings }: SplitPlan, maker: PlanMaker, counted: readonly Scored[]): (at: number) => Person {
  const held: Person[] = [];
  let room = HELD_TRIALS;
  return (at) => {
    const known = held[at];
    if (known) return known;
    const person = personOf(maker.plan(counted[at]?.rows ?? [], settings));
    if (room > 0 && at === held.length) held.push(person);
    room -= person.blocks.reduce((sum, { latencies }) => sum + latencies.length, 0);
    return person;
  };
}

/** Halves for blocks of each size, drawn once: every block of every person takes them in a random order of its own. */
function halvesBySize(splits: number, below: (n: number) => number): (block: Block) => RandomHalves {
  const drawn = new Map<string, RandomHalves>();
  return ({ latencies, half }) => {
    const trials = latencies.length;
    const key = `${trials}/${half}`;
    const halves = drawn.get(key) ?? randomHalves({ trials, half, splits }, below);
    drawn.set(key, halves);
    return halves;
  };
}

function personOf(plan: DPlan): Person {
  const origin = plan.trials.reduce((sum, trial) => sum + trial.latencyMs / plan.trials.length, 0);
  const byBlock = new Map<number, DTrial[]>();
  for (const trial of plan.trials) {
    const at = dOffset({ ...trial, isCorrect: true });
    const own = byBlock.get(at);
    if (own) own.push(trial);
    else byBlock.set(at, [trial]);
  }
  const blocks = [...byBlock].map(([at, trials], number): Block => {
    const errors = trials.filter(({ isCorrect }) => !isCorrect);
    const correct = trials.filter(({ isCorrect }) => isCorrect);
    return {
      latencies: Float64Array.from([...errors, ...correct], ({ latencyMs }) => latencyMs - origin),
      errors: errors.length,
      half: (trials.length + (number % 2)) >> 1,
      at,
    };
  });
  const { pairs, rule } = plan;
  return { plan: { pairs, rule }, totals: dSums(plan, origin), blocks };
}

type Splitting = {
  readonly moments: SplitMoments;
  readonly halvesOf: ReturnType<typeof halvesBySize>;
  readonly below: (n: number) => number;
};

function splitRepeatedly({ plan, totals, blocks }: Person, { moments, halvesOf, below }: Splitting): void {
  const halves = blocks.map((block) => halvesOf(block));
  const shuffled = blocks.map((block) => shuffledBlock(block, below));
  const first = new Float64Array(totals.length);
  const second = new Float64Array(totals.length);
  for (let split = 0; split < moments.splits; split += 1) {
    for (let block = 0; block < blocks.length; block += 1) {
      sumHalf(shuffled[block]!, halves[block]!, { split, into: first, at: blocks[block]!.at });
    }
    for (let i = 0; i < totals.length; i += 1) second[i] = totals[i]! - first[i]!;
    const a = meanD(first, plan);
    const b = a === null ? null : meanD(second, plan);
    if (a !== null && b !== null) moments.add(split, a, b);
  }
}

function meanD(sums: Float64Array, { pairs, rule }: Person["plan"]): number | null {
  let sum = 0;
  for (let pair = 0; pair < pairs; pair += 1) {
    const d = dOfPair(sums, pair * NUMBERS_PER_PAIR, rule);
    if (typeof d === "string") return null;
    sum += d;
  }
  return sum / pairs;
}
