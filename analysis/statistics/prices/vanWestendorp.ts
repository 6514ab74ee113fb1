/** The four prices one person named. */
export type FourPrices = {
  readonly tooCheap: number;
  readonly cheap: number;
  readonly expensive: number;
  readonly tooExpensive: number;
};

/** Shares of people at one price: for whom it is too cheap, cheap, expensive, too expensive, and not cheap and not
 *  expensive. */
export type PriceShares = {
  readonly price: number;
  readonly too_cheap: number;
  readonly cheap: number;
  readonly expensive: number;
  readonly too_expensive: number;
  readonly not_cheap: number;
  readonly not_expensive: number;
};

/** Where a rising and a falling curve meet: by the rule chosen, and the plateau on which they are equal, if they are. */
export type Crossing = { readonly price: number; readonly plateau: readonly [number, number] | null };

export type VanWestendorpReport = {
  /** People whose four prices rise strictly, and those left out because theirs do not. */
  readonly n: number;
  readonly invalid: number;
  readonly rule: CrossingRule;
  readonly curves: readonly PriceShares[];
  /** Points of marginal cheapness and expensiveness (the acceptable range), indifference and optimal price; null where
   *  the curves do not meet. */
  readonly pmc: Crossing | null;
  readonly pme: Crossing | null;
  readonly idp: Crossing | null;
  readonly opp: Crossing | null;
};

/** Which price of a plateau counts. Tools differ, and on well separated curves the answer hangs on it. */
export type CrossingRule = "min" | "max" | "mean" | "median";
export type VanWestendorpOptions = {
  readonly rule?: CrossingRule;
  /** Draws the curves at prices this far apart, linear between the prices named; only at the prices named when absent. */
  readonly step?: number;
};

/** Van Westendorp's price sensitivity meter (1976): the curves at every price named by a person whose prices rise
 *  strictly, and the four points where they cross. Shares from 0 to 1; falling curves count prices strictly above
 *  (1 - ecdf). Throws RangeError for a step that is not positive. */
export function vanWestendorp(
  people: readonly FourPrices[],
  { rule = "min", step }: VanWestendorpOptions = {},
): VanWestendorpReport {
  const valid = people.filter(hasRisingPrices);
  const named = namedCurves(valid);
  const curves = step === undefined ? named : interpolated(named, step);
  const crossing = (rising: keyof PriceShares, falling: keyof PriceShares) =>
    crossingOf(curves, { rising, falling, rule });
  return {
    n: valid.length,
    invalid: people.length - valid.length,
    rule,
    curves,
    pmc: crossing("not_cheap", "too_cheap"),
    pme: crossing("too_expensive", "not_expensive"),
    idp: crossing("expensive", "cheap"),
    opp: crossing("too_expensive", "too_cheap"),
  };
}

/** Whether a person's prices rise strictly from too cheap to too expensive. */
export function hasRisingPrices({ tooCheap, cheap, expensive, tooExpensive }: FourPrices): boolean {
  return tooCheap < cheap && cheap < expensive && expensive < tooExpensive;
}

/** Every price somebody named, once, rising. */
export function namedPrices(people: readonly FourPrices[]): readonly number[] {
  const all = people.flatMap((person) => [person.tooCheap, person.cheap, person.expensive, person.tooExpensive]);
  return [...new Set(all)].sort((a, b) => a - b);
}

function namedCurves(people: readonly FourPrices[]): readonly PriceShares[] {
  const shareUpTo = (name: keyof FourPrices) => {
    const sorted = people.map((person) => person[name]).sort((a, b) => a - b);
    return (price: number) => countUpTo(sorted, price) / sorted.length;
  };
  const upTo = {
    tooCheap: shareUpTo("tooCheap"),
    cheap: shareUpTo("cheap"),
    expensive: shareUpTo("expensive"),
    tooExpensive: shareUpTo("tooExpensive"),
  };
  return namedPrices(people).map((price) => ({
    price,
    too_cheap: 1 - upTo.tooCheap(price),
    cheap: 1 - upTo.cheap(price),
    expensive: upTo.expensive(price),
    too_expensive: upTo.tooExpensive(price),
    not_cheap: upTo.cheap(price),
    not_expensive: 1 - upTo.expensive(price),
  }));
}

function countUpTo(sorted: readonly number[], price: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? price) <= price) low = middle + 1;
    else high = middle;
  }
  return low;
}

function interpolated(named: readonly PriceShares[], step: number): readonly PriceShares[] {
  if (!(step > 0)) throw new RangeError(`the step between prices must be positive, got ${step}`);
  const first = named[0];
  const last = named.at(-1);
  if (first === undefined || last === undefined) return [];
  const count = Math.floor((last.price - first.price) / step + 1e-9) + 1;
  let left = 0;
  return Array.from({ length: count }, (_, index) => {
    const price = first.price + index * step;
    while (left < named.length - 2 && named[left + 1]!.price <= price) left += 1;
    return between(named[left]!, named[Math.min(left + 1, named.length - 1)]!, price);
  });
}

function between(a: PriceShares, b: PriceShares, price: number): PriceShares {
  const share = b.price === a.price ? 0 : (price - a.price) / (b.price - a.price);
  const at = (name: keyof PriceShares) => a[name] + (b[name] - a[name]) * share;
  return {
    price,
    too_cheap: at("too_cheap"),
    cheap: at("cheap"),
    expensive: at("expensive"),
    too_expensive: at("too_expensive"),
    not_cheap: at("not_cheap"),
    not_expensive: at("not_expensive"),
  };
}

type Curves = { readonly rising: keyof PriceShares; readonly falling: keyof PriceShares; readonly rule: CrossingRule };

/** Where the curves are equal, the rule chooses among those prices; else the first price at which the rising one is
 *  above. */
function crossingOf(curves: readonly PriceShares[], { rising, falling, rule }: Curves): Crossing | null {
  const equal = curves.filter((shares) => shares[rising] === shares[falling]).map(({ price }) => price);
  const first = curves.find((shares) => shares[rising] >= shares[falling])?.price;
  if (first === undefined) return null;
  const [lowest] = equal;
  const highest = equal.at(-1);
  if (lowest === undefined || highest === undefined) return { price: first, plateau: null };
  return { price: byRule(equal, rule), plateau: lowest === highest ? null : [lowest, highest] };
}

/** `prices` rise and are not empty. */
function byRule(prices: readonly number[], rule: CrossingRule): number {
  const half = prices.length / 2;
  switch (rule) {
    case "min":
      return prices[0]!;
    case "max":
      return prices.at(-1)!;
    case "mean":
      return prices.reduce((sum, price) => sum + price, 0) / prices.length;
    case "median":
      return (prices[Math.ceil(half) - 1]! + prices[Math.floor(half)]!) / 2;
  }
}
