import { randomStream } from "../../../experiments/random/randomStream.ts";
import { argsort } from "../numerics/argsort.ts";
import { percentileInterval } from "../validation/bootstrapInterval.ts";
import { rowsByPerson } from "../validation/resamples.ts";

/** The part of a ROC curve where few of those who did not buy are above the cut. */
export type PartialAucReport = {
  /** The largest share of those who did not buy that may lie above the cut. */
  readonly up_to: number;
  /** The area under that part of the curve: from 0 to `up_to`. */
  readonly area: number;
  /** The same from .5, a coin, to 1, perfect (McClish 1989). */
  readonly corrected: number;
  readonly ci95: readonly [number, number] | null;
  /** Of buyers, the share above the cut that this share of the others is above, with its pointwise band. */
  readonly band: readonly Ordinate[];
};

type Ordinate = {
  readonly fpr: number;
  readonly tpr: number;
  readonly ci95: readonly [number, number] | null;
};

/** Scores of people of whom some bought; persons where several rows belong to one. */
export type RankedPeople = {
  readonly scores: readonly number[];
  readonly outcome: readonly number[];
  readonly persons: readonly string[] | null;
  readonly weights: readonly number[] | null;
};

type Question = {
  readonly upTo: number;
  readonly at: readonly number[];
  readonly seed: number;
  readonly resamples: number;
};

/** Fewer resamples than this have no tails. */
const FEWEST_RESAMPLES = 100;

/** Partial AUC from 0 to `upTo` and sensitivities `at` given false positive rates, with percentile intervals of a bootstrap:
 *  stratified by outcome as in pROC, or of whole persons where rows belong to persons. Ties are straight lines of the curve.
 *  Throws RangeError where all or none bought. */
export function partialAuc(people: RankedPeople, { upTo, at, seed, resamples }: Question): PartialAucReport {
  const { outcome, weights } = people;
  const order = argsort(people.scores).toReversed();
  const curveOf = (counts: ArrayLike<number>) => curve(people, { order, counts, upTo, at });
  const found = curveOf(weights ?? new Float64Array(outcome.length).fill(1));
  if (found === null) throw new RangeError("a ROC curve needs people who bought and others");
  const draw = resamplerOf(people);
  const replicates = Array.from({ length: resamples }, (_, index) => {
    const counts = draw(seed, index);
    return curveOf(weights === null ? counts : counts.map((drawn, row) => drawn * weights[row]!));
  }).filter((one) => one !== null);
  const intervalOf = (value: (one: Curve) => number) =>
    replicates.length < FEWEST_RESAMPLES ? null : percentileInterval(replicates.map(value));
  return {
    up_to: upTo,
    area: found.area,
    corrected: corrected(found.area, upTo),
    ci95: intervalOf(({ area }) => corrected(area, upTo)),
    band: at.map((fpr, place) => ({ fpr, tpr: found.tpr[place]!, ci95: intervalOf(({ tpr }) => tpr[place]!) })),
  };
}

function corrected(area: number, upTo: number): number {
  const chance = upTo ** 2 / 2;
  return (1 + (area - chance) / (upTo - chance)) / 2;
}

type Curve = { readonly area: number; readonly tpr: readonly number[] };
type Sweep = Pick<Question, "upTo" | "at"> & { readonly order: Int32Array; readonly counts: ArrayLike<number> };

/** From the highest score down; null where a sample holds only buyers or only others. */
function curve({ scores, outcome }: RankedPeople, { order, counts, upTo, at }: Sweep): Curve | null {
  let [buyers, others] = [0, 0];
  for (let row = 0; row < outcome.length; row += 1)
    if (outcome[row] === 1) buyers += counts[row]!;
    else others += counts[row]!;
  if (!(buyers > 0) || !(others > 0)) return null;
  const tpr = at.map(() => 1);
  let [x, y, area] = [0, 0, 0];
  for (let next = 0; next < order.length && x < 1; ) {
    const value = scores[order[next]!]!;
    let [right, up] = [x, y];
    for (; next < order.length && scores[order[next]!] === value; next += 1) {
      const row = order[next]!;
      if (outcome[row] === 1) up += counts[row]! / buyers;
      else right += counts[row]! / others;
    }
    at.forEach((fpr, place) => {
      if (x <= fpr && fpr < right) tpr[place] = y + ((fpr - x) / (right - x)) * (up - y);
    });
    if (right > x && x < upTo) {
      const end = Math.min(upTo, right);
      const top = y + ((end - x) / (right - x)) * (up - y);
      area += ((end - x) * (y + top)) / 2;
    }
    [x, y] = [right, up];
  }
  return { area, tpr };
}

/** How often each row is drawn in resample `index`. */
function resamplerOf({ outcome, persons }: RankedPeople): (seed: number, index: number) => Float64Array {
  const rows = Array.from(outcome.keys());
  const units = persons === null ? rows.map((row) => [row]) : rowsByPerson(persons);
  // Persons have rows of both kinds, so they are drawn from all persons.
  const strata =
    persons === null ? [0, 1].map((kind) => rows.filter((row) => outcome[row] === kind)) : [Array.from(units.keys())];
  return (seed, index) => {
    const random = randomStream(seed, index);
    const counts = new Float64Array(outcome.length);
    for (const stratum of strata)
      for (let drawn = 0; drawn < stratum.length; drawn += 1)
        for (const row of units[stratum[random.below(stratum.length)]!]!) counts[row]! += 1;
    return counts;
  };
}
