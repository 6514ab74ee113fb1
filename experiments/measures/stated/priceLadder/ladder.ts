export type Ladder = {
  /** Rising prices. */
  readonly prices: readonly number[];
  /** Where in `prices` the first question stands. */
  readonly start: number;
  /** What was answered so far: price → whether it was accepted. */
  readonly answers: ReadonlyMap<number, boolean>;
};

/** The next price to ask: from the start upwards while accepted, downwards while refused; null when the highest
 *  accepted price is known. Asks each price at most once. */
export function nextPrice({ prices, start, answers }: Ladder): number | null {
  const first = prices[start];
  if (first === undefined) throw new RangeError(`the ladder starts at ${start}, but has ${prices.length} prices`);
  const step = answers.get(first) === false ? -1 : 1;
  for (let index = start; index >= 0 && index < prices.length; index += step) {
    const price = prices[index]!;
    const isAccepted = answers.get(price);
    if (isAccepted === undefined) return price;
    if (isAccepted !== answers.get(first)) return null;
  }
  return null;
}
