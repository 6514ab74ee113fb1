import { type Random, randomStream } from "../../../experiments/random/randomStream.ts";
import { choleskyInPlace, choleskyInverse, choleskySolveInPlace } from "../numerics/cholesky.ts";
import { chiSquaredQuantile } from "../numerics/distributions.ts";
import { imputationPredictors } from "./imputationPredictors.ts";
import { type IncompleteColumns, incompleteColumn } from "./table.ts";

/** Completed tables: the same columns with every gap filled. */
export type ImputedColumns = Readonly<Record<string, readonly number[]>>;

/** How many tables, how often each gap is redrawn, and the seed that decides them. */
export type ImputationSettings = {
  readonly tables: number;
  readonly rounds?: number;
  readonly seed: number;
};

const ROUNDS = 10;
// Donors among whom one is drawn (Morris, White & Royston 2014 find 5 a fair choice).
const DONORS = 5;
// Keeps the regression solvable when columns are collinear, as in mice.
const RIDGE = 1e-5;

/** Multiple imputation by chained equations with predictive mean matching (van Buuren 2018; Little 1988): every gap
 *  takes a value somebody gave whose predicted value is close. All columns predict each other, so the outcome belongs
 *  among them; what says nothing of a column where it is known does not predict it. Columns hold at least two known values; table i depends on the seed and i alone.
 *  Throws RangeError when a column has fewer, or `tables` is not positive. */
export function impute(columns: IncompleteColumns, settings: ImputationSettings): readonly ImputedColumns[] {
  const { tables, rounds = ROUNDS, seed } = settings;
  if (!Number.isInteger(tables) || tables < 1)
    throw new RangeError(`tables must be a whole number from 1, got ${tables}`);
  const names = Object.keys(columns);
  const gaps = names.map((name) => gapsOf(incompleteColumn(columns, name), name));
  const predictedBy = imputationPredictors(columns);
  const predictors = names.map((name) => (predictedBy[name] ?? []).map((other) => names.indexOf(other)));
  return Array.from({ length: tables }, (_, table) => {
    const random = randomStream(seed, table);
    const filled = names.map((name, j) => start(incompleteColumn(columns, name), gaps[j]!, random));
    for (let round = 0; round < rounds; round++) {
      gaps.forEach((gap, j) => {
        if (gap.missing.length > 0) redraw(filled, j, { gap, random, predictors: predictors[j]! });
      });
    }
    return Object.fromEntries(names.map((name, j) => [name, Array.from(filled[j]!)]));
  });
}

type Gap = { readonly known: readonly number[]; readonly missing: readonly number[] };

function gapsOf(column: readonly (number | null)[], name: string): Gap {
  const rows = column.map((_, row) => row);
  const known = rows.filter((row) => column[row] !== null);
  if (known.length < 2) throw new RangeError(`column ${name} has ${known.length} known values, imputation needs two`);
  return { known, missing: rows.filter((row) => column[row] === null) };
}

function start(column: readonly (number | null)[], { known }: Gap, random: Random): Float64Array {
  return Float64Array.from(column, (value) => value ?? column[known[random.below(known.length)]!] ?? 0);
}

type Draw = { readonly gap: Gap; readonly random: Random };
type Redraw = Draw & { readonly predictors: readonly number[] };

function redraw(filled: readonly Float64Array[], target: number, { gap, random, predictors: by }: Redraw): void {
  const column = filled[target]!;
  const predictors = standardised(
    by.map((j) => filled[j]!),
    column.length,
  );
  const { estimate, drawn } = regress(predictors, column, { gap, random });
  const predict = (row: number, beta: Float64Array) =>
    predictors.reduce((sum, values, j) => sum + values[row]! * beta[j]!, 0);
  // Matching the drawn prediction of a gap with the estimated one of donors is the "type 1" of van Buuren.
  // Shuffled first, so that equal predictions come in no order.
  const donors = random
    .shuffle(gap.known)
    .map((row) => ({ value: column[row]!, predicted: predict(row, estimate) }))
    .sort((a, b) => a.predicted - b.predicted);
  for (const row of gap.missing) column[row] = donate(donors, predict(row, drawn), random);
}

function standardised(columns: readonly Float64Array[], rows: number): readonly Float64Array[] {
  const scaled = columns.map((values) => {
    const mean = values.reduce((sum, value) => sum + value, 0) / rows;
    const sd = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / rows);
    return values.map((value) => (sd === 0 ? 0 : (value - mean) / sd));
  });
  return [new Float64Array(rows).fill(1), ...scaled];
}

// Least squares on the known rows, and a draw from the posterior of its coefficients.
function regress(predictors: readonly Float64Array[], outcome: Float64Array, { gap, random }: Draw) {
  const k = predictors.length;
  const information = new Float64Array(k * k);
  const estimate = new Float64Array(k);
  for (const row of gap.known) {
    for (let a = 0; a < k; a++) {
      estimate[a]! += predictors[a]![row]! * outcome[row]!;
      for (let b = 0; b < k; b++) information[a * k + b]! += predictors[a]![row]! * predictors[b]![row]!;
    }
  }
  for (let a = 0; a < k; a++) information[a * k + a]! = information[a * k + a]! * (1 + RIDGE) + RIDGE;
  choleskyInPlace(information, k);
  choleskySolveInPlace(information, estimate);
  const squares = gap.known.reduce((sum, row) => {
    const predicted = predictors.reduce((part, values, j) => part + values[row]! * estimate[j]!, 0);
    return sum + (outcome[row]! - predicted) ** 2;
  }, 0);
  const df = Math.max(1, gap.known.length - k);
  const sigma = Math.sqrt(squares / chiSquaredQuantile(Math.max(random.uniform(), Number.EPSILON), df));
  const noise = rotated(choleskyInverse(information, k), k, random);
  return { estimate, drawn: estimate.map((value, j) => value + sigma * noise[j]!) };
}

// A normal vector with the given variance.
function rotated(variance: Float64Array, k: number, random: Random): Float64Array {
  choleskyInPlace(variance, k);
  const white = Array.from({ length: k }, () => random.normal());
  return Float64Array.from({ length: k }, (_, i) =>
    white.slice(0, i + 1).reduce((sum, value, j) => sum + variance[i * k + j]! * value, 0),
  );
}

type Donor = { readonly value: number; readonly predicted: number };

function donate(donors: readonly Donor[], predicted: number, random: Random): number {
  let low = 0;
  let high = donors.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (donors[middle]!.predicted < predicted) low = middle + 1;
    else high = middle;
  }
  let first = low;
  let last = low;
  while (last - first < Math.min(DONORS, donors.length)) {
    const below = first > 0 ? predicted - donors[first - 1]!.predicted : Number.POSITIVE_INFINITY;
    const above = last < donors.length ? donors[last]!.predicted - predicted : Number.POSITIVE_INFINITY;
    if (below <= above) first -= 1;
    else last += 1;
  }
  return donors[first + random.below(last - first)]!.value;
}
