import { meanOf } from "../meanOf.ts";

/** Below this share of the sum of squares, a predictor says nothing that the ones before it did not. */
const NOTHING_NEW = 1e-10;

/** What is left of `values` after least squares on an intercept and the given predictors (Gram–Schmidt); a predictor
 *  that does not vary beyond the earlier ones is skipped. Lists run in parallel. */
export function residuals(values: readonly number[], predictors: readonly (readonly number[])[]): readonly number[] {
  const basis: (readonly number[])[] = [];
  for (const predictor of predictors) {
    const centred = centre(predictor);
    const own = basis.reduce(without, centred);
    if (dot(own, own) > NOTHING_NEW * Math.max(dot(centred, centred), Number.MIN_VALUE)) basis.push(own);
  }
  return basis.reduce(without, centre(values));
}

function centre(values: readonly number[]): readonly number[] {
  const mean = meanOf(values) ?? 0;
  return values.map((value) => value - mean);
}

function without(values: readonly number[], direction: readonly number[]): readonly number[] {
  const share = dot(values, direction) / dot(direction, direction);
  return values.map((value, index) => value - share * direction[index]!);
}

function dot(a: readonly number[], b: readonly number[]): number {
  let sum = 0;
  for (let index = 0; index < a.length; index += 1) sum += a[index]! * b[index]!;
  return sum;
}
