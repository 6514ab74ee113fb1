import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  choleskyInPlace,
  choleskyInverse,
  choleskyLogDeterminant,
  choleskySolveInPlace,
} from "../../../../analysis/statistics/numerics/cholesky.ts";
import {
  crossProduct,
  inverseQuadraticForm,
  inverseSymmetric,
  multiply,
  multiplyVector,
  quadraticForm,
  sandwich,
  solveLinear,
  symmetricEigenvalues,
  transpose,
} from "../../../../analysis/statistics/numerics/matrix.ts";

const SYMMETRIC = [
  [4, 2, 0.6],
  [2, 5, 1],
  [0.6, 1, 3],
];

describe("small matrices", () => {
  it("solves what it multiplies", () => {
    const x = [1, -2, 3];
    expect(solveLinear(SYMMETRIC, multiplyVector(SYMMETRIC, x))!.map((v) => Math.round(v * 1e12) / 1e12)).toEqual(x);
  });
  it("says a singular matrix has no inverse", () => {
    const singular = [
      [1, 2],
      [2, 4],
    ];
    expect(inverseSymmetric(singular)).toBeNull();
    expect(solveLinear(singular, [1, 1])).toBeNull();
    expect(inverseQuadraticForm(singular, [1, 1])).toBeNull();
  });
  it("gives the quadratic form of the inverse", () => {
    const inverse = inverseSymmetric(SYMMETRIC)!;
    expect(inverseQuadraticForm(SYMMETRIC, [1, 2, 3])).toBeCloseTo(quadraticForm(inverse, [1, 2, 3]), 12);
    expect(multiply(SYMMETRIC, inverse)[1]![1]).toBeCloseTo(1, 12);
  });
  it("weights the rows of a cross product", () => {
    const x = [
      [1, 2],
      [1, 3],
    ];
    expect(crossProduct(x)).toEqual([
      [2, 5],
      [5, 13],
    ]);
    expect(crossProduct(x, [2, 0])).toEqual([
      [2, 4],
      [4, 8],
    ]);
    expect(sandwich([[1, -1, 0]], SYMMETRIC)).toEqual([[5]]);
    expect(transpose([[1, 2, 3]])).toEqual([[1], [2], [3]]);
  });
  it("refuses vectors of two lengths", () => {
    expect(() => multiplyVector(SYMMETRIC, [1, 2])).toThrow(RangeError);
  });
  it("orders the eigenvalues of a symmetric matrix", () => {
    expect(
      symmetricEigenvalues([
        [2, 1],
        [1, 2],
      ]).map((v) => Math.round(v * 1e10) / 1e10),
    ).toEqual([1, 3]);
  });
});

describe("Cholesky in typed arrays", () => {
  it("agrees with the general routines on any positive-definite matrix", () => {
    const row = fc.array(fc.double({ min: -3, max: 3, noNaN: true }), { minLength: 3, maxLength: 3 });
    fc.assert(
      fc.property(fc.array(row, { minLength: 3, maxLength: 3 }), (x) => {
        const product = crossProduct(x).map((r, i) => r.map((v, j) => v + (i === j ? 1 : 0)));
        const factor = Float64Array.from(product.flat());
        expect(choleskyInPlace(factor, 3)).toBe(true);
        const b = Float64Array.from([1, 2, 3]);
        choleskySolveInPlace(factor, b);
        solveLinear(product, [1, 2, 3])!.forEach((v, i) => {
          expect(b[i]).toBeCloseTo(v, 9);
        });
        inverseSymmetric(product)!
          .flat()
          .forEach((v, i) => {
            expect(choleskyInverse(factor, 3)[i]).toBeCloseTo(v, 9);
          });
        const total = symmetricEigenvalues(product).reduce((sum, v) => sum + Math.log(v), 0);
        expect(choleskyLogDeterminant(factor, 3)).toBeCloseTo(total, 8);
      }),
    );
  });
  it("refuses a matrix of deficient rank", () => {
    expect(choleskyInPlace(Float64Array.from([1, 2, 2, 4]), 2)).toBe(false);
  });
});
