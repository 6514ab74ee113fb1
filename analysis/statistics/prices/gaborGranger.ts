import type { Interval } from "../association/moments.ts";
import { wilson } from "../shares/proportion.ts";

/** What one person answered to the prices they were asked. */
export type PriceAnswers = readonly { readonly price: number; readonly isAccepted: boolean }[];

export type DemandPoint = {
  readonly price: number;
  /** People whose answers say whether they would buy at this price. */
  readonly asked: number;
  /** Those of them who would. */
  readonly buyers: number;
  readonly demand: number;
  readonly wilson95: Interval;
  readonly revenue: number;
  /** Share who said yes when asked this very price, made to fall by isotonic regression; null unless everyone was asked
   *  every price. */
  readonly asked_demand: number | null;
};

export type GaborGrangerReport = {
  readonly n: number;
  readonly curve: readonly DemandPoint[];
  /** The tested price with the highest revenue, the lower one of equals; null without anyone. */
  readonly optimal_price: number | null;
  /** People who refused a price below one they accepted. */
  readonly violations: number;
};

/** Demand and revenue over the tested prices after Gabor and Granger (1966). Where everyone was asked every price, demand
 *  is the share whose highest accepted price is not below it. Where people were asked some prices only, a price that
 *  nobody put to a person is no refusal: demand is then the falling curve most likely to give their answers (each lies
 *  between the highest price accepted and the lowest refused above it; Turnbull 1976), which for one price a person is
 *  the share of those asked at it. 95 % intervals after Wilson (1927) over the people asked. People without answers are
 *  left out. */
export function gaborGranger(people: readonly PriceAnswers[]): GaborGrangerReport {
  const asked = people.filter((answers) => answers.length > 0);
  const n = asked.length;
  const prices = [...new Set(asked.flatMap((answers) => answers.map(({ price }) => price)))].sort((a, b) => a - b);
  const isComplete = asked.every((answers) => new Set(answers.map(({ price }) => price)).size === prices.length);
  const counts = isComplete ? everyoneAsked(asked, prices) : someAsked(asked, prices);
  const falling = askedDemand(asked, prices);
  const curve = prices.map((price, index) => {
    const { asked: known, demand } = counts[index]!;
    return {
      price,
      asked: known,
      buyers: Math.round(demand * known),
      demand,
      wilson95: wilson(demand * known, known),
      revenue: price * demand,
      asked_demand: falling?.[index] ?? null,
    };
  });
  const best = curve.reduce<DemandPoint | null>(
    (top, point) => (top && top.revenue >= point.revenue ? top : point),
    null,
  );
  return { n, curve, optimal_price: best?.price ?? null, violations: asked.filter(contradictsItself).length };
}

type Demanded = { readonly asked: number; readonly demand: number };

function everyoneAsked(people: readonly PriceAnswers[], prices: readonly number[]): readonly Demanded[] {
  const ceilings = people.map(highestAccepted);
  return prices.map((price) => ({
    asked: people.length,
    demand: ceilings.filter((ceiling) => ceiling >= price).length / people.length,
  }));
}

function someAsked(people: readonly PriceAnswers[], prices: readonly number[]): readonly Demanded[] {
  const cells = people.map((answers) => cellsBetween(answers, prices));
  const demand = likeliestDemand(cells, prices.length);
  // Who was asked one price says nothing for sure of a sample at another; a staircase of prices does.
  const isOneEach = people.every((answers) => answers.length === 1);
  return prices.map((price, index) => ({
    asked: isOneEach
      ? people.filter(([answer]) => answer?.price === price).length
      : cells.filter(({ from, to }) => from > index || to <= index).length,
    demand: demand[index]!,
  }));
}

/** Between which tested prices a person's own highest price lies: cell c holds the people who buy at c prices and no more. */
type Cells = { readonly from: number; readonly to: number };

function cellsBetween(answers: PriceAnswers, prices: readonly number[]): Cells {
  const ceiling = highestAccepted(answers);
  const refused = answers.filter(({ price, isAccepted }) => !isAccepted && price > ceiling).map(({ price }) => price);
  const lowest = refused.reduce((least, price) => Math.min(least, price), Number.POSITIVE_INFINITY);
  return {
    from: prices.filter((price) => price <= ceiling).length,
    to: prices.filter((price) => price < lowest).length,
  };
}

const MOST_ROUNDS = 5000;
const SETTLED = 1e-12;

// Turnbull's self-consistency: each person is spread over their cells as the whole is, until nothing moves.
function likeliestDemand(people: readonly Cells[], prices: number): readonly number[] {
  let shares = Array.from({ length: prices + 1 }, () => 1 / (prices + 1));
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const next = shares.map(() => 0);
    for (const { from, to } of people) {
      const whole = shares.slice(from, to + 1).reduce((sum, share) => sum + share, 0);
      for (let cell = from; cell <= to; cell += 1) next[cell]! += shares[cell]! / whole / people.length;
    }
    const moved = next.reduce((most, share, cell) => Math.max(most, Math.abs(share - shares[cell]!)), 0);
    shares = next;
    if (moved < SETTLED) break;
  }
  return Array.from({ length: prices }, (_, index) =>
    Math.min(
      1,
      shares.slice(index + 1).reduce((sum, share) => sum + share, 0),
    ),
  );
}

function highestAccepted(answers: PriceAnswers): number {
  return answers.reduce(
    (highest, { price, isAccepted }) => (isAccepted ? Math.max(highest, price) : highest),
    Number.NEGATIVE_INFINITY,
  );
}

function contradictsItself(answers: PriceAnswers): boolean {
  const ceiling = highestAccepted(answers);
  return answers.some(({ price, isAccepted }) => !isAccepted && price < ceiling);
}

function askedDemand(people: readonly PriceAnswers[], prices: readonly number[]): readonly number[] | null {
  const isComplete = people.every((answers) => new Set(answers.map(({ price }) => price)).size === prices.length);
  if (!isComplete || people.length === 0) return null;
  const shares = prices.map(
    (price) =>
      people.filter((answers) => answers.some((answer) => answer.price === price && answer.isAccepted)).length /
      people.length,
  );
  return fallingFit(shares);
}

/** The falling sequence nearest to `values` by least squares, all weights equal (pool adjacent violators: Ayer et al.
 *  1955). */
function fallingFit(values: readonly number[]): readonly number[] {
  const blocks: { readonly mean: number; readonly size: number }[] = [];
  for (const value of values) {
    let block = { mean: value, size: 1 };
    for (let last = blocks.at(-1); last !== undefined && last.mean < block.mean; last = blocks.at(-1)) {
      const size = last.size + block.size;
      block = { mean: (last.mean * last.size + block.mean * block.size) / size, size };
      blocks.pop();
    }
    blocks.push(block);
  }
  return blocks.flatMap(({ mean, size }) => Array.from({ length: size }, () => mean));
}
