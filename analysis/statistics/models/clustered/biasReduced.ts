import { EigenvalueDecomposition, Matrix } from "ml-matrix";
import { crossProduct, multiply, multiplyVector, quadraticForm, type Rows, transpose } from "../../numerics/matrix.ts";
import type { LogisticFit } from "../logistic/fitLogistic.ts";
import type { Clusters } from "./clusters.ts";

/** Bias-reduced cluster-robust standard errors and their degrees of freedom, one a coefficient. */
export type BiasReduced = { readonly se: readonly number[]; readonly df_satterthwaite: readonly number[] };

type Adjusted = {
  readonly x: Rows;
  readonly variances: readonly number[];
  /** X' A: from corrected residuals to scores. */
  readonly transfer: Rows;
  readonly scores: readonly number[];
};

/** CR2 standard errors (Bell & McCaffrey 2002) of a pooled logistic model with Satterthwaite degrees of freedom, as
 *  Pustejovsky & Tipton 2018 extend them to working models; the ones to trust with few clusters.
 *  `clusters` hold the rows of `fit`. */
export function biasReduced(fit: LogisticFit, clusters: Clusters): BiasReduced {
  const adjusted = clusters.map((rows) => adjust(fit, rows));
  const meat = crossProduct(adjusted.map(({ scores }) => scores));
  const vcov = multiply(multiply(fit.vcov, meat), fit.vcov);
  return {
    se: vcov.map((row, j) => Math.sqrt(row[j]!)),
    df_satterthwaite: fit.beta.map((_, j) => satterthwaite(fit, adjusted, j)),
  };
}

// With V the diagonal of p(1 - p): A = V^(1/2) [V^(1/2) (V - V X M X' V) V^(1/2)]^(-1/2) V^(1/2).
function adjust({ design, vcov, fitted, outcome }: LogisticFit, rows: readonly number[]): Adjusted {
  const width = design.names.length;
  const x = rows.map((row) => Array.from(design.values.subarray(row * width, (row + 1) * width)));
  const variances = rows.map((row) => fitted[row]! * (1 - fitted[row]!));
  const roots = variances.map(Math.sqrt);
  const leverage = multiply(multiply(x, vcov), transpose(x));
  const inner = leverage.map((line, a) =>
    line.map((h, b) => {
      const kept = (a === b ? variances[a]! : 0) - variances[a]! * h * variances[b]!;
      return roots[a]! * kept * roots[b]!;
    }),
  );
  const correction = inverseSquareRoot(inner).map((line, a) => line.map((value, b) => roots[a]! * value * roots[b]!));
  const residuals = rows.map((row) => outcome[row]! - fitted[row]!);
  const transfer = multiply(transpose(x), correction);
  return { x, variances, transfer, scores: multiplyVector(transfer, residuals) };
}

function inverseSquareRoot(rows: Rows): Rows {
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(new Matrix(rows.map((row) => [...row])), {
    assumeSymmetric: true,
  });
  const vectors = eigenvectorMatrix.to2DArray();
  const floor = 1e-12 * Math.max(...realEigenvalues);
  const powers = realEigenvalues.map((value) => (value > floor ? value ** -0.5 : 0));
  return vectors.map((a) => vectors.map((b) => a.reduce((sum, value, m) => sum + value * powers[m]! * b[m]!, 0)));
}

// The variance estimate is a quadratic form of the residuals with matrix P = diag(own) - F M F' under the working
// model; the degrees of freedom match its first two moments.
function satterthwaite({ vcov }: LogisticFit, adjusted: readonly Adjusted[], coefficient: number): number {
  let trace = 0;
  let squares = 0;
  const shared: (readonly number[])[] = [];
  for (const { x, variances, transfer } of adjusted) {
    const weights = multiplyVector(transpose(transfer), vcov[coefficient]!);
    const own = weights.reduce((sum, weight, row) => sum + weight * weight * variances[row]!, 0);
    const f = multiplyVector(
      transpose(x),
      weights.map((weight, row) => weight * variances[row]!),
    );
    const taken = quadraticForm(vcov, f);
    trace += own - taken;
    squares += own * own - 2 * own * taken;
    shared.push(f);
  }
  const product = multiply(crossProduct(shared), vcov);
  const crossed = product.reduce((sum, row, i) => sum + row.reduce((part, v, j) => part + v * product[j]![i]!, 0), 0);
  return (trace * trace) / (squares + crossed);
}
