import type { StoredTrial } from "../store/store.ts";

type Rating = {
  readonly value: number;
  readonly lowest: number;
  readonly highest: number;
  readonly latencyMs: number | null;
};

const LONGEST_PERIOD = 5;
const FEWEST_RATINGS_TIMED = 3;

/** Tasks in which every stimulus belongs to one of two sides and there is time to find out which. */
const twoSided: ReadonlySet<unknown> = new Set([
  "iat",
  "briefIat",
  "singleCategoryIat",
  "approachAvoidance",
  "evaluativePriming",
]);
const FEWEST_SORTED = 40;

/** The session's ratings, in order. */
export function ratingsOf(trials: readonly StoredTrial[]): readonly Rating[] {
  return trials.flatMap(({ body: { value, lowest, highest, latencyMs } }) => {
    if (typeof value !== "number" || typeof lowest !== "number" || typeof highest !== "number") return [];
    return [{ value, lowest, highest, latencyMs: typeof latencyMs === "number" ? latencyMs : null }];
  });
}

/** The most ratings in a row that are all the same. */
export function longestRun(ratings: readonly Rating[]): number {
  let [longest, run] = [0, 0];
  for (const [place, { value }] of ratings.entries()) {
    run = value === ratings[place - 1]?.value ? run + 1 : 1;
    longest = Math.max(longest, run);
  }
  return longest;
}

/** How many ratings in a row on one scale repeat the one 2 to 5 places before while each differs from its neighbour:
 *  2 8 2 8, or 1 2 3 1 2 3. The exact form of the screening for repetitive patterns by autocorrelation
 *  (Gottfried, Ježek, Králová & Řiháček, 2022), which series as short as these leave no room for. */
export function mostRepeats(ratings: readonly Rating[]): number {
  let most = 0;
  for (let period = 2; period <= LONGEST_PERIOD; period += 1) {
    let [repeats, stepped] = [0, 0];
    for (const [place, rating] of ratings.entries()) {
      const [neighbour, earlier] = [ratings[place - 1], ratings[place - period]];
      const isStep = neighbour !== undefined && isSameScale(neighbour, rating) && neighbour.value !== rating.value;
      stepped = isStep ? stepped + 1 : 0;
      repeats = stepped >= period && earlier?.value === rating.value ? repeats + 1 : 0;
      most = Math.max(most, repeats);
    }
  }
  return most;
}

/** Median ms a rating took, shown to submitted; null below three ratings. */
export function ratingPace(ratings: readonly Rating[]): number | null {
  const sorted = ratings.flatMap(({ latencyMs }) => (latencyMs === null ? [] : [latencyMs])).sort((a, b) => a - b);
  if (sorted.length < FEWEST_RATINGS_TIMED) return null;
  const [low = 0, high = 0] = [sorted[Math.ceil(sorted.length / 2) - 1], sorted[Math.floor(sorted.length / 2)]];
  return (low + high) / 2;
}

/** The share of wrong first presses where guessing is right half the time; null below 40 such trials. */
export function errorShare(trials: readonly StoredTrial[]): number | null {
  const sorted = trials.filter(({ body }) => twoSided.has(body["measure"]) && typeof body["isCorrect"] === "boolean");
  if (sorted.length < FEWEST_SORTED) return null;
  return sorted.filter(({ body }) => body["isCorrect"] === false).length / sorted.length;
}

function isSameScale(one: Rating, other: Rating): boolean {
  return one.lowest === other.lowest && one.highest === other.highest;
}
