// Row-major typed arrays and no allocation: these run inside every Newton step of every resample.

/** Turns a k × k positive-definite matrix into its lower Cholesky factor in place; false when it is not one: when a
 *  pivot is no more than `rankTolerance` of its diagonal, for what is left of a collinear column is rounding. */
export function choleskyInPlace(a: Float64Array, k: number, rankTolerance = 1e-14): boolean {
  for (let i = 0; i < k; i += 1) {
    for (let j = 0; j <= i; j += 1) {
      let sum = a[i * k + j]!;
      for (let m = 0; m < j; m += 1) sum -= a[i * k + m]! * a[j * k + m]!;
      if (i !== j) a[i * k + j] = sum / a[j * k + j]!;
      else if (sum > rankTolerance * a[i * k + i]!) a[i * k + i] = Math.sqrt(sum);
      else return false;
    }
  }
  return true;
}

/** Solves L L' x = b in place, L from `choleskyInPlace`. */
export function choleskySolveInPlace(factor: Float64Array, b: Float64Array): void {
  const k = b.length;
  for (let i = 0; i < k; i += 1) {
    let sum = b[i]!;
    for (let m = 0; m < i; m += 1) sum -= factor[i * k + m]! * b[m]!;
    b[i] = sum / factor[i * k + i]!;
  }
  for (let i = k - 1; i >= 0; i -= 1) {
    let sum = b[i]!;
    for (let m = i + 1; m < k; m += 1) sum -= factor[m * k + i]! * b[m]!;
    b[i] = sum / factor[i * k + i]!;
  }
}

/** log determinant of the matrix whose factor this is. */
export function choleskyLogDeterminant(factor: Float64Array, k: number): number {
  let sum = 0;
  for (let i = 0; i < k; i += 1) sum += Math.log(factor[i * k + i]!);
  return 2 * sum;
}

/** Inverse of the matrix whose factor this is, row-major and symmetric. */
export function choleskyInverse(factor: Float64Array, k: number): Float64Array {
  const inverse = new Float64Array(k * k);
  const column = new Float64Array(k);
  for (let j = 0; j < k; j += 1) {
    column.fill(0);
    column[j] = 1;
    choleskySolveInPlace(factor, column);
    for (let i = 0; i < k; i += 1) inverse[i * k + j] = column[i]!;
  }
  for (let i = 0; i < k; i += 1) {
    for (let j = 0; j < i; j += 1) inverse[j * k + i] = inverse[i * k + j]!;
  }
  return inverse;
}
