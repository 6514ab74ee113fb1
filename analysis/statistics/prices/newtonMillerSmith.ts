import { type FourPrices, hasRisingPrices, namedPrices } from "./vanWestendorp.ts";

/** Four prices with the intent to buy at the cheap and at the expensive one, 1 (definitely not) to 5 (definitely). */
export type PricesWithIntent = FourPrices & { readonly intentCheap: number; readonly intentExpensive: number };

/** What each answer from 1 to 5 is taken to mean as a probability of buying. */
export type IntentWeights = readonly [number, number, number, number, number];

/** The defaults of R's pricesensitivitymeter. A convention, not a constant of nature: calibrate against behaviour
 *  where there is any. */
export const CONVENTIONAL_WEIGHTS: IntentWeights = [0, 0.1, 0.3, 0.5, 0.7];

export type NewtonMillerSmithOptions = {
  readonly weights?: IntentWeights;
  /** What a person's probability is linear in between two of their prices: the price, or its place among all prices
   *  named by anyone, as R's pricesensitivitymeter has it. */
  readonly along?: "prices" | "places";
};

export type TrialCurvePoint = { readonly price: number; readonly trial: number; readonly revenue: number };
export type NewtonMillerSmithReport = {
  readonly n: number;
  readonly invalid: number;
  readonly weights: IntentWeights;
  readonly curve: readonly TrialCurvePoint[];
  /** The lowest prices at which trial and revenue are highest; null without anyone valid. */
  readonly price_optimal_trial: number | null;
  readonly price_optimal_revenue: number | null;
};

/** Trial and revenue by price after Newton, Miller and Smith (1993): each person's probability of buying runs linearly
 *  from 0 at too cheap over the weights of their two intents to 0 at too expensive; trial is its mean over people whose
 *  prices rise strictly, revenue is price times trial. Throws RangeError for an intent that is not 1 to 5. */
export function newtonMillerSmith(
  people: readonly PricesWithIntent[],
  { weights = CONVENTIONAL_WEIGHTS, along = "prices" }: NewtonMillerSmithOptions = {},
): NewtonMillerSmithReport {
  const valid = people.filter(hasRisingPrices);
  const prices = namedPrices(valid);
  const order = new Map(prices.map((price, index) => [price, index]));
  const place = (price: number) => (along === "prices" ? price : (order.get(price) ?? 0));
  const lines = valid.map((person) => [
    [place(person.tooCheap), 0] as const,
    [place(person.cheap), weightOf(person.intentCheap, weights)] as const,
    [place(person.expensive), weightOf(person.intentExpensive, weights)] as const,
    [place(person.tooExpensive), 0] as const,
  ]);
  const curve = prices.map((price) => {
    const trial = lines.reduce((sum, line) => sum + heightAt(line, place(price)), 0) / lines.length;
    return { price, trial, revenue: price * trial };
  });
  return {
    n: valid.length,
    invalid: people.length - valid.length,
    weights,
    curve,
    price_optimal_trial: highest(curve, "trial"),
    price_optimal_revenue: highest(curve, "revenue"),
  };
}

function weightOf(intent: number, weights: IntentWeights): number {
  const weight = weights[intent - 1];
  if (weight === undefined) throw new RangeError(`an intent is 1 to 5, got ${intent}`);
  return weight;
}

type Line = readonly (readonly [place: number, height: number])[];

function heightAt(line: Line, place: number): number {
  const right = line.findIndex(([at]) => at >= place);
  if (right < 0) return 0;
  const [to, high] = line[right]!;
  if (to === place) return high;
  const before = line[right - 1];
  if (before === undefined) return 0;
  const [from, low] = before;
  return low + ((high - low) * (place - from)) / (to - from);
}

function highest(curve: readonly TrialCurvePoint[], by: "trial" | "revenue"): number | null {
  const best = curve.reduce<TrialCurvePoint | null>((top, point) => (top && top[by] >= point[by] ? top : point), null);
  return best?.price ?? null;
}
