import { nullLogLikelihood } from "../models/logistic/binomialLikelihood.ts";
import { type Columns, designOf } from "../models/logistic/design.ts";
import { aucDifference, aucDifferenceProblem } from "./aucDifference.ts";
import { incrementProblem, permutationP, permutedLogLikelihood, swapProblem } from "./permutation.ts";
import type { ReplicateRunner } from "./replicateJob.ts";

/** A permutation test: what was observed, how often it was reached, the p-value. */
export type PermutationTest = { readonly observed: number; readonly permutations: number; readonly p: number };

/** How many permutations, from which seed. */
export type Permutations = { readonly seed: number; readonly count: number };

/** Two-sided permutation test that two scores of the same people rank buyers equally well (Bandos et al. 2005). Throws
 *  RangeError without buyers or non-buyers. */
export async function permutedAucTest(
  scores: {
    readonly first: readonly number[];
    readonly second: readonly number[];
    readonly outcome: readonly number[];
  },
  { seed, count }: Permutations,
  run: ReplicateRunner,
): Promise<PermutationTest> {
  const { first, second, outcome } = scores;
  const rows = Int32Array.from(outcome, (_, i) => i);
  const observed = aucDifference(aucDifferenceProblem(first, second, outcome), rows);
  if (observed === null) throw new RangeError("an AUC needs buyers and non-buyers");
  const replicates = await run({ kind: "swappedAuc", problem: swapProblem(first, second, outcome), seed, count });
  const sizes = replicates.map((replicate) => Math.abs(replicate![0]!));
  return { observed, permutations: count, p: permutationP(Math.abs(observed), sizes) };
}

/** Permutation test that one predictor adds nothing to others (Potter 2005): `observed` is the log-likelihood gained over
 *  the base rate. Null when the predictors are collinear. */
export async function permutedIncrementTest(
  columns: Columns,
  question: {
    readonly outcome: readonly number[];
    readonly base: readonly string[];
    readonly added: string;
  } & Permutations,
  run: ReplicateRunner,
): Promise<PermutationTest | null> {
  const { outcome, base, added, seed, count } = question;
  const problem = incrementProblem(designOf(columns, [...base, added], outcome.length), outcome);
  const reached = permutedLogLikelihood(problem, seed, -1);
  if (reached === null) return null;
  const replicates = await run({ kind: "permutedIncrement", problem, seed, count });
  const values = replicates.flatMap((replicate) => (replicate === null ? [] : [replicate[0]!]));
  if (values.length < count) return null;
  return { observed: reached - nullLogLikelihood(outcome), permutations: count, p: permutationP(reached, values) };
}
