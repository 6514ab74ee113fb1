import type { ShownProduct } from "../../../contract/timeline.ts";
import { randomStream } from "../../../random/randomStream.ts";
import type { ShownStimulus } from "../stimuli.ts";
import { balancedRuns } from "../stimulusOrder.ts";
import type { SpeededFitParameters } from "./parameters.ts";
import type { FitResponse } from "./trial.ts";

export type JudgedTrial = {
  readonly trialIndex: number;
  readonly brand: ShownProduct;
  readonly attribute: ShownStimulus;
};
export type BaselineTrial = { readonly trialIndex: number; readonly side: FitResponse };

/** Baseline trials, both sides equally often, then every brand with every attribute in random order, each repetition
 *  complete before the next. The same seed gives the same order. */
export function speededFitTrials(
  { baselineTrials, repetitions }: SpeededFitParameters,
  shown: { readonly brands: readonly ShownProduct[]; readonly attributes: readonly ShownStimulus[] },
  seed: number,
): { readonly baseline: readonly BaselineTrial[]; readonly judged: readonly JudgedTrial[] } {
  const random = randomStream(seed);
  const sides = balancedRuns(["fit", "notFit", "fit", "notFit"] as const, baselineTrials, random);
  const pairs = shown.brands.flatMap((brand) => shown.attributes.map((attribute) => ({ brand, attribute })));
  const order = balancedRuns(pairs, repetitions * pairs.length, random);
  return {
    baseline: sides.map((side, trialIndex) => ({ trialIndex, side })),
    judged: order.map((pair, index) => ({ trialIndex: baselineTrials + index, ...pair })),
  };
}
