import { randomStream } from "../../../experiments/random/randomStream.ts";
import { argsort } from "../numerics/argsort.ts";
import { normalHalfWidth } from "../numerics/distributions.ts";
import { logistic, logit } from "../numerics/specialFunctions.ts";
import { percentileInterval } from "../validation/bootstrapInterval.ts";
import { rowsByPerson } from "../validation/resamples.ts";

/** A share of value, or Gini, with its linearised standard error and a 95 % interval; nulls where it does not vary. */
export type ConcentrationInterval = {
  readonly estimate: number;
  readonly se: number | null;
  readonly ci95: readonly [number, number] | null;
};

/** How precisely concentration is known. `customers` and `spenders` are the numbers behind it. */
export type ConcentrationIntervals = {
  readonly customers: number;
  readonly spenders: number;
  readonly top_20pct_share_all_customers: ConcentrationInterval;
  readonly top_20pct_share_buyers_only: ConcentrationInterval;
  readonly gini_population: ConcentrationInterval;
};

/** What somebody spent; persons where several rows belong to one. */
export type Spending = { readonly values: ArrayLike<number>; readonly persons?: readonly string[] | null };

type Drawing = { readonly seed: number; readonly resamples: number };

/** Fewer resamples than this have no tails: the interval is then the normal one. */
const FEWEST_RESAMPLES = 100;
const TOP = 0.2;

/** The value of a statistic of counted rows, and what each row pulls on it. */
type Found = { readonly estimate: number; readonly pulls: Float64Array };
type Ascending = { readonly values: Float64Array; readonly counts: ArrayLike<number> };
type Statistic = (rows: Ascending) => Found;

/** Intervals of the share of value of the top fifth, of all and of those who spent anything, and of Gini, on the logit
 *  scale: the wider of the normal one, with errors from the influence of each customer (Langel & Tillé 2013), and the
 *  studentised bootstrap (Efron & Tibshirani 1993), of whole persons where rows belong to persons. A percentile interval
 *  is too short where few spend much. Null when nobody spent anything. */
export function concentrationIntervals(spending: Spending, drawing: Drawing): ConcentrationIntervals | null {
  const values = Float64Array.from(spending.values);
  const spent = [...values.keys()].filter((row) => values[row]! > 0);
  if (spent.length === 0) return null;
  const persons = spending.persons ?? null;
  const buyers = {
    values: Float64Array.from(spent, (row) => values[row]!),
    persons: persons && spent.map((row) => persons[row]!),
  };
  return {
    customers: values.length,
    spenders: spent.length,
    top_20pct_share_all_customers: intervalOf(topFifth, { values, persons }, drawing),
    top_20pct_share_buyers_only: intervalOf(topFifth, buyers, drawing),
    gini_population: intervalOf(gini, { values, persons }, drawing),
  };
}

type Rows = { readonly values: Float64Array; readonly persons: readonly string[] | null };

function intervalOf(statistic: Statistic, rows: Rows, { seed, resamples }: Drawing): ConcentrationInterval {
  const order = argsort(rows.values);
  const values = Float64Array.from(order, (row) => rows.values[row]!);
  const units = unitsOf(rows.persons, order);
  const measured = (drawn: Float64Array) => {
    const counts = new Float64Array(values.length);
    units.forEach((own, unit) => {
      for (let at = 0; at < own.length; at += 1) counts[own[at]!] = drawn[unit]!;
    });
    const { estimate, pulls } = statistic({ values, counts });
    return { estimate, se: errorOf(pulls, units, drawn) };
  };
  const { estimate, se } = measured(new Float64Array(units.length).fill(1));
  if (!(se > 0) || !isInside(estimate)) return { estimate, se: null, ci95: null };
  const centre = logit(estimate);
  const step = onLogits(se, estimate);
  const pivots = Array.from({ length: resamples }, (_, index) => {
    const again = measured(drawnUnits(seed, index, units.length));
    return again.se > 0 && isInside(again.estimate)
      ? (logit(again.estimate) - centre) / onLogits(again.se, again.estimate)
      : null;
  }).filter((pivot) => pivot !== null);
  const half = normalHalfWidth();
  const [low, high] = pivots.length < FEWEST_RESAMPLES ? [-half, half] : percentileInterval(pivots);
  return {
    estimate,
    se,
    ci95: [logistic(centre - Math.max(half, high) * step), logistic(centre + Math.max(half, -low) * step)],
  };
}

/** The places of each unit's rows in ascending order of value. */
function unitsOf(persons: readonly string[] | null, order: Int32Array): readonly ArrayLike<number>[] {
  if (persons === null) return Array.from(order, (_, place) => [place]);
  return rowsByPerson(Array.from(order, (row) => persons[row]!));
}

function drawnUnits(seed: number, index: number, units: number): Float64Array {
  const random = randomStream(seed, index);
  const drawn = new Float64Array(units);
  for (let at = 0; at < units; at += 1) drawn[random.below(units)]! += 1;
  return drawn;
}

// Pulls of a unit add up before they are squared.
function errorOf(pulls: Float64Array, units: readonly ArrayLike<number>[], drawn: Float64Array): number {
  let [count, rows, sum, squares] = [0, 0, 0, 0];
  units.forEach((own, unit) => {
    const times = drawn[unit]!;
    let pull = 0;
    for (let at = 0; at < own.length; at += 1) pull += pulls[own[at]!]!;
    count += times;
    rows += times * own.length;
    sum += times * pull;
    squares += times * pull ** 2;
  });
  return Math.sqrt(((squares - sum ** 2 / count) * count) / Math.max(1, count - 1)) / rows;
}

function topFifth({ values, counts }: Ascending): Found {
  const { rows, value } = sums({ values, counts });
  let [left, held, cut] = [TOP * rows, 0, values[0]!];
  for (let at = values.length - 1; at >= 0 && left > 1e-9; at -= 1) {
    const taken = Math.min(left, counts[at]!);
    if (taken > 0) cut = values[at]!;
    held += taken * values[at]!;
    left -= taken;
  }
  const [estimate, mean] = [held / value, value / rows];
  const pulls = values.map((x) => (Math.max(x - cut, 0) + TOP * cut - estimate * x) / mean);
  return { estimate, pulls };
}

function gini({ values, counts }: Ascending): Found {
  const { rows, value } = sums({ values, counts });
  let [below, spread] = [0, 0];
  values.forEach((x, at) => {
    spread += counts[at]! * x * (2 * below + counts[at]! - rows);
    below += counts[at]!;
  });
  const [estimate, mean] = [spread / (rows * value), value / rows];
  let [people, spent] = [0, 0];
  const pulls = values.map((x, at) => {
    const [rank, share] = [(people + counts[at]! / 2) / rows, (spent + (counts[at]! * x) / 2) / rows];
    people += counts[at]!;
    spent += counts[at]! * x;
    return (2 * (x * rank - share) - (estimate + 1) * x) / mean;
  });
  return { estimate, pulls };
}

function sums({ values, counts }: Ascending): { readonly rows: number; readonly value: number } {
  let [rows, value] = [0, 0];
  values.forEach((x, at) => {
    rows += counts[at]!;
    value += counts[at]! * x;
  });
  return { rows, value };
}

function isInside(share: number): boolean {
  return share > 0 && share < 1;
}

function onLogits(se: number, share: number): number {
  return se / (share * (1 - share));
}
