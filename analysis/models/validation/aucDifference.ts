/** Scores as whole numbers in the order of their values, so that a resample's AUC is counted without sorting. */
export type RankCodes = { readonly codes: Int32Array; readonly levels: number };

/** Two scores of the same rows and their outcome, ready for resampling. */
export type AucDifferenceProblem = {
  readonly first: RankCodes;
  readonly second: RankCodes;
  readonly outcome: Uint8Array;
};

/** Codes equal values equally and greater values higher. */
function rankCodes(scores: ArrayLike<number>): RankCodes {
  const distinct = [...new Set(Float64Array.from(scores).sort())];
  const code = new Map(distinct.map((value, at) => [value, at]));
  return { codes: Int32Array.from(scores, (value) => code.get(value)!), levels: distinct.length };
}

/** Prepares the AUC difference of two scores, first minus second. Throws RangeError when lengths differ. */
export function aucDifferenceProblem(
  first: ArrayLike<number>,
  second: ArrayLike<number>,
  outcome: ArrayLike<number>,
): AucDifferenceProblem {
  if (first.length !== outcome.length || second.length !== outcome.length) {
    throw new RangeError(`${first.length} and ${second.length} scores, ${outcome.length} outcomes`);
  }
  return { first: rankCodes(first), second: rankCodes(second), outcome: Uint8Array.from(outcome) };
}

/** AUC of coded scores over rows (each as often as it occurs), ties one half; null without buyers or non-buyers. */
function codedAuc({ codes, levels }: RankCodes, outcome: Uint8Array, rows: Int32Array): number | null {
  const buyers = new Int32Array(levels);
  const others = new Int32Array(levels);
  for (let i = 0; i < rows.length; i += 1) {
    const row = rows[i]!;
    if (outcome[row] === 1) buyers[codes[row]!]! += 1;
    else others[codes[row]!]! += 1;
  }
  let lower = 0;
  let won = 0;
  let count = 0;
  for (let level = 0; level < levels; level += 1) {
    won += buyers[level]! * (lower + 0.5 * others[level]!);
    lower += others[level]!;
    count += buyers[level]!;
  }
  return count === 0 || lower === 0 ? null : won / (count * lower);
}

/** AUC of the first score minus that of the second over rows; null without buyers or non-buyers. */
export function aucDifference({ first, second, outcome }: AucDifferenceProblem, rows: Int32Array): number | null {
  const a = codedAuc(first, outcome, rows);
  const b = codedAuc(second, outcome, rows);
  return a === null || b === null ? null : a - b;
}

/** The difference with each unit (row, or person's rows) left out in turn. */
export function jackknifeAucDifference(problem: AucDifferenceProblem, units: readonly Int32Array[]): Float64Array {
  const all = Array.from(problem.outcome, (_, i) => i);
  const left = units.map((unit) => {
    const out = new Set(unit);
    return aucDifference(problem, Int32Array.from(all.filter((row) => !out.has(row))));
  });
  return Float64Array.from(left.filter((value) => value !== null));
}
