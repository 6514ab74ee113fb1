import { type Random, randomStream } from "../../../random/randomStream.ts";
import type { ShownCategory, ShownStimulus } from "../stimuli.ts";
import { balancedRuns, endlessDraw } from "../stimulusOrder.ts";
import type { AatParameters } from "./parameters.ts";
import type { AatTarget, Action, Format } from "./trial.ts";

export type AatPlannedTrial = {
  readonly trialIndex: number;
  readonly target: AatTarget | null;
  readonly stimulus: ShownStimulus;
  readonly format: Format;
  readonly action: Action;
};

type Cell = { readonly target: AatTarget; readonly action: Action };
const cells: readonly Cell[] = [
  { target: "focal", action: "approach" },
  { target: "focal", action: "avoid" },
  { target: "comparison", action: "approach" },
  { target: "comparison", action: "avoid" },
];
const BLANK: ShownStimulus = { text: "", image: null };
/** Orders tried before one with a longer run is taken; a third-in-a-row limit is met within a few. */
const TRIES = 200;

/** The frame that asks for a movement under a mapping. */
export function formatFor(action: Action, approachFormat: string | undefined): Format {
  const isPortrait = (approachFormat !== "landscape") === (action === "approach");
  return isPortrait ? "portrait" : "landscape";
}

/** Practice with empty cards and the scored trials, both movements equally often for both products, never the same
 *  movement more than `longestRun` times in a row. The same seed gives the same order. */
export function aatTrials(
  parameters: AatParameters,
  shown: {
    readonly categories: Readonly<Record<AatTarget, ShownCategory>>;
    readonly approachFormat: string | undefined;
  },
  seed: number,
): { readonly practice: readonly AatPlannedTrial[]; readonly test: readonly AatPlannedTrial[] } {
  const random = randomStream(seed);
  const draws = new Map(cells.map((cell) => [cell, endlessDraw(shown.categories[cell.target].stimuli, random)]));
  const { practice, perCell } = parameters.trials;
  const format = (action: Action) => formatFor(action, shown.approachFormat);
  const warmUp = balancedRuns(["approach", "avoid", "approach", "avoid"] as const, practice, random);
  return {
    practice: warmUp.map((action, trialIndex) => ({
      trialIndex,
      target: null,
      stimulus: BLANK,
      format: format(action),
      action,
    })),
    test: limitedRuns(cells, { count: 4 * perCell, longest: parameters.longestRun }, random).map((cell, index) => ({
      trialIndex: practice + index,
      target: cell.target,
      stimulus: draws.get(cell)!(),
      format: format(cell.action),
      action: cell.action,
    })),
  };
}

function limitedRuns(
  kinds: readonly Cell[],
  limits: { readonly count: number; readonly longest: number },
  random: Random,
) {
  let order = balancedRuns(kinds, limits.count, random);
  for (let tried = 0; tried < TRIES && longestRun(order) > limits.longest; tried += 1) {
    order = balancedRuns(kinds, limits.count, random);
  }
  return order;
}

function longestRun(order: readonly Cell[]): number {
  let [longest, run] = [0, 0];
  order.forEach(({ action }, index) => {
    run = order[index - 1]?.action === action ? run + 1 : 1;
    longest = Math.max(longest, run);
  });
  return longest;
}
