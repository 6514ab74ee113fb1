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
  const ranked = fromHighest(people);
  const curveOf = (counts: Float64Array) => curve(ranked, { counts, upTo, at });
  const found = curveOf(ranked.weights ?? new Float64Array(ranked.isBuyer.length).fill(1));
  if (found === null) throw new RangeError("a ROC curve needs people who bought and others");
  const draw = resamplerOf(ranked);
  const replicates = Array.from({ length: resamples }, (_, index) => {
    const counts = draw(seed, index);
    if (ranked.weights !== null) for (const [place, weight] of ranked.weights.entries()) counts[place]! *= weight;
    return curveOf(counts);
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

/** People from the highest score down: places, not rows, so that a resample is swept as it lies in memory. */
type Ranked = {
  readonly isBuyer: Uint8Array;
  /** The last place of each run of equal scores. */
  readonly ends: Int32Array;
  readonly weights: Float64Array | null;
  /** What is drawn, and from where: places of buyers and of others, or of the persons whose rows they are. */
  readonly strata: readonly Int32Array[];
  readonly persons: readonly Int32Array[] | null;
};

function fromHighest({ scores, outcome, persons, weights }: RankedPeople): Ranked {
  const order = argsort(scores).toReversed();
  const places = new Int32Array(order.length);
  for (const [place, row] of order.entries()) places[row] = place;
  const rows = [...outcome.keys()];
  const ofKind = (kind: number) =>
    Int32Array.from(
      rows.filter((row) => outcome[row] === kind),
      (row) => places[row]!,
    );
  const units = persons === null ? null : rowsByPerson(persons);
  return {
    isBuyer: Uint8Array.from(order, (row) => (outcome[row] === 1 ? 1 : 0)),
    ends: Int32Array.from([...order.keys()].filter((at) => scores[order[at]!] !== scores[order[at + 1] ?? -1])),
    weights: weights === null ? null : Float64Array.from(order, (row) => weights[row]!),
    // Persons have rows of both kinds, so they are drawn from all persons.
    strata: units === null ? [ofKind(0), ofKind(1)] : [Int32Array.from(units.keys())],
    persons: units?.map((own) => own.map((row) => places[row]!)) ?? null,
  };
}

function corrected(area: number, upTo: number): number {
  const chance = upTo ** 2 / 2;
  return (1 + (area - chance) / (upTo - chance)) / 2;
}

type Curve = { readonly area: number; readonly tpr: readonly number[] };
type Sweep = Pick<Question, "upTo" | "at"> & { readonly counts: Float64Array };

/** From the highest score down; null where a sample holds only buyers or only others. */
function curve({ isBuyer, ends }: Ranked, { counts, upTo, at }: Sweep): Curve | null {
  let [buyers, others] = [0, 0];
  for (let place = 0; place < counts.length; place += 1)
    if (isBuyer[place] === 1) buyers += counts[place]!;
    else others += counts[place]!;
  if (!(buyers > 0) || !(others > 0)) return null;
  const tpr = at.map(() => 1);
  // Nobody asks for the curve beyond this.
  const last = Math.max(upTo, ...at);
  let [x, y, area, place] = [0, 0, 0, 0];
  for (let run = 0; run < ends.length && x < 1 && x <= last; run += 1) {
    let [right, up] = [x, y];
    for (const end = ends[run]!; place <= end; place += 1) {
      const count = counts[place]!;
      if (count === 0) continue;
      if (isBuyer[place] === 1) up += count / buyers;
      else right += count / others;
    }
    if (right > x) {
      for (let one = 0; one < at.length; one += 1)
        if (x <= at[one]! && at[one]! < right) tpr[one] = y + ((at[one]! - x) / (right - x)) * (up - y);
      if (x < upTo) {
        const end = Math.min(upTo, right);
        const top = y + ((end - x) / (right - x)) * (up - y);
        area += ((end - x) * (y + top)) / 2;
      }
    }
    [x, y] = [right, up];
  }
  return { area, tpr };
}

/** How often each place is drawn in resample `index`. */
function resamplerOf({ isBuyer, strata, persons }: Ranked): (seed: number, index: number) => Float64Array {
  return (seed, index) => {
    const { below } = randomStream(seed, index);
    const counts = new Float64Array(isBuyer.length);
    for (const stratum of strata)
      for (let drawn = 0; drawn < stratum.length; drawn += 1) {
        const unit = stratum[below(stratum.length)]!;
        if (persons === null) counts[unit]! += 1;
        else for (const place of persons[unit]!) counts[place]! += 1;
      }
    return counts;
  };
}
