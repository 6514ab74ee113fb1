import { type Random, randomStream } from "../../../../experiments/random/randomStream.ts";
import { argsort } from "../../numerics/argsort.ts";
import { choleskyInPlace, choleskySolveInPlace } from "../../numerics/cholesky.ts";
import { chiSquaredQuantile } from "../../numerics/distributions.ts";
import { gaussHermite } from "../../numerics/gaussHermite.ts";
import type { Rows } from "../../numerics/matrix.ts";
import { type NoncentralStatistic, noncentralityInterval } from "../../numerics/noncentral.ts";
import { logistic } from "../../numerics/specialFunctions.ts";
import { type Design, linearPredictor } from "./design.ts";

/** A model and a larger one on the same rows, and the test of what the larger one adds. */
export type GainQuestion = {
  readonly smaller: { readonly design: Design; readonly beta: readonly number[] };
  readonly larger: { readonly design: Design; readonly beta: readonly number[]; readonly fitted: Float64Array };
  /** Variance of the larger model's coefficients: robust where rows are weighted or belong to persons. */
  readonly vcov: Rows;
  readonly test: NoncentralStatistic;
  readonly weights: ArrayLike<number> | null;
};

/** How much better the larger model is expected to rank people it was not fitted to. */
export type ExpectedGain = {
  /** Change of the AUC on new people, averaged over models fitted to samples of this size. */
  readonly delta_auc: number;
  readonly ci95: readonly [number, number];
  /** Strength of the increment behind it: the noncentrality of its test. */
  readonly noncentrality: number;
  readonly noncentrality_ci95: readonly [number, number];
};

const NODES = 15;
const DRAWS = 40;
const SEED = 1;

/**
 * The AUC that a block of predictors adds on people not used for fitting. The strength of the block is its test's
 * noncentrality, whose interval inverts the noncentral χ² or F. At each strength the true log-odds are the smaller model's
 * plus the block's, scaled; fitted ones have the errors of this sample's estimates on top, and rank people drawn from this
 * sample. Null where the test or the block says nothing (no statistic, a singular variance). Throws RangeError when the
 * larger model lacks a predictor of the smaller.
 */
export function expectedGain(question: GainQuestion): ExpectedGain | null {
  const { test } = question;
  const errors = errorsOf(question);
  if (errors === null || !(test.chi2 > 1e-6)) return null;
  const base = linearPredictor(question.smaller.design, question.smaller.beta);
  const added = linearPredictor(question.larger.design, question.larger.beta).map((eta, row) => eta - base[row]!);
  const weights = question.weights ?? new Float64Array(base.length).fill(1);
  const gainAt = (noncentrality: number, among = errors) => {
    const scale = Math.sqrt(noncentrality / test.chi2);
    const eta = base.map((value, row) => value + scale * added[row]!);
    const chance = eta.map(logistic);
    const before = expectedAuc(base, chance, weights);
    return among.reduce((sum, { error, share }) => {
      const fitted = eta.map((value, row) => value + error[row]!);
      return sum + share * (expectedAuc(fitted, chance, weights) - before);
    }, 0);
  };
  const limits = noncentralityInterval(test);
  // Where the block may add nothing at all, all that new people see of it is the error of its estimate: the limit takes the
  // largest that is not surprising, not the average one.
  const [lowest, among] = limits[0] > 0 ? [limits[0], errors] : [0, largestErrors(errors, test.df)];
  const noncentrality = Math.min(limits[1], Math.max(limits[0], unbiased(test)));
  return {
    delta_auc: gainAt(noncentrality),
    ci95: [gainAt(lowest, among), gainAt(limits[1])],
    noncentrality,
    noncentrality_ci95: limits,
  };
}

function unbiased({ chi2, df, df2 }: NoncentralStatistic): number {
  return Math.max(0, (df2 === undefined || df2 <= 2 ? chi2 : (chi2 * (df2 - 2)) / df2) - df);
}

type Errors = { readonly error: Float64Array; readonly z: readonly number[]; readonly share: number };

/** Every error drawn out to the length that 2.5 % of estimates exceed. */
function largestErrors(errors: readonly Errors[], df: number): readonly Errors[] {
  const length = Math.sqrt(chiSquaredQuantile(0.975, df));
  const any = errors.filter(({ z }) => Math.hypot(...z) > 0);
  const whole = any.reduce((sum, { share }) => sum + share, 0);
  return any.map(({ error, z, share }) => {
    const scale = length / Math.hypot(...z);
    return { error: error.map((value) => value * scale), z, share: share / whole };
  });
}

