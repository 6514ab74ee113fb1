import { type Random, randomStream } from "../../../experiments/random/randomStream.ts";
import { choleskyInPlace, choleskyInverse, choleskySolveInPlace } from "../numerics/cholesky.ts";
import { chiSquaredQuantile } from "../numerics/distributions.ts";
import { donate, donorsOf } from "./donors.ts";
import { imputationPredictors } from "./imputationPredictors.ts";
import { knownProducts, type Predictor, type Products } from "./knownProducts.ts";
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
  const gaps = names.map((name) => gapOf(incompleteColumn(columns, name), name));
  const predictedBy = imputationPredictors(columns);
  const predictors = names.map((name) => (predictedBy[name] ?? []).map((other) => names.indexOf(other)));
  const scaled: (Float64Array | null)[] = names.map(() => null);
  return Array.from({ length: tables }, (_, table) => {
    const random = randomStream(seed, table);
    const filled = names.map((name, j) => start(incompleteColumn(columns, name), gaps[j]!, random));
    gaps.forEach(({ missing }, j) => {
      if (missing.length > 0) scaled[j] = null;
    });
    for (let round = 0; round < rounds; round++) {
      gaps.forEach((gap, j) => {
        if (gap.missing.length > 0) redraw({ filled, scaled, gaps }, j, { random, predictors: predictors[j]! });
      });
    }
    return Object.fromEntries(names.map((name, j) => [name, Array.from(filled[j]!)]));
  });
}

type Gap = {
  readonly known: readonly number[];
  readonly missing: readonly number[];
  readonly productsOf: ReturnType<typeof knownProducts>;
};

function gapOf(column: readonly (number | null)[], name: string): Gap {
  const rows = column.map((_, row) => row);
  const known = rows.filter((row) => column[row] !== null);
  if (known.length < 2) throw new RangeError(`column ${name} has ${known.length} known values, imputation needs two`);
  const outcome = Float64Array.from(column, (value) => value ?? Number.NaN);
  return { known, missing: rows.filter((row) => column[row] === null), productsOf: knownProducts(known, outcome) };
}

function start(column: readonly (number | null)[], { known }: Gap, random: Random): Float64Array {
  return Float64Array.from(column, (value) => value ?? column[known[random.below(known.length)]!] ?? 0);
}

/** A table being filled: its columns, and each standardised until it is redrawn. */
type Filling = {
  readonly filled: readonly Float64Array[];
  readonly scaled: (Float64Array | null)[];
  readonly gaps: readonly Gap[];
};
type Redraw = { readonly random: Random; readonly predictors: readonly number[] };

function redraw({ filled, scaled, gaps }: Filling, target: number, { random, predictors: by }: Redraw): void {
  const column = filled[target]!;
  const { known, missing, productsOf } = gaps[target]!;
  const predictors: readonly Predictor[] = [
    { values: new Float64Array(column.length).fill(1), isLasting: true },
    ...by.map((j) => {
      scaled[j] ??= standardised(filled[j]!);
      return { values: scaled[j], isLasting: gaps[j]!.missing.length === 0 };
    }),
  ];
  const { fitted, drawn } = regress(predictors, column, { known, products: productsOf(predictors), random });
  // Matching the drawn prediction of a gap with the estimated one of donors is the "type 1" of van Buuren.
  // Shuffled first, so that equal predictions come in no order.
  const donors = donorsOf(random.shuffle(known), column, fitted);
  for (const row of missing) column[row] = donate(donors, drawn(row), random);
  scaled[target] = null;
}

function standardised(values: Float64Array): Float64Array {
  let sum = 0;
  for (const value of values) sum += value;
  const mean = sum / values.length;
  let squares = 0;
  for (const value of values) squares += (value - mean) ** 2;
  const sd = Math.sqrt(squares / values.length);
  return values.map((value) => (sd === 0 ? 0 : (value - mean) / sd));
}

type Regression = { readonly known: readonly number[]; readonly products: Products; readonly random: Random };

// Least squares on the known rows, and a draw from the posterior of its coefficients: what each predicts.
function regress(predictors: readonly Predictor[], outcome: Float64Array, { known, products, random }: Regression) {
  const k = predictors.length;
  const { information, score: estimate } = products;
  for (let a = 0; a < k; a++) information[a * k + a]! = information[a * k + a]! * (1 + RIDGE) + RIDGE;
  choleskyInPlace(information, k);
  choleskySolveInPlace(information, estimate);
  const fitted = predictionsOf(predictors, estimate);
  let squares = 0;
  for (const row of known) squares += (outcome[row]! - fitted[row]!) ** 2;
  const df = Math.max(1, known.length - k);
  const sigma = Math.sqrt(squares / chiSquaredQuantile(Math.max(random.uniform(), Number.EPSILON), df));
  const noise = rotated(choleskyInverse(information, k), k, random);
  const beta = estimate.map((value, j) => value + sigma * noise[j]!);
  const drawn = (row: number) => predictors.reduce((sum, { values }, j) => sum + values[row]! * beta[j]!, 0);
  return { fitted, drawn };
}

function predictionsOf(predictors: readonly Predictor[], beta: Float64Array): Float64Array {
  const fitted = new Float64Array(predictors[0]!.values.length);
  for (const [j, { values }] of predictors.entries()) {
    const slope = beta[j]!;
    for (let row = 0; row < fitted.length; row += 1) fitted[row]! += values[row]! * slope;
  }
  return fitted;
}

// A normal vector with the given variance.
function rotated(variance: Float64Array, k: number, random: Random): Float64Array {
  choleskyInPlace(variance, k);
  const white = Array.from({ length: k }, () => random.normal());
  return Float64Array.from({ length: k }, (_, i) =>
    white.slice(0, i + 1).reduce((sum, value, j) => sum + variance[i * k + j]! * value, 0),
  );
}
