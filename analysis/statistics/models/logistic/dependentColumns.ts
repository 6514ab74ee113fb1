import type { Columns } from "./design.ts";

/** A predictor that no model can hold, and why. */
export type DependentColumn = {
  readonly column: string;
  /** `constant`: one value for everybody. `collinear`: it follows exactly from those before it. */
  readonly reason: "constant" | "collinear";
};

// What is left of a column of unit length after the others are taken out; rounding leaves about 1e-16.
const NOTHING_LEFT = 1e-7;

/** The named columns that a model with an intercept and all earlier ones cannot estimate, by Gram–Schmidt in the order
 *  given, as R drops aliased terms. */
export function dependentColumns(columns: Columns, names: readonly string[]): readonly DependentColumn[] {
  const basis: Float64Array[] = [];
  return [...new Set(names)].flatMap((column): readonly DependentColumn[] => {
    const values = columns[column]!;
    const centred = normalised(centre(values));
    if (centred === null) return [{ column, reason: "constant" }];
    const left = [0, 1].reduce((rest) => withoutParts(rest, basis), centred);
    if (lengthOf(left) < NOTHING_LEFT) return [{ column, reason: "collinear" }];
    basis.push(normalised(left)!);
    return [];
  });
}

function centre(values: ArrayLike<number>): Float64Array {
  let sum = 0;
  for (let i = 0; i < values.length; i += 1) sum += values[i]!;
  const mean = sum / values.length;
  return Float64Array.from(values, (value) => value - mean);
}

function normalised(values: Float64Array): Float64Array | null {
  const isConstant = values.every((value) => value === values[0]);
  const length = lengthOf(values);
  return isConstant || length === 0 ? null : values.map((value) => value / length);
}

function lengthOf(values: Float64Array): number {
  let squares = 0;
  for (const value of values) squares += value * value;
  return Math.sqrt(squares);
}

function withoutParts(values: Float64Array, basis: readonly Float64Array[]): Float64Array {
  const rest = Float64Array.from(values);
  for (const axis of basis) {
    let shared = 0;
    for (let i = 0; i < rest.length; i += 1) shared += rest[i]! * axis[i]!;
    for (let i = 0; i < rest.length; i += 1) rest[i]! -= shared * axis[i]!;
  }
  return rest;
}
