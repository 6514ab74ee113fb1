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

/** The difference with each unit (row, or person's rows) left out in turn: what a unit's rows won and lost is taken from the
 *  whole count, so that it costs one pass, not one a unit. */
export function jackknifeAucDifference(problem: AucDifferenceProblem, units: readonly Int32Array[]): Float64Array {
  const [first, second] = [countOf(problem.first, problem.outcome), countOf(problem.second, problem.outcome)];
  const left = units.map((unit) => {
    const [a, b] = [withoutUnit(first, problem.outcome, unit), withoutUnit(second, problem.outcome, unit)];
    return a === null || b === null ? null : a - b;
  });
  return Float64Array.from(left.filter((value) => value !== null));
}

/** Pairs of a buyer and another that the buyer wins (ties one half), in all and by the row that takes part. */
type Won = { readonly codes: Int32Array; readonly all: number; readonly byRow: Float64Array; readonly buyers: number };

function countOf({ codes, levels }: RankCodes, outcome: Uint8Array): Won {
  const counts = [new Int32Array(levels), new Int32Array(levels)] as const;
  for (let row = 0; row < outcome.length; row += 1) counts[outcome[row]! === 1 ? 1 : 0][codes[row]!]! += 1;
  const [others, buyers] = counts;
  const below = new Float64Array(levels + 1);
  const above = new Float64Array(levels + 1);
  for (let level = 0; level < levels; level += 1) below[level + 1] = below[level]! + others[level]!;
  for (let level = levels - 1; level >= 0; level -= 1) above[level] = above[level + 1]! + buyers[level]!;
  const byRow = Float64Array.from(outcome, (value, row) => {
    const level = codes[row]!;
    return value === 1 ? below[level]! + others[level]! / 2 : above[level + 1]! + buyers[level]! / 2;
  });
  const all = byRow.reduce((sum, won, row) => (outcome[row] === 1 ? sum + won : sum), 0);
  return { codes, all, byRow, buyers: above[0]! };
}

function withoutUnit({ codes, all, byRow, buyers }: Won, outcome: Uint8Array, unit: Int32Array): number | null {
  let [won, own, ownBuyers] = [all, 0, 0];
  for (const row of unit) {
    won -= byRow[row]!;
    if (outcome[row] !== 1) continue;
    ownBuyers += 1;
    // Pairs within the unit were taken away twice.
    for (const other of unit) {
      if (outcome[other] === 1) continue;
      own += codes[row]! > codes[other]! ? 1 : codes[row] === codes[other] ? 0.5 : 0;
    }
  }
  const leftBuyers = buyers - ownBuyers;
  const leftOthers = outcome.length - buyers - (unit.length - ownBuyers);
  return leftBuyers === 0 || leftOthers === 0 ? null : (won + own) / (leftBuyers * leftOthers);
}
