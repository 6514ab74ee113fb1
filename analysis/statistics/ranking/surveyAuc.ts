/** AUCs of several scores of the same weighted rows, with their covariance. */
export type SurveyAucs = {
  readonly auc: readonly number[];
  /** Null where buyers or non-buyers come from a single unit. */
  readonly vcov: readonly (readonly number[])[] | null;
};

/** Whose rows, and how much each counts. */
export type SurveyRows = {
  readonly outcome: ArrayLike<number>;
  readonly weights: ArrayLike<number>;
  /** Rows of each sampling unit; null where every row is one. */
  readonly units: readonly (readonly number[])[] | null;
};

/** The chance that a buyer scores above a non-buyer when pairs count by the product of their weights, ties one half, with
 *  the linearised covariance over sampling units. With equal weights and one row a unit it is DeLong's. O(n log n).
 *  Throws RangeError when nobody or everybody bought. */
export function surveyAucs(scores: readonly ArrayLike<number>[], rows: SurveyRows): SurveyAucs {
  const pulls = scores.map((score) => pullsOf(score, rows));
  const auc = pulls.map((one) => one.auc);
  const factors = factorsOf(rows);
  if (factors === null) return { auc, vcov: null };
  const sums = pulls.map(({ pull }) => sumsOf(pull, rows));
  return {
    auc,
    vcov: sums.map((a) => sums.map((b) => a.reduce((all, value, i) => all + factors[i]! * value * b[i]!, 0))),
  };
}

type Pulls = { readonly auc: number; readonly pull: Float64Array };

// Each row's pull on the AUC: its weight times how far its placement lies from the AUC, over its own side's weight.
function pullsOf(score: ArrayLike<number>, { outcome, weights }: SurveyRows): Pulls {
  const order = Array.from({ length: score.length }, (_, row) => row).sort((a, b) => score[a]! - score[b]!);
  const whole = [0, 0];
  for (const row of order) whole[outcome[row]!]! += weights[row]!;
  const [others, buyers] = [whole[0]!, whole[1]!];
  if (!(others > 0) || !(buyers > 0)) throw new RangeError("an AUC needs buyers and non-buyers");
  const place = new Float64Array(score.length);
  const below = [0, 0];
  let auc = 0;
  for (let from = 0; from < order.length; ) {
    let to = from;
    const tied = [0, 0];
    while (to < order.length && score[order[to]!] === score[order[from]!]) {
      tied[outcome[order[to]!]!]! += weights[order[to]!]!;
      to += 1;
    }
    for (let at = from; at < to; at += 1) {
      const row = order[at]!;
      const isBuyer = outcome[row] === 1;
      const lower = isBuyer ? below[0]! + tied[0]! / 2 : buyers - below[1]! - tied[1]! / 2;
      place[row] = lower / (isBuyer ? others : buyers);
      if (isBuyer) auc += (weights[row]! * place[row]!) / buyers;
    }
    below[0]! += tied[0]!;
    below[1]! += tied[1]!;
    from = to;
  }
  const pull = place.map((value, row) => (weights[row]! * (value - auc)) / (outcome[row] === 1 ? buyers : others));
  return { auc, pull };
}

function sumsOf(pull: Float64Array, { units }: SurveyRows): Float64Array {
  if (units === null) return pull;
  return Float64Array.from(units, (rows) => rows.reduce((sum, row) => sum + pull[row]!, 0));
}

// n / (n − 1) for buyers and for non-buyers, or G / (G − 1) where units hold both.
function factorsOf({ outcome, units }: SurveyRows): Float64Array | null {
  if (units !== null) {
    return units.length < 2 ? null : new Float64Array(units.length).fill(units.length / (units.length - 1));
  }
  const counts = [0, 0];
  for (let row = 0; row < outcome.length; row += 1) counts[outcome[row]!]! += 1;
  if (counts.some((count) => count < 2)) return null;
  return Float64Array.from(outcome, (value) => counts[value]! / (counts[value]! - 1));
}
