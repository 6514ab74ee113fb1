import { EigenvalueDecomposition, inverse, LuDecomposition, Matrix, solve } from "ml-matrix";

/** A matrix as rows. */
export type Rows = readonly (readonly number[])[];

function matrixOf(rows: Rows): Matrix {
  return new Matrix(rows.map((row) => [...row]));
}

/** Transpose. */
export function transpose(rows: Rows): Rows {
  return rows[0]!.map((_, column) => rows.map((row) => row[column]!));
}

/** a · b; throws RangeError unless both have one length. */
export function dot(a: readonly number[], b: readonly number[]): number {
  if (a.length !== b.length) throw new RangeError(`a product of ${a.length} and ${b.length} numbers`);
  return a.reduce((sum, value, i) => sum + value * b[i]!, 0);
}

/** A b. */
export function multiplyVector(a: Rows, b: readonly number[]): readonly number[] {
  return a.map((row) => dot(row, b));
}

/** A B. */
export function multiply(a: Rows, b: Rows): Rows {
  const columns = transpose(b);
  return a.map((row) => columns.map((column) => dot(row, column)));
}

/** x with A x = b, for a square A; null when A is singular. */
export function solveLinear(a: Rows, b: readonly number[]): readonly number[] | null {
  const lu = new LuDecomposition(matrixOf(a));
  if (lu.isSingular()) return null;
  return solve(matrixOf(a), Matrix.columnVector([...b])).to1DArray();
}

/** Inverse of a symmetric matrix, symmetric to the last bit; null when singular. */
export function inverseSymmetric(a: Rows): Rows | null {
  const square = matrixOf(a);
  if (new LuDecomposition(square).isSingular()) return null;
  const raw = inverse(square).to2DArray();
  return raw.map((row, i) => row.map((value, j) => (i === j ? value : 0.5 * (value + raw[j]![i]!))));
}

/** b' A b. */
export function quadraticForm(a: Rows, b: readonly number[]): number {
  return dot(b, multiplyVector(a, b));
}

/** b' A^-1 b; null when A is singular. */
export function inverseQuadraticForm(a: Rows, b: readonly number[]): number | null {
  const solved = solveLinear(a, b);
  return solved === null ? null : dot(b, solved);
}

/** A B A', the variance of linear combinations A of estimates with variance B. */
export function sandwich(a: Rows, b: Rows): Rows {
  return multiply(multiply(a, b), transpose(a));
}

/** X' X, or X' W X with weights `w` a row. */
export function crossProduct(x: Rows, w?: readonly number[]): Rows {
  const width = x[0]!.length;
  const product = Array.from({ length: width }, () => new Array<number>(width).fill(0));
  x.forEach((row, i) => {
    const weight = w?.[i] ?? 1;
    for (let a = 0; a < width; a += 1) {
      for (let b = 0; b <= a; b += 1) product[a]![b]! += weight * row[a]! * row[b]!;
    }
  });
  for (let a = 0; a < width; a += 1) for (let b = a + 1; b < width; b += 1) product[a]![b] = product[b]![a]!;
  return product;
}

/** Eigenvalues of a symmetric matrix, ascending. */
export function symmetricEigenvalues(a: Rows): readonly number[] {
  return new EigenvalueDecomposition(matrixOf(a), { assumeSymmetric: true }).realEigenvalues.toSorted((p, q) => p - q);
}
