import { tTwoSided } from "../../numerics/distributions.ts";
import { invertedCrossProduct } from "../../numerics/invertedCrossProduct.ts";
import { crossProduct, dot, multiply, multiplyVector, quadraticForm, type Rows } from "../../numerics/matrix.ts";
import { rowsOfDesign } from "../../numerics/rowsOfDesign.ts";
import type { Design } from "../logistic/design.ts";

/** One coefficient of a linear model. */
export type LinearCoefficient = {
  readonly estimate: number;
  readonly se: number;
  /** Null when the fit is exact. */
  readonly t: number | null;
  readonly p: number | null;
  /** Robust to unequal variances (MacKinnon & White 1985); null when a row alone decides a coefficient. */
  readonly se_hc3: number | null;
};

/** A least-squares fit as it is printed. */
export type LinearEntry = {
  readonly coefficients: Readonly<Record<string, LinearCoefficient>>;
  readonly r2: number | null;
  readonly adj_r2: number | null;
  readonly sigma: number;
  readonly df: number;
};

/** A least-squares fit. */
export type LinearFit = {
  readonly kind: "fitted";
  readonly design: Design;
  readonly beta: readonly number[];
  /** (X'X)^-1. */
  readonly bread: Rows;
  readonly residuals: readonly number[];
  readonly sigma: number;
  readonly df: number;
  readonly r2: number | null;
  readonly hc3: readonly (number | null)[];
};

export type LinearNotFitted = { readonly kind: "notFitted"; readonly reason: "collinear" | "tooFewRows" };

/** Ordinary least squares with HC3 errors; `outcome[i]` belongs to row i of `design`, whose first column is the
 *  intercept. R² is null when the outcome does not vary. Throws RangeError when lengths differ. */
export function fitLinear(design: Design, outcome: ArrayLike<number>): LinearFit | LinearNotFitted {
  if (outcome.length !== design.rows) throw new RangeError(`${design.rows} rows and ${outcome.length} outcomes`);
  const width = design.names.length;
  const df = design.rows - width;
  if (df < 1) return { kind: "notFitted", reason: "tooFewRows" };
  const raw = rowsOfDesign(design);
  const means = design.names.map((_, j) => (j === 0 ? 0 : raw.reduce((sum, row) => sum + row[j]!, 0) / raw.length));
  const x = raw.map((row) => row.map((value, j) => value - means[j]!));
  const y = Array.from(outcome);
  const centre = y.reduce((sum, value) => sum + value, 0) / y.length;
  const centred = invertedCrossProduct(x);
  if (centred === null) return { kind: "notFitted", reason: "collinear" };
  const sums = design.names.map((_, j) => x.reduce((sum, row, i) => sum + row[j]! * (y[i]! - centre), 0));
  const slopes = multiplyVector(centred, sums);
  const residuals = x.map((row, i) => y[i]! - centre - dot(row, slopes));
  const leverages = x.map((row) => quadraticForm(centred, row));
  const bread = uncentred(centred, means);
  const meat = residuals.map((residual, i) => (residual / (1 - leverages[i]!)) ** 2);
  const isDecided = leverages.some((leverage) => leverage > 1 - 1e-10);
  const robust = isDecided ? null : multiply(multiply(bread, crossProduct(raw, meat)), bread);
  const unexplained = dot(residuals, residuals);
  const total = y.reduce((sum, value) => sum + (value - centre) ** 2, 0);
  return {
    kind: "fitted",
    design,
    beta: slopes.map((slope, j) => (j === 0 ? slope + centre - dot(slopes.slice(1), means.slice(1)) : slope)),
    bread,
    residuals,
    sigma: Math.sqrt(unexplained / df),
    df,
    r2: total === 0 ? null : 1 - unexplained / total,
    hc3: bread.map((_, j) => (robust === null ? null : Math.sqrt(robust[j]![j]!))),
  };
}

// The inverse for columns that were not centred: the intercept moves with the slopes.
function uncentred(inverse: Rows, means: readonly number[]): Rows {
  const shift = inverse.map((_, i) => inverse.map((_, j) => (i === j ? 1 : i === 0 ? -means[j]! : 0)));
  const transposed = shift.map((_, i) => shift.map((row) => row[i]!));
  return multiply(multiply(shift, inverse), transposed);
}

/** A least-squares fit as it is printed, p from t with the residual degrees of freedom. */
export function linearEntry({ design, beta, bread, sigma, df, r2, hc3 }: LinearFit): LinearEntry {
  const coefficient = (j: number): LinearCoefficient => {
    const se = sigma * Math.sqrt(bread[j]![j]!);
    const t = se === 0 ? null : beta[j]! / se;
    return { estimate: beta[j]!, se, t, p: t === null ? null : tTwoSided(t, df), se_hc3: hc3[j]! };
  };
  return {
    coefficients: Object.fromEntries(design.names.map((name, j) => [name, coefficient(j)])),
    r2,
    adj_r2: r2 === null ? null : 1 - ((1 - r2) * (design.rows - 1)) / df,
    sigma,
    df,
  };
}
