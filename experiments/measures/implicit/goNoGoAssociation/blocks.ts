import { type Random, randomStream } from "../../../random/randomStream.ts";
import type { Pairing } from "../sides.ts";
import type { ShownCategory, ShownStimulus } from "../stimuli.ts";
import { balancedRuns, endlessDraw } from "../stimulusOrder.ts";
import type { GnatParameters } from "./parameters.ts";
import type { GnatCategory } from "./trial.ts";

export type GnatBlock = {
  readonly kind: "practice" | "test";
  readonly pairing: Pairing;
  readonly target: "focal" | "comparison";
  readonly attribute: "positive" | "negative";
  readonly trials: readonly {
    readonly trialIndex: number;
    readonly stimulus: ShownStimulus;
    readonly category: GnatCategory;
    readonly isSignal: boolean;
  }[];
};

export const gnatFactors = {
  pairingOrder: ["compatibleFirst", "incompatibleFirst"],
  targetOrder: ["focalFirst", "comparisonFirst"],
} as const;

type Signal = Pick<GnatBlock, "target" | "attribute" | "pairing">;
const NAMES = ["focal", "comparison", "positive", "negative"] as const;

/** Practice and test with each pairing of a product and an attribute as the signals; the other product and attribute
 *  are noise, signals and noise 1 : 1, products and attributes 1 : 1. The same seed gives the same order.
 *  Source: Nosek & Banaji (2001). */
export function gnatBlocks(
  shown: { readonly parameters: GnatParameters; readonly categories: Readonly<Record<GnatCategory, ShownCategory>> },
  assignment: Readonly<Record<string, string>>,
  seed: number,
): readonly GnatBlock[] {
  const random = randomStream(seed);
  const draws = new Map(NAMES.map((name) => [name, endlessDraw(shown.categories[name].stimuli, random)]));
  const counted = { next: 0 };
  const { trials } = shown.parameters;
  const plans = signals(shown.parameters, assignment).flatMap((signal) => [
    { ...signal, kind: "practice" as const, count: trials.practice },
    { ...signal, kind: "test" as const, count: trials.test },
  ]);
  return plans
    .filter(({ count }) => count > 0)
    .map(({ count, ...block }) => ({
      ...block,
      trials: order(count, random).map((category) => {
        counted.next += 1;
        const isSignal = category === block.target || category === block.attribute;
        return { trialIndex: counted.next - 1, stimulus: draws.get(category)!(), category, isSignal };
      }),
    }));
}

function signals({ pairings }: GnatParameters, assignment: Readonly<Record<string, string>>): readonly Signal[] {
  const focal = (
    [
      { target: "focal", attribute: "positive", pairing: "compatible" },
      { target: "focal", attribute: "negative", pairing: "incompatible" },
    ] as const satisfies readonly Signal[]
  ).toSorted(firstBy(assignment.pairingOrder));
  if (pairings === "focal") return focal;
  const comparison = (
    [
      { target: "comparison", attribute: "negative", pairing: "compatible" },
      { target: "comparison", attribute: "positive", pairing: "incompatible" },
    ] as const satisfies readonly Signal[]
  ).toSorted(firstBy(assignment.pairingOrder));
  return assignment.targetOrder === "comparisonFirst" ? [...comparison, ...focal] : [...focal, ...comparison];
}

function firstBy(pairingOrder: string | undefined) {
  const first: Pairing = pairingOrder === "incompatibleFirst" ? "incompatible" : "compatible";
  return (a: Signal, b: Signal) => Number(b.pairing === first) - Number(a.pairing === first);
}

function order(count: number, random: Random): readonly GnatCategory[] {
  return balancedRuns([...NAMES, ...NAMES], count, random);
}
