import { randomStream } from "../../../experiments/random/randomStream.ts";
import type { Design } from "../models/logistic/design.ts";
import { largestLogLikelihood } from "../models/logistic/fitLogistic.ts";
import { solveLinear } from "../numerics/matrix.ts";
import { midranks } from "../ranking/midranks.ts";
import { type AucDifferenceProblem, aucDifference, aucDifferenceProblem } from "./aucDifference.ts";

/** Two scores as ranks, exchangeable within each person when neither ranks buyers better. */
export type SwapProblem = {
  readonly first: Float64Array;
  readonly second: Float64Array;
  readonly outcome: Float64Array;
};

/** Prepares the permutation test of an AUC difference: scores become midranks. */
export function swapProblem(
  first: readonly number[],
  second: readonly number[],
  outcome: ArrayLike<number>,
): SwapProblem {
  const [a, b] = [Float64Array.from(midranks(first)), Float64Array.from(midranks(second))];
  return { first: a, second: b, outcome: Float64Array.from(outcome) };
}

/** The AUC difference after each person's two ranks are swapped with probability one half (Venkatraman & Begg 1996;
 *  Bandos, Rockette & Gur 2005). */
export function swappedDifference({ first, second, outcome }: SwapProblem, seed: number, index: number): number {
  const { uniform } = randomStream(seed, index);
  const [a, b] = [Float64Array.from(first), Float64Array.from(second)];
  for (let i = 0; i < a.length; i += 1) {
    if (uniform() < 0.5) continue;
    a[i] = second[i]!;
    b[i] = first[i]!;
  }
  const problem: AucDifferenceProblem = aucDifferenceProblem(a, b, outcome);
  return aucDifference(
    problem,
    Int32Array.from(a, (_, i) => i),
  )!;
}

/** A model without and with one predictor whose part independent of the others is permuted. */
export type IncrementProblem = {
  /** Intercept, other predictors, and last the tested one. */
  readonly design: Design;
  readonly outcome: Float64Array;
  /** The tested predictor's linear prediction from the others, and what is left of it. */
  readonly predicted: Float64Array;
  readonly residual: Float64Array;
};

/** Prepares the permutation test of the last column of a design. Throws RangeError when the others are collinear. */
export function incrementProblem(design: Design, outcome: ArrayLike<number>): IncrementProblem {
  const width = design.names.length;
  const others = width - 1;
  const normal = Array.from({ length: others }, () => new Array<number>(others).fill(0));
  const right = new Array<number>(others).fill(0);
  for (let i = 0; i < design.rows; i += 1) {
    const row = design.values.subarray(i * width, (i + 1) * width);
    for (let a = 0; a < others; a += 1) {
      right[a]! += row[a]! * row[others]!;
      for (let b = 0; b < others; b += 1) normal[a]![b]! += row[a]! * row[b]!;
    }
  }
  const slopes = solveLinear(normal, right);
  if (slopes === null) throw new RangeError("the other predictors are collinear");
  const predicted = Float64Array.from({ length: design.rows }, (_, i) =>
    slopes.reduce((sum, slope, a) => sum + slope * design.values[i * width + a]!, 0),
  );
  const residual = predicted.map((value, i) => design.values[i * width + others]! - value);
  return { design, outcome: Float64Array.from(outcome), predicted, residual };
}

/** Log-likelihood after the tested predictor's residuals are shuffled over the rows (Potter 2005); `index` -1 leaves them
 *  in place. Null when the model is collinear. */
export function permutedLogLikelihood(problem: IncrementProblem, seed: number, index: number): number | null {
  const { design, outcome, predicted, residual } = problem;
  const width = design.names.length;
  const order = Array.from(residual, (_, i) => i);
  const shuffled = index < 0 ? order : randomStream(seed, index).shuffle(order);
  const values = Float64Array.from(design.values);
  shuffled.forEach((from, i) => {
    values[i * width + width - 1] = predicted[i]! + residual[from]!;
  });
  return largestLogLikelihood({ ...design, values }, outcome);
}

/** Share of permutations at least as extreme as what was observed, the observed one counted (Phipson & Smyth 2010):
 *  never 0. Differences within 1e-12 count as equal. */
export function permutationP(observed: number, permuted: ArrayLike<number>): number {
  const extreme = Array.from(permuted).filter((value) => value >= observed - 1e-12 * Math.max(1, Math.abs(observed)));
  return (extreme.length + 1) / (permuted.length + 1);
}
