import { type Random, randomStream } from "../../../random/randomStream.ts";
import { bothSides, opposite, type Pairing, pairingOrder, pairingsOf, type Side, sideOf } from "../sides.ts";
import type { ShownCategory, ShownStimulus } from "../stimuli.ts";
import { balancedRuns, endlessDraw } from "../stimulusOrder.ts";
import type { SingleCategoryIatParameters } from "./parameters.ts";
import type { SingleCategoryIatCategory } from "./trial.ts";

type Name = SingleCategoryIatCategory;

export type SingleCategoryIatPlannedTrial = {
  readonly trialIndex: number;
  readonly stimulus: ShownStimulus;
  readonly category: Name;
  readonly correctSide: Side;
};

export type SingleCategoryIatBlock = {
  readonly kind: "practice" | "test";
  readonly pairing: Pairing | null;
  readonly left: readonly Name[];
  readonly right: readonly Name[];
  readonly trials: readonly SingleCategoryIatPlannedTrial[];
};

export const singleCategoryIatFactors = { pairingOrder, positiveSide: bothSides } as const;

/** Practice and test with the first pairing, then with the second; only the product changes sides. In each run the
 *  product, its side's attribute and the other come 7 : 7 : 10. The same seed gives the same order.
 *  Source: Karpinski & Steinman (2006). */
export function singleCategoryIatBlocks(
  shown: {
    readonly parameters: SingleCategoryIatParameters;
    readonly categories: Readonly<Record<Name, ShownCategory>>;
  },
  assignment: Readonly<Record<string, string>>,
  seed: number,
): readonly SingleCategoryIatBlock[] {
  const random = randomStream(seed);
  const names = ["focal", "positive", "negative"] as const;
  const draws = new Map(names.map((name) => [name, endlessDraw(shown.categories[name].stimuli, random)]));
  const positive = sideOf(assignment.positiveSide);
  const counted = { next: 0 };
  return plans(shown.parameters, assignment.pairingOrder).map(({ kind, pairing, count }) => {
    const focal = pairing === "incompatible" ? opposite(positive) : positive;
    const sides: Readonly<Record<Name, Side>> = { focal, positive, negative: opposite(positive) };
    const trials = order({ pairing, count, ratio: shown.parameters.ratio }, random).map((category) => {
      counted.next += 1;
      return { trialIndex: counted.next - 1, stimulus: draws.get(category)!(), category, correctSide: sides[category] };
    });
    const present = names.filter((name) => name !== "focal" || pairing !== null);
    const on = (side: Side) => present.filter((name) => sides[name] === side);
    return { kind, pairing, left: on("left"), right: on("right"), trials };
  });
}

type Plan = Pick<SingleCategoryIatBlock, "kind" | "pairing"> & { readonly count: number };

function plans({ trials }: SingleCategoryIatParameters, first: string | undefined): readonly Plan[] {
  const combined = pairingsOf(first).flatMap((pairing): readonly Plan[] => [
    { kind: "practice", pairing, count: trials.practice },
    { kind: "test", pairing, count: trials.test },
  ]);
  const all: readonly Plan[] = [{ kind: "practice", pairing: null, count: trials.attributes }, ...combined];
  return all.filter(({ count }) => count > 0);
}

type Order = Pick<Plan, "pairing" | "count"> & { readonly ratio: SingleCategoryIatParameters["ratio"] };

function order({ pairing, count, ratio }: Order, random: Random): readonly Name[] {
  if (pairing === null) return balancedRuns(["positive", "negative"] as const, count, random);
  const [shared, single]: readonly [Name, Name] =
    pairing === "compatible" ? ["positive", "negative"] : ["negative", "positive"];
  const times = (name: Name, often: number) => Array.from({ length: often }, () => name);
  return balancedRuns(
    [...times("focal", ratio.target), ...times(shared, ratio.shared), ...times(single, ratio.single)],
    count,
    random,
  );
}
