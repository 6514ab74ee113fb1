import type { Design } from "./design.ts";
import { type GroupedRows, groupRows } from "./groupedRows.ts";
import { maximise } from "./newton.ts";
import { type Standardised, standardise, standardisedCoefficients } from "./standardise.ts";

/** A model that is fitted again and again to resamples of the same rows. */
export type Refitter = {
  readonly groups: GroupedRows;
  /** The maximum-likelihood fit where each row counts as often as it was drawn; null when there is no maximum. */
  readonly refit: (rows: Int32Array) => Refit | null;
};

/** A fit to a resample. */
export type Refit = {
  /** How many drawn rows each group has. */
  readonly counts: Float64Array;
  /** Linear predictor of every group, drawn or not. */
  readonly eta: Float64Array;
  readonly logLikelihood: number;
};

/** Prepares refits of a model: equal rows are put together and resampled rows become counts, so that a refit reads what is
 *  different once. `start` are coefficients near the expected ones. The estimates are those of the rows themselves. */
export function refitter(design: Design, outcome: ArrayLike<number>, start: readonly number[] | null): Refitter {
  const groups = groupRows(design, outcome);
  const scaled = standardise(groups.design);
  const from = start === null ? undefined : standardisedCoefficients(start, scaled);
  const rare = linear(scaled.values, Float64Array.from(from ?? scaled.centres.map(() => 0))).map((eta) =>
    Math.exp(-Math.abs(eta)),
  );
  return {
    groups,
    refit: (rows) => {
      const counts = new Float64Array(groups.sizes.length);
      for (const row of rows) counts[groups.groupOf[row]!]! += 1;
      const end = maximise(drawn(groups, { ...scaled, rare }, counts), from, "estimate");
      if (end.state !== "converged") return null;
      return { counts, eta: linear(scaled.values, end.beta), logLikelihood: end.logLikelihood };
    },
  };
}

/** The groups that were drawn, as a likelihood. */
function drawn(
  { outcome }: GroupedRows,
  { values, rare }: Standardised & { readonly rare: Float64Array },
  counts: Float64Array,
) {
  const width = values.length / outcome.length;
  const some = counts.reduce((sum, count) => (count > 0 ? sum + 1 : sum), 0);
  const kept = {
    values: new Float64Array(some * width),
    outcome: new Float64Array(some),
    weights: new Float64Array(some),
    rareAtStart: new Float64Array(some),
  };
  for (let group = 0, at = 0; group < counts.length; group += 1) {
    if (counts[group] === 0) continue;
    for (let j = 0; j < width; j += 1) kept.values[at * width + j] = values[group * width + j]!;
    kept.outcome[at] = outcome[group]!;
    kept.weights[at] = counts[group]!;
    kept.rareAtStart[at] = rare[group]!;
    at += 1;
  }
  return { width, offset: null, ...kept };
}

function linear(values: Float64Array, beta: Float64Array): Float64Array {
  const width = beta.length;
  const eta = new Float64Array(values.length / width);
  for (let group = 0; group < eta.length; group += 1) {
    let sum = 0;
    for (let j = 0; j < width; j += 1) sum += values[group * width + j]! * beta[j]!;
    eta[group] = sum;
  }
  return eta;
}
