/** What the curvature is made of: rows of `values`, each with its fitted probability and leverage, and the inverse of the
 *  information, row by row. */
export type FirthRows = {
  readonly width: number;
  readonly values: Float64Array;
  readonly p: Float64Array;
  readonly hat: Float64Array;
  readonly inverse: Float64Array;
};

/** Minus the derivative of Firth's modified score Σ x (y − p + h(½ − p)), row by row of a symmetric matrix: with it
 *  Newton's steps converge quadratically, where those of the information alone converge slowly under separation. The
 *  derivative of a leverage needs Σ w(1 − 2p) x⊗x⊗x once, so that the cost is rows × width³. */
export function firthCurvature(rows: FirthRows): Float64Array {
  const { width, values, p, hat } = rows;
  const skew = thirdMoments(rows);
  const curvature = new Float64Array(width * width);
  const [z, pull] = [new Float64Array(width), new Float64Array(width)];
  for (let i = 0, row = 0; i < p.length; i += 1, row += width) {
    pullOf(rows, { row, skew, z, pull });
    const [chance, h] = [p[i]!, hat[i]!];
    const w = chance * (1 - chance);
    const own = w * (1 + h) - 2 * (0.5 - chance) ** 2 * h;
    for (let a = 0; a < width; a += 1) {
      const x = values[row + a]!;
      for (let b = 0; b < width; b += 1)
        curvature[a * width + b]! += x * (own * values[row + b]! + (0.5 - chance) * w * pull[b]!);
    }
  }
  return curvature;
}

function thirdMoments({ width, values, p }: FirthRows): Float64Array {
  const skew = new Float64Array(width ** 3);
  for (let i = 0, row = 0; i < p.length; i += 1, row += width) {
    const s = p[i]! * (1 - p[i]!) * (1 - 2 * p[i]!);
    for (let c = 0, at = 0; c < width; c += 1)
      for (let a = 0; a < width; a += 1) {
        const x = s * values[row + c]! * values[row + a]!;
        for (let b = 0; b < width; b += 1, at += 1) skew[at]! += x * values[row + b]!;
      }
  }
  return skew;
}

type Pull = {
  readonly row: number;
  readonly skew: Float64Array;
  readonly z: Float64Array;
  readonly pull: Float64Array;
};

/** pull_c = z' T_c z, where z is the inverse information times the row and T_c a slice of the third moments. */
function pullOf({ width, values, inverse }: FirthRows, { row, skew, z, pull }: Pull): void {
  for (let a = 0; a < width; a += 1) {
    let sum = 0;
    for (let b = 0; b < width; b += 1) sum += inverse[a * width + b]! * values[row + b]!;
    z[a] = sum;
  }
  for (let c = 0, at = 0; c < width; c += 1) {
    let whole = 0;
    for (let a = 0; a < width; a += 1) {
      let sum = 0;
      for (let b = 0; b < width; b += 1, at += 1) sum += skew[at]! * z[b]!;
      whole += z[a]! * sum;
    }
    pull[c] = whole;
  }
}
