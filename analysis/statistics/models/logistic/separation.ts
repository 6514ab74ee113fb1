import { type Design, designColumn, INTERCEPT } from "./design.ts";

/** Whether a hyperplane divides buyers from non-buyers (Albert & Anderson, 1984). */
export type Separation = {
  readonly kind: "complete" | "quasi-complete";
  /** Predictors that divide by themselves; else those that take part in the dividing direction. */
  readonly predictors: readonly string[];
  /** Coefficients whose estimate is infinite. */
  readonly infinite: readonly string[];
};

const NEGLIGIBLE = 1e-6;

function dividesAlone(design: Design, column: number, outcome: ArrayLike<number>): boolean {
  const values = designColumn(design, column);
  const range = { 0: [Infinity, -Infinity], 1: [Infinity, -Infinity] };
  values.forEach((value, i) => {
    const ends = range[outcome[i] === 1 ? 1 : 0];
    ends[0] = Math.min(ends[0]!, value);
    ends[1] = Math.max(ends[1]!, value);
  });
  const isConstant = range[0][0] === range[0][1] && range[1][0] === range[1][1] && range[0][0] === range[1][0];
  return !isConstant && (range[0][1]! <= range[1][0]! || range[1][1]! <= range[0][0]!);
}

/**
 * Reads the direction in which Newton's steps ran away as a certificate of separation: every buyer lies on its upper
 * side, every non-buyer on its lower side, someone strictly. Null when it divides nobody.
 */
export function separationAlong(
  design: Design,
  outcome: ArrayLike<number>,
  direction: {
    readonly original: readonly number[];
    readonly standardised: Float64Array;
    readonly values: Float64Array;
  },
): Separation | null {
  const { standardised, values } = direction;
  const width = design.names.length;
  const largest = standardised.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  let undecided = 0;
  let divided = 0;
  for (let i = 0; i < design.rows; i += 1) {
    let projection = 0;
    for (let j = 0; j < width; j += 1) projection += values[i * width + j]! * standardised[j]!;
    const side = ((outcome[i] === 1 ? 1 : -1) * projection) / largest;
    if (side < -NEGLIGIBLE) return null;
    if (side > NEGLIGIBLE) divided += 1;
    else undecided += 1;
  }
  if (divided === 0) return null;
  return { kind: undecided === 0 ? "complete" : "quasi-complete", ...named(design, outcome, direction.original) };
}

function named(design: Design, outcome: ArrayLike<number>, original: readonly number[]) {
  const spread = design.names.map((_, j) => {
    const column = designColumn(design, j);
    return Math.max(
      ...[Math.abs(column.reduce((a, b) => Math.max(a, b))), Math.abs(column.reduce((a, b) => Math.min(a, b)))],
    );
  });
  const pull = original.map((value, j) => Math.abs(value) * spread[j]!);
  const strongest = Math.max(...pull);
  const infinite = design.names.filter((_, j) => pull[j]! > NEGLIGIBLE * strongest);
  const alone = design.names.filter((name, j) => name !== INTERCEPT && dividesAlone(design, j, outcome));
  return { infinite, predictors: alone.length > 0 ? alone : infinite.filter((name) => name !== INTERCEPT) };
}
