import type { Design } from "./design.ts";

/** Rows of a design put together where predictors and outcome are the same. */
export type GroupedRows = {
  /** One row a group. */
  readonly design: Design;
  /** 0 or 1, of each group. */
  readonly outcome: Float64Array;
  /** Rows of each group. */
  readonly sizes: Float64Array;
  /** The group of each row of the design given. */
  readonly groupOf: Int32Array;
};

/** Puts equal rows together: answers on scales leave few different ones of thousands of people. */
export function groupRows(design: Design, outcome: ArrayLike<number>): GroupedRows {
  const { names, rows, values } = design;
  const width = names.length;
  let groupOf: Int32Array = Int32Array.from(outcome, (value) => (value === 1 ? 1 : 0));
  for (let column = 1; column < width; column += 1) groupOf = split(groupOf, { values, column, width });
  const { firsts, dense } = inOrderMet(groupOf);
  const chosen = new Float64Array(firsts.length * width);
  for (const [group, row] of firsts.entries()) {
    chosen.set(values.subarray(row * width, (row + 1) * width), group * width);
  }
  const sizes = new Float64Array(firsts.length);
  for (let row = 0; row < rows; row += 1) sizes[dense[row]!]! += 1;
  const groupOutcome = Float64Array.from(firsts, (row) => outcome[row]!);
  return { design: { names, rows: firsts.length, values: chosen }, outcome: groupOutcome, sizes, groupOf: dense };
}

type ColumnOf = { readonly values: Float64Array; readonly column: number; readonly width: number };

/** Splits groups further by the values of a column. */
function split(groups: Int32Array, { values, column, width }: ColumnOf): Int32Array {
  const codes = new Map<number, number>();
  const known = new Map<number, number>();
  return groups.map((group, row) => {
    const code = numberOf(codes, values[row * width + column]!);
    return numberOf(known, group + code * 2 * groups.length);
  });
}

function inOrderMet(groups: Int32Array): { readonly firsts: readonly number[]; readonly dense: Int32Array } {
  const firsts: number[] = [];
  const known = new Map<number, number>();
  const dense = groups.map((group, row) => {
    const at = numberOf(known, group);
    if (at === firsts.length) firsts.push(row);
    return at;
  });
  return { firsts, dense };
}

/** The number of a value, from 0 in the order met. */
function numberOf(known: Map<number, number>, value: number): number {
  const before = known.get(value);
  if (before !== undefined) return before;
  known.set(value, known.size);
  return known.size - 1;
}
