import { type Random, randomStream } from "../../../random/randomStream.ts";
import { bothSides, opposite, type Pairing, pairingOrder, pairingsOf, type Side, sideOf } from "../sides.ts";
import type { ShownCategory, ShownStimulus } from "../stimuli.ts";
import { alternating, balancedRuns, endlessDraw } from "../stimulusOrder.ts";
import type { IatParameters } from "./parameters.ts";
import type { IatBlockRole, IatCategory, IatTrial } from "./trial.ts";

/** One trial to come. */
export type PlannedTrial = {
  readonly trialIndex: number;
  readonly stimulus: ShownStimulus;
  readonly category: IatCategory;
  readonly correctSide: Side;
};

/** One block to come: which categories stand on which side, and its trials in order. */
export type IatBlock = {
  readonly role: IatBlockRole;
  readonly kind: IatTrial["blockKind"];
  readonly pairing: Pairing | null;
  readonly left: readonly IatCategory[];
  readonly right: readonly IatCategory[];
  readonly trials: readonly PlannedTrial[];
};

type Sides = Readonly<Record<IatCategory, Side>>;
type Plan = Omit<IatBlock, "trials" | "left" | "right"> & {
  readonly sides: Sides;
  readonly categories: readonly IatCategory[];
  readonly count: number;
};

const swaps = ["targets", "attributes"] as const;
const fewFactors = { pairingOrder, focalSide: bothSides } as const;

/** Four cells, eight where what changes sides is balanced too. */
export function iatFactors({ swap }: Pick<IatParameters, "swap">) {
  return swap === "balanced" ? { ...fewFactors, swap: swaps } : fewFactors;
}

/** The seven blocks of Greenwald, Nosek & Banaji (2003) for one participant. In the first combined blocks the focal
 *  product shares its side with the positive attribute (`compatibleFirst`) or the negative one; then the products
 *  change sides, or the attributes. Stimuli come without replacement, left and right equally often, targets and attributes in turn;
 *  the same seed gives the same order. */
export function iatBlocks(
  shown: { readonly parameters: IatParameters; readonly categories: Readonly<Record<IatCategory, ShownCategory>> },
  assignment: Readonly<Record<string, string>>,
  seed: number,
): readonly IatBlock[] {
  const random = randomStream(seed);
  const draws = drawsOf(shown.categories, random);
  const counted = { next: 0 };
  return plans(shown.parameters, assignment).map((plan) => {
    const categories = categoryOrder(plan, random);
    const trials = categories.map((category): PlannedTrial => {
      const trialIndex = counted.next;
      counted.next += 1;
      return { trialIndex, stimulus: draws[category](), category, correctSide: plan.sides[category] };
    });
    const on = (side: Side) => plan.categories.filter((category) => plan.sides[category] === side);
    return { role: plan.role, kind: plan.kind, pairing: plan.pairing, left: on("left"), right: on("right"), trials };
  });
}

const TARGETS = ["focal", "comparison"] as const;
const ATTRIBUTES = ["positive", "negative"] as const;

function plans(parameters: IatParameters, assignment: Readonly<Record<string, string>>): readonly Plan[] {
  const { trials } = parameters;
  const focalSide = sideOf(assignment.focalSide);
  const [first, second] = pairingsOf(assignment.pairingOrder);
  const positiveSide = first === "compatible" ? focalSide : opposite(focalSide);
  const before = { ...pairOf(TARGETS, focalSide), ...pairOf(ATTRIBUTES, positiveSide) };
  const isTargetSwap = (parameters.swap === "balanced" ? assignment.swap : parameters.swap) !== "attributes";
  const moved = isTargetSwap ? pairOf(TARGETS, opposite(focalSide)) : pairOf(ATTRIBUTES, opposite(positiveSide));
  const after = { ...before, ...moved };
  const both = [...TARGETS, ...ATTRIBUTES];
  const practice = { kind: "practice", pairing: null } as const;
  const { combinedPractice, combinedTest } = trials;
  return [
    { role: "targets", ...practice, sides: before, categories: TARGETS, count: trials.targets },
    { role: "attributes", ...practice, sides: before, categories: ATTRIBUTES, count: trials.attributes },
    {
      role: "combinedPractice",
      kind: "practice",
      pairing: first,
      sides: before,
      categories: both,
      count: combinedPractice,
    },
    { role: "combinedTest", kind: "test", pairing: first, sides: before, categories: both, count: combinedTest },
    {
      role: isTargetSwap ? "reversedTargets" : "reversedAttributes",
      ...practice,
      sides: after,
      categories: isTargetSwap ? TARGETS : ATTRIBUTES,
      count: trials.reversedTargets,
    },
    {
      role: "reversedCombinedPractice",
      kind: "practice",
      pairing: second,
      sides: after,
      categories: both,
      count: combinedPractice,
    },
    {
      role: "reversedCombinedTest",
      kind: "test",
      pairing: second,
      sides: after,
      categories: both,
      count: combinedTest,
    },
  ];
}

function pairOf(pair: readonly [IatCategory, IatCategory], firstSide: Side): Sides {
  return { [pair[0]]: firstSide, [pair[1]]: opposite(firstSide) } as Sides;
}

function categoryOrder(plan: Plan, random: Random): readonly IatCategory[] {
  if (plan.categories.length === 2) return balancedRuns([...plan.categories, ...plan.categories], plan.count, random);
  const half = Math.ceil(plan.count / 2);
  return alternating(balancedRuns(TARGETS, half, random), balancedRuns(ATTRIBUTES, half, random), plan.count);
}

function drawsOf(categories: Readonly<Record<IatCategory, ShownCategory>>, random: Random) {
  const draw = (category: IatCategory) => endlessDraw(categories[category].stimuli, random);
  return {
    focal: draw("focal"),
    comparison: draw("comparison"),
    positive: draw("positive"),
    negative: draw("negative"),
  };
}
