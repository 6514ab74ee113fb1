import type { Interval } from "../metrics/moments.ts";
import { wilson } from "../metrics/proportion.ts";

/** What one person answered to the prices they were asked. */
export type PriceAnswers = readonly { readonly price: number; readonly isAccepted: boolean }[];

export type DemandPoint = {
  readonly price: number;
  /** People whose highest accepted price is this one or a higher one. */
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

/** Demand and revenue over the tested prices after Gabor and Granger (1966): demand at a price is the share of people
 *  whose highest accepted price is not below it, so that it falls by construction. 95 % intervals after Wilson (1927).
 *  Nothing is said about prices that nobody was asked. People without answers are left out. */
export function gaborGranger(people: readonly PriceAnswers[]): GaborGrangerReport {
  const asked = people.filter((answers) => answers.length > 0);
  const n = asked.length;
  const prices = [...new Set(asked.flatMap((answers) => answers.map(({ price }) => price)))].sort((a, b) => a - b);
  const ceilings = asked.map(highestAccepted);
  const falling = askedDemand(asked, prices);
  const curve = prices.map((price, index) => {
    const buyers = ceilings.filter((ceiling) => ceiling >= price).length;
    const demand = buyers / n;
    return {
      price,
      buyers,
      demand,
      wilson95: wilson(buyers, n),
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

function highestAccepted(answers: PriceAnswers): number {
  return Math.max(
    Number.NEGATIVE_INFINITY,
    ...answers.filter(({ isAccepted }) => isAccepted).map(({ price }) => price),
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
