import { type Design, INTERCEPT } from "./design.ts";

/** Centre and scale of every column; the coefficients are b_j = g_j / scale_j and the intercept takes the rest. */
export type Standardised = {
  readonly values: Float64Array;
  readonly centres: Float64Array;
  readonly scales: Float64Array;
};

/** Columns centred (when the first is the intercept) and scaled to SD 1, so that steps and pivots compare; a constant
 *  column keeps scale 1. SD has denominator n. */
export function standardise({ names, rows, values }: Design): Standardised {
  const width = names.length;
  const hasIntercept = names[0] === INTERCEPT;
  const centres = new Float64Array(width);
  const scales = new Float64Array(width).fill(1);
  for (let j = hasIntercept ? 1 : 0; j < width; j += 1) {
    let sum = 0;
    for (let i = 0; i < rows; i += 1) sum += values[i * width + j]!;
    const centre = hasIntercept ? sum / rows : 0;
    let squares = 0;
    for (let i = 0; i < rows; i += 1) squares += (values[i * width + j]! - centre) ** 2;
    const spread = Math.sqrt(squares / rows);
    const isConstant = !(spread > 1e-12 * Math.abs(centre));
    centres[j] = isConstant ? 0 : centre;
    scales[j] = isConstant ? 1 : spread;
  }
  const scaled = new Float64Array(values.length);
  for (let row = 0; row < values.length; row += width) {
    for (let j = 0; j < width; j += 1) scaled[row + j] = (values[row + j]! - centres[j]!) / scales[j]!;
  }
  return { values: scaled, centres, scales };
}

/** Coefficients of the original columns from those of the standardised ones. */
export function originalCoefficients(gamma: ArrayLike<number>, { centres, scales }: Standardised): number[] {
  const beta = Array.from(gamma, (g, j) => g / scales[j]!);
  for (let j = 1; j < beta.length; j += 1) if (centres[j] !== 0) beta[0]! -= beta[j]! * centres[j]!;
  return beta;
}

/** Coefficients of the standardised columns from those of the original ones. */
export function standardisedCoefficients(beta: ArrayLike<number>, { centres, scales }: Standardised): number[] {
  const gamma = Array.from(beta, (b, j) => b * scales[j]!);
  for (let j = 1; j < gamma.length; j += 1) if (centres[j] !== 0) gamma[0]! += beta[j]! * centres[j]!;
  return gamma;
}

/** Variance of the original coefficients from the row-major variance of the standardised ones: T V T'. */
export function originalVariance(variance: Float64Array, { centres, scales }: Standardised): number[][] {
  const width = scales.length;
  const transform = Array.from({ length: width }, (_, i) =>
    Array.from({ length: width }, (_, j) => {
      if (i === j) return 1 / scales[j]!;
      return i === 0 ? -centres[j]! / scales[j]! : 0;
    }),
  );
  const half = transform.map((row) =>
    scales.reduce<number[]>((sums, _, j) => {
      sums.push(row.reduce((sum, t, m) => sum + t * variance[m * width + j]!, 0));
      return sums;
    }, []),
  );
  const full = half.map((row) => transform.map((t) => t.reduce((sum, value, m) => sum + value * row[m]!, 0)));
  return full.map((row, i) => row.map((value, j) => (i === j ? value : 0.5 * (value + full[j]![i]!))));
}
