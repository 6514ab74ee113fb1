import { randomStream } from "../../../random/randomStream.ts";
import type { ShownStimulus } from "../stimuli.ts";
import { endlessDraw } from "../stimulusOrder.ts";
import type { AmpParameters } from "./parameters.ts";
import type { AmpPrime } from "./trial.ts";

export type AmpPlannedTrial = {
  readonly trialIndex: number;
  readonly prime: AmpPrime;
  readonly stimulus: ShownStimulus;
  readonly glyph: number;
};

type Primes = Readonly<Record<AmpPrime, readonly ShownStimulus[]>>;

/** Practice trials (neutral) and test trials, primes in random order, each with a sign of its own. The same seed gives
 *  the same order and the same signs. */
export function ampTrials(
  { trials }: AmpParameters,
  primes: Primes,
  seed: number,
): { readonly practice: readonly AmpPlannedTrial[]; readonly test: readonly AmpPlannedTrial[] } {
  const random = randomStream(seed);
  const draw = {
    focal: endlessDraw(primes.focal, random),
    comparison: endlessDraw(primes.comparison, random),
    neutral: endlessDraw(primes.neutral, random),
  };
  const times = (prime: AmpPrime, often: number) => Array.from({ length: often }, () => prime);
  const test = random.shuffle([
    ...times("focal", trials.perProduct),
    ...times("comparison", trials.perProduct),
    ...times("neutral", trials.neutral),
  ]);
  const all = [...times("neutral", trials.practice), ...test];
  const glyphs = random.shuffle(all.map((_, index) => index));
  const planned = all.map((prime, trialIndex) => ({
    trialIndex,
    prime,
    stimulus: draw[prime](),
    glyph: glyphs[trialIndex]!,
  }));
  return { practice: planned.slice(0, trials.practice), test: planned.slice(trials.practice) };
}
