import { type Random, randomStream } from "../../../random/randomStream.ts";
import type { Pairing, Side } from "../sides.ts";
import type { ShownCategory, ShownStimulus } from "../stimuli.ts";
import { alternating, balancedRuns, endlessDraw } from "../stimulusOrder.ts";
import type { BriefIatParameters } from "./parameters.ts";
import type { BriefIatCategory } from "./trial.ts";

export type BriefIatPlannedTrial = {
  readonly trialIndex: number;
  readonly stimulus: ShownStimulus;
  readonly category: BriefIatCategory;
  readonly correctSide: Side;
};

export type BriefIatBlock = {
  readonly pairing: Pairing | null;
  /** The categories that belong: right side. */
  readonly belongs: readonly [target: BriefIatCategory, attribute: BriefIatCategory];
  readonly trials: readonly BriefIatPlannedTrial[];
};

export const briefIatFactors = { focalFirst: ["focal", "comparison"] } as const;
type Categories = Readonly<Record<BriefIatCategory, ShownCategory>>;
type Plan = Pick<BriefIatBlock, "pairing" | "belongs"> & {
  readonly other: BriefIatCategory;
  readonly prefatory: number;
  readonly count: number;
};

/** The warm-up block and the scored ones, in which the two products take turns as the one that belongs. After the
 *  prefatory products, attributes and products alternate, attributes first, all four kinds equally often. The same seed
 *  gives the same order. Source: Sriram & Greenwald (2009); Nosek et al. (2014) for four blocks. */
export function briefIatBlocks(
  shown: { readonly parameters: BriefIatParameters; readonly categories: Categories },
  assignment: Readonly<Record<string, string>>,
  seed: number,
): readonly BriefIatBlock[] {
  const random = randomStream(seed);
  const names = ["focal", "comparison", "positive", "negative", "warmUpFocal", "warmUpOther"] as const;
  const draws = new Map(names.map((name) => [name, endlessDraw(shown.categories[name].stimuli, random)]));
  return plans(shown.parameters, assignment.focalFirst).map((plan) => ({
    pairing: plan.pairing,
    belongs: plan.belongs,
    trials: order(plan, random).map((category, trialIndex) => ({
      trialIndex,
      stimulus: draws.get(category)!(),
      category,
      correctSide: plan.belongs.includes(category) ? "right" : "left",
    })),
  }));
}

function plans(parameters: BriefIatParameters, focalFirst: string | undefined): readonly Plan[] {
  const { warmUpTrials, prefatoryTrials: prefatory, trials: count } = parameters;
  const first = focalFirst === "comparison" ? 1 : 0;
  const warmUp: Plan = {
    pairing: null,
    belongs: ["warmUpFocal", "positive"],
    other: "warmUpOther",
    prefatory: 0,
    count: warmUpTrials,
  };
  const scored = Array.from({ length: parameters.blocks }, (_, index): Plan => {
    const isFocal = (index + first) % 2 === 0;
    return isFocal
      ? { pairing: "compatible", belongs: ["focal", "positive"], other: "comparison", prefatory, count }
      : { pairing: "incompatible", belongs: ["comparison", "positive"], other: "focal", prefatory, count };
  });
  return warmUpTrials > 0 ? [warmUp, ...scored] : scored;
}

function order(plan: Plan, random: Random): readonly BriefIatCategory[] {
  const targets = [plan.belongs[0], plan.other];
  const half = Math.ceil(plan.count / 2);
  const attributes = balancedRuns([plan.belongs[1], "negative"] as const, half, random);
  const rest = alternating<BriefIatCategory>(attributes, balancedRuns(targets, half, random), plan.count);
  return [...balancedRuns(targets, plan.prefatory, random), ...rest];
}
