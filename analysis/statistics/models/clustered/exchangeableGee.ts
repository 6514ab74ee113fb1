import { choleskyInPlace, choleskySolveInPlace } from "../../numerics/cholesky.ts";
import { crossProduct, inverseSymmetric, multiply, type Rows } from "../../numerics/matrix.ts";
import { logistic } from "../../numerics/specialFunctions.ts";
import { type Design, linearPredictor } from "../logistic/design.ts";
import type { LogisticFit } from "../logistic/fitLogistic.ts";
import type { Clusters } from "./clusters.ts";

/** A population-averaged logistic model in which any two rows of a person correlate alike. */
export type ExchangeableGee = {
  readonly coef: readonly number[];
  readonly robust_se: readonly number[];
  /** The working correlation. */
  readonly alpha: number;
  readonly scale: number;
};

const MAX_ITERATIONS = 200;
const SMALL_STEP = 1e-12;

/** Generalised estimating equations with exchangeable correlation and robust standard errors (Liang & Zeger 1986).
 *  Starts at the pooled fit; the moment estimators of scale and correlation divide by the number of residuals and of
 *  pairs. Null when the equations do not settle. */
export function exchangeableGee(pooled: LogisticFit, clusters: Clusters): ExchangeableGee | null {
  let coef: readonly number[] = pooled.beta;
  for (let iteration = 0; iteration < MAX_ITERATIONS; iteration++) {
    const parts = partsAt(pooled, clusters, coef);
    const step = solved(parts.information, parts.scores);
    if (step === null) return null;
    coef = coef.map((value, j) => value + step[j]!);
    if (step.every((move, j) => Math.abs(move) < SMALL_STEP * (1 + Math.abs(coef[j]!)))) {
      return settled(partsAt(pooled, clusters, coef), coef);
    }
  }
  return null;
}

type Parts = {
  readonly information: Rows;
  /** One a cluster. */
  readonly scores: Rows;
  readonly alpha: number;
  readonly scale: number;
};

function partsAt({ design, outcome }: LogisticFit, clusters: Clusters, coef: readonly number[]): Parts {
  const fitted = linearPredictor(design, coef).map(logistic);
  const spreads = fitted.map((p) => Math.sqrt(p * (1 - p)));
  const residuals = fitted.map((p, row) => (outcome[row]! - p) / spreads[row]!);
  const { alpha, scale } = workingCorrelation(residuals, clusters);
  const width = design.names.length;
  const information = Array.from({ length: width }, () => new Array<number>(width).fill(0));
  const scores = clusters.map((rows) => {
    const x = rows.map((row) => spreadRow(design, row, spreads[row]!));
    const weighted = decorrelate(
      [...x[0]!.keys()].map((j) => x.map((line) => line[j]!)),
      alpha,
    );
    for (let a = 0; a < width; a++) {
      for (let b = 0; b < width; b++) {
        information[a]![b]! += weighted[a]!.reduce((sum, value, i) => sum + value * x[i]![b]!, 0);
      }
    }
    return weighted.map((column) => column.reduce((sum, value, i) => sum + value * residuals[rows[i]!]!, 0));
  });
  return { information, scores, alpha, scale };
}

function spreadRow({ names, values }: Design, row: number, spread: number): readonly number[] {
  return names.map((_, j) => spread * values[row * names.length + j]!);
}

function workingCorrelation(residuals: Float64Array, clusters: Clusters) {
  const scale = residuals.reduce((sum, r) => sum + r * r, 0) / residuals.length;
  let products = 0;
  let pairs = 0;
  for (const rows of clusters) {
    const sum = rows.reduce((all, row) => all + residuals[row]!, 0);
    const squares = rows.reduce((all, row) => all + residuals[row]! ** 2, 0);
    products += (sum * sum - squares) / 2;
    pairs += (rows.length * (rows.length - 1)) / 2;
  }
  return { scale, alpha: pairs === 0 ? 0 : products / pairs / scale };
}

// The inverse of a correlation matrix with alpha everywhere off the diagonal, applied to each column.
function decorrelate(columns: Rows, alpha: number): Rows {
  return columns.map((column) => {
    const shared = (alpha * column.reduce((sum, value) => sum + value, 0)) / (1 + (column.length - 1) * alpha);
    return column.map((value) => (value - shared) / (1 - alpha));
  });
}

function solved(information: Rows, scores: Rows): readonly number[] | null {
  const k = information.length;
  const factor = Float64Array.from(information.flat());
  if (!choleskyInPlace(factor, k)) return null;
  const step = Float64Array.from({ length: k }, (_, j) => scores.reduce((sum, score) => sum + score[j]!, 0));
  choleskySolveInPlace(factor, step);
  return [...step];
}

function settled({ information, scores, alpha, scale }: Parts, coef: readonly number[]): ExchangeableGee | null {
  const bread = inverseSymmetric(information);
  if (bread === null) return null;
  const vcov = multiply(multiply(bread, crossProduct(scores)), bread);
  return { coef, robust_se: vcov.map((row, j) => Math.sqrt(row[j]!)), alpha, scale };
}