/** What the estimation of the block does to each row's log-odds: a quadrature for one predictor, draws for several. */
function errorsOf({ smaller, larger, vcov, weights }: GainQuestion): readonly Errors[] | null {
  const names = larger.design.names.filter((name) => !smaller.design.names.includes(name));
  if (names.length + smaller.design.names.length !== larger.design.names.length) {
    throw new RangeError("the models are not nested");
  }
  const at = names.map((name) => larger.design.names.indexOf(name));
  const factor = Float64Array.from(at.flatMap((j) => at.map((k) => vcov[j]![k]!)));
  const block = ownParts(smaller.design, { ...larger, weights }, at);
  if (block === null || factor.some((value) => !Number.isFinite(value)) || !choleskyInPlace(factor, at.length))
    return null;
  const width = at.length;
  return standardErrors(width).map(({ z, share }) => {
    const beta = z.map((_, j) => z.slice(0, j + 1).reduce((sum, value, k) => sum + factor[j * width + k]! * value, 0));
    const error = new Float64Array(larger.fitted.length);
    for (let row = 0; row < error.length; row += 1)
      for (let j = 0; j < width; j += 1) error[row]! += block[j]![row]! * beta[j]!;
    return { error, z, share };
  });
}

function standardErrors(width: number): readonly { readonly z: readonly number[]; readonly share: number }[] {
  if (width === 1) {
    const { nodes, weights } = gaussHermite(NODES);
    return nodes.map((node, i) => ({ z: [Math.SQRT2 * node], share: weights[i]! / Math.sqrt(Math.PI) }));
  }
  const random: Random = randomStream(SEED, 0);
  return Array.from({ length: DRAWS }, () => Array.from({ length: width }, () => random.normal())).flatMap((z) =>
    [z, z.map((value) => -value)].map((one) => ({ z: one, share: 1 / (2 * DRAWS) })),
  );
}

/** The added columns without what the smaller model's columns hold of them, rows counting by their information. */
function ownParts(
  { names, rows, values }: Design,
  { design, fitted, weights }: GainQuestion["larger"] & Pick<GainQuestion, "weights">,
  added: readonly number[],
): readonly Float64Array[] | null {
  const width = names.length;
  const informationOf = (row: number) => (weights?.[row] ?? 1) * fitted[row]! * (1 - fitted[row]!);
  const information = new Float64Array(width * width);
  for (let row = 0; row < rows; row += 1) {
    const w = informationOf(row);
    for (let a = 0; a < width; a += 1)
      for (let b = 0; b < width; b += 1)
        information[a * width + b]! += w * values[row * width + a]! * values[row * width + b]!;
  }
  if (!choleskyInPlace(information, width)) return null;
  return added.map((j) => {
    const full = design.names.length;
    const column = Float64Array.from({ length: rows }, (_, row) => design.values[row * full + j]!);
    const projection = new Float64Array(width);
    for (let row = 0; row < rows; row += 1) {
      const w = informationOf(row);
      for (let a = 0; a < width; a += 1) projection[a]! += w * values[row * width + a]! * column[row]!;
    }
    choleskySolveInPlace(information, projection);
    return column.map((value, row) => projection.reduce((sum, b, a) => sum - b * values[row * width + a]!, value));
  });
}

/** The AUC of scores when each row buys with its `chance`: pairs of a buyer and another, ties one half. */
export function expectedAuc(scores: Float64Array, chance: Float64Array, weights: ArrayLike<number>): number {
  const order = argsort(scores);
  let [lower, won, buyers] = [0, 0, 0];
  for (let at = 0; at < order.length; ) {
    let [ownBuyers, ownOthers] = [0, 0];
    const value = scores[order[at]!]!;
    for (; at < order.length && scores[order[at]!] === value; at += 1) {
      const row = order[at]!;
      ownBuyers += weights[row]! * chance[row]!;
      ownOthers += weights[row]! * (1 - chance[row]!);
    }
    won += ownBuyers * (lower + ownOthers / 2);
    lower += ownOthers;
    buyers += ownBuyers;
  }
  return won / (buyers * lower);
}
