import { randomStream } from "../../../random/randomStream.ts";
import type { ShownCategory, ShownStimulus } from "../stimuli.ts";
import { balancedRuns, endlessDraw } from "../stimulusOrder.ts";
import type { EptParameters } from "./parameters.ts";
import type { EptPrime, EptTrial, Valence } from "./trial.ts";

export type EptPlannedTrial = {
  readonly trialIndex: number;
  readonly blockKind: EptTrial["blockKind"];
  readonly prime: EptPrime;
  readonly primeStimulus: ShownStimulus;
  readonly valence: Valence;
  readonly stimulus: ShownStimulus;
};

type Cell = { readonly prime: EptPrime; readonly valence: Valence };
const cells: readonly Cell[] = [
  { prime: "focal", valence: "positive" },
  { prime: "focal", valence: "negative" },
  { prime: "comparison", valence: "positive" },
  { prime: "comparison", valence: "negative" },
];

/** Blocks of trials: practice, then scored ones. Every run of eight has each cell twice; words are drawn without
 *  replacement cell by cell. The same seed gives the same order. */
export function eptBlocks(
  { trials, trialsPerBlock }: EptParameters,
  categories: Readonly<Record<EptPrime | Valence, ShownCategory>>,
  seed: number,
): readonly (readonly EptPlannedTrial[])[] {
  const random = randomStream(seed);
  const draws = new Map(
    cells.map((cell) => {
      const prime = endlessDraw(categories[cell.prime].stimuli, random);
      return [cell, { prime, word: endlessDraw(categories[cell.valence].stimuli, random) }];
    }),
  );
  const order = [
    ...balancedRuns(cells, trials.practice, random),
    ...balancedRuns([...cells, ...cells], 4 * trials.perCell, random),
  ];
  const planned = order.map((cell, trialIndex): EptPlannedTrial => {
    const draw = draws.get(cell)!;
    const blockKind = trialIndex < trials.practice ? "practice" : "test";
    return { trialIndex, blockKind, ...cell, primeStimulus: draw.prime(), stimulus: draw.word() };
  });
  const test = planned.slice(trials.practice);
  const starts = [...test.keys()].filter((index) => index % trialsPerBlock === 0);
  const blocks = starts.map((start) => test.slice(start, start + trialsPerBlock));
  return trials.practice > 0 ? [planned.slice(0, trials.practice), ...blocks] : blocks;
}
