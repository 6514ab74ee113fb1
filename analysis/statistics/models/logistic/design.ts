/** Columns of one study by name, all of one length; a row is a participant, or a participant × product. */
export type Columns = Readonly<Record<string, ArrayLike<number>>>;

/** A model matrix, row-major, and the name of each column. */
export type Design = {
  readonly names: readonly string[];
  readonly rows: number;
  readonly values: Float64Array;
};

/** Name of the constant column, as R writes it. */
export const INTERCEPT = "(Intercept)";

/** A constant column and the named predictors; throws RangeError when a column is missing or holds a non-number. */
export function designOf(columns: Columns, predictors: readonly string[], rows: number): Design {
  const width = predictors.length + 1;
  const values = new Float64Array(rows * width);
  for (let i = 0; i < rows; i += 1) values[i * width] = 1;
  predictors.forEach((name, j) => {
    const column = columns[name];
    if (column?.length !== rows) throw new RangeError(`no column ${name} of ${rows} rows`);
    for (let i = 0; i < rows; i += 1) {
      const value = column[i]!;
      if (!Number.isFinite(value)) throw new RangeError(`column ${name} holds ${value} in row ${i}`);
      values[i * width + j + 1] = value;
    }
  });
  return { names: [INTERCEPT, ...predictors], rows, values };
}

/** The chosen rows of a design, in the order given; a row may come more than once. */
export function designRows({ names, values }: Design, rows: ArrayLike<number>): Design {
  const width = names.length;
  const chosen = new Float64Array(rows.length * width);
  for (let i = 0; i < rows.length; i += 1) {
    const from = rows[i]! * width;
    for (let j = 0; j < width; j += 1) chosen[i * width + j] = values[from + j]!;
  }
  return { names, rows: rows.length, values: chosen };
}

/** A design without one column. */
export function withoutColumn({ names, rows, values }: Design, dropped: number): Design {
  const width = names.length;
  return {
    names: names.filter((_, j) => j !== dropped),
    rows,
    values: values.filter((_, position) => position % width !== dropped),
  };
}

/** One column of a design. */
export function designColumn({ names, rows, values }: Design, column: number): Float64Array {
  return Float64Array.from({ length: rows }, (_, i) => values[i * names.length + column]!);
}

/** The chosen entries of a vector, in the order given. */
export function pickRows(vector: ArrayLike<number>, rows: ArrayLike<number>): Float64Array {
  return Float64Array.from({ length: rows.length }, (_, i) => vector[rows[i]!]!);
}

/** The linear predictor X beta, one value a row. */
export function linearPredictor({ names, rows, values }: Design, beta: ArrayLike<number>): Float64Array {
  const width = names.length;
  const eta = new Float64Array(rows);
  for (let i = 0; i < rows; i += 1) {
    let sum = 0;
    for (let j = 0; j < width; j += 1) sum += values[i * width + j]! * beta[j]!;
    eta[i] = sum;
  }
  return eta;
}

/** Treatment-coded 0/1 columns `<name><level>` of a categorical column; the first level in sorted order is the
 *  reference and has none. */
export function dummyColumns(name: string, labels: readonly string[]): Columns {
  const levels = [...new Set(labels)].sort();
  return Object.fromEntries(
    levels
      .slice(1)
      .map((level) => [`${name}${level}`, Float64Array.from(labels, (label) => (label === level ? 1 : 0))]),
  );
}
