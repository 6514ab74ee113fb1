import { randomStream } from "../../../random/randomStream.ts";

export type Offer = {
  readonly product: string;
  readonly price: number;
  readonly attributes: Readonly<Record<string, string>>;
};

/** One screen: what is offered, from the first place to the last. */
export type ChoiceSet = {
  /** The set of which this one is a repetition, its places mirrored; null for a new one. */
  readonly repeatOf: number | null;
  readonly offers: readonly Offer[];
};

export type SetDesign = {
  readonly sets: {
    /** The products offered; empty = all of the study. */
    readonly products: readonly string[];
    /** Choices altogether, repetitions included. */
    readonly count: number;
    readonly repeats: number;
    readonly prices: readonly number[];
    /** Products on a screen. */
    readonly size: number;
  };
  /** Sets of the researcher's own, in place of those that are made. */
  readonly design: readonly (Offer & { readonly set: number })[] | null;
};

/** The sets of one session, in the order shown. The same design and seed always give the same sets, so that the server
 *  knows what was offered without asking the browser. */
export function choiceSets(design: SetDesign, products: readonly string[], seed: number): readonly ChoiceSet[] {
  const random = randomStream(seed);
  const { repeats } = design.sets;
  const fresh = design.design === null ? madeSets(design, products, random) : ownSets(design.design);
  const shown = random.shuffle(fresh).map((offers) => random.shuffle(offers));
  const again = random.shuffle(shown.map((_, index) => index).slice(0, Math.ceil(shown.length / 2))).slice(0, repeats);
  return withRepeats(shown, again, random);
}

type Random = ReturnType<typeof randomStream>;

/** Every product at every price as evenly as the number of sets allows: combinations of prices without replacement until
 *  all are used; products in turn where there are more than a screen holds. */
function madeSets({ sets }: SetDesign, all: readonly string[], random: Random): readonly (readonly Offer[])[] {
  const products = sets.products.length > 0 ? sets.products : all;
  const size = Math.min(sets.size, products.length);
  const wanted = Math.max(1, sets.count - sets.repeats);
  const combinations = shuffledCycle(priceCombinations(sets.prices, size), random);
  const turns = productTurns(products, size, random);
  return Array.from({ length: wanted }, () => {
    const prices = combinations();
    return turns().map((product, place) => ({ product, price: prices[place] ?? 0, attributes: {} }));
  });
}

function priceCombinations(prices: readonly number[], size: number): readonly (readonly number[])[] {
  return Array.from({ length: size }).reduce<readonly (readonly number[])[]>(
    (made) => made.flatMap((one) => prices.map((price) => [...one, price])),
    [[]],
  );
}

function shuffledCycle<T>(items: readonly T[], random: Random): () => T {
  let left: readonly T[] = [];
  return () => {
    if (left.length === 0) left = random.shuffle(items);
    const [next, ...rest] = left;
    left = rest;
    if (next === undefined) throw new RangeError("there is nothing to choose from");
    return next;
  };
}

/** Each screen's products: all of them where they fit, else the next ones of a shuffled round, none twice on a screen. */
function productTurns(products: readonly string[], size: number, random: Random): () => readonly string[] {
  if (size === products.length) return () => products;
  const next = shuffledCycle(products, random);
  let held: readonly string[] = [];
  return () => {
    const screen: string[] = [];
    const waiting: string[] = [];
    const take = (product: string) =>
      (screen.includes(product) || screen.length === size ? waiting : screen).push(product);
    for (const product of held) take(product);
    while (screen.length < size) take(next());
    held = waiting;
    return screen;
  };
}

function ownSets(rows: NonNullable<SetDesign["design"]>): readonly (readonly Offer[])[] {
  const sets = new Map<number, Offer[]>();
  for (const { set, ...offer } of rows) sets.set(set, [...(sets.get(set) ?? []), offer]);
  return [...sets.values()];
}

/** Puts repetitions of sets of the first half at chance places of the second, with their places mirrored. */
function withRepeats(
  shown: readonly (readonly Offer[])[],
  again: readonly number[],
  random: Random,
): readonly ChoiceSet[] {
  const sets: ChoiceSet[] = shown.map((offers) => ({ repeatOf: null, offers }));
  const from = Math.ceil(shown.length / 2);
  for (const original of again) {
    const place = from + random.below(sets.length - from + 1);
    sets.splice(place, 0, { repeatOf: original, offers: [...(shown[original] ?? [])].reverse() });
  }
  return sets;
}
