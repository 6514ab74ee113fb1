import type { Random } from "../../../experiments/random/randomStream.ts";

/** How rows are dealt into folds. */
export type FoldQuestion = {
  readonly outcome: ArrayLike<number>;
  readonly k: number;
  /** Person of each row: all rows of one person go into one fold. */
  readonly persons?: readonly string[] | undefined;
};

/**
 * Deals rows into `k` folds numbered from 1, stratified by outcome (for persons with several rows: by whether they ever
 * bought) so that every fold has buyers and non-buyers in proportion. Throws RangeError unless 2 <= k <= persons.
 */
export function stratifiedFolds({ outcome, k, persons }: FoldQuestion, random: Random): Int32Array {
  const labels = persons ?? Array.from(outcome, (_, i) => String(i));
  const bought = new Map<string, boolean>();
  labels.forEach((label, i) => {
    bought.set(label, (bought.get(label) ?? false) || outcome[i] === 1);
  });
  if (!Number.isInteger(k) || k < 2 || k > bought.size) throw new RangeError(`${k} folds of ${bought.size} persons`);
  const foldOf = new Map<string, number>();
  let dealt = 0;
  for (const stratum of [true, false]) {
    const members = [...bought].filter(([, hasBought]) => hasBought === stratum).map(([label]) => label);
    for (const label of random.shuffle(members)) {
      foldOf.set(label, (dealt % k) + 1);
      dealt += 1;
    }
  }
  return Int32Array.from(labels, (label) => foldOf.get(label)!);
}

/** The folds that occur, ascending. */
export function foldNumbers(folds: ArrayLike<number>): readonly number[] {
  return [...new Set(Array.from(folds))].sort((a, b) => a - b);
}
