import { quantileOfSorted } from "../numerics/quantile.ts";

/** One purchase; the day is a count of days from any fixed origin. */
export type Purchase = { readonly customerId: string; readonly day: number; readonly amount: number };

/** How recently, how often and for how much one customer bought, and the score of each. */
export type RfmRow = {
  readonly customer_id: string;
  readonly recency_days: number;
  readonly transaction_count: number;
  readonly amount: number;
  readonly recency_score: number;
  readonly frequency_score: number;
  readonly monetary_score: number;
  /** The three digits in the order recency, frequency, money. */
  readonly rfm_score: number;
};

const BINS = 5;
const MAX_DECIMALS = 6;

/** Recency, frequency and money of every customer up to `untilDay`, each scored 1 to 5 (Hughes 1994; 5 is best: most
 *  recent, most often, most money). Cuts lie one step of the recorded unit above the type-7 quintiles, a step being 1
 *  for whole numbers and 0.01 for cents; later purchases are left out. One row a customer, sorted by id. */
export function rfm(purchases: readonly Purchase[], untilDay: number): readonly RfmRow[] {
  const customers = new Map<string, { last: number; count: number; amount: number }>();
  for (const { customerId, day, amount } of purchases) {
    if (day > untilDay) continue;
    const known = customers.get(customerId) ?? { last: day, count: 0, amount: 0 };
    customers.set(customerId, {
      last: Math.max(known.last, day),
      count: known.count + 1,
      amount: known.amount + amount,
    });
  }
  const decimals = decimalsOf(purchases.map(({ amount }) => amount));
  const rows = [...customers]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([id, { last, count, amount }]) => ({
      id,
      recency: untilDay - last,
      count,
      amount: rounded(amount, decimals),
    }));
  if (rows.length === 0) return [];
  const bins = {
    recency: binOf(
      rows.map(({ recency }) => recency),
      1,
    ),
    count: binOf(
      rows.map(({ count }) => count),
      1,
    ),
    amount: binOf(
      rows.map(({ amount }) => amount),
      10 ** -decimals,
    ),
  };
  return rows.map(({ id, recency, count, amount }) => {
    const scores = [BINS + 1 - bins.recency(recency), bins.count(count), bins.amount(amount)] as const;
    return {
      customer_id: id,
      recency_days: recency,
      transaction_count: count,
      amount,
      recency_score: scores[0],
      frequency_score: scores[1],
      monetary_score: scores[2],
      rfm_score: 100 * scores[0] + 10 * scores[1] + scores[2],
    };
  });
}

function decimalsOf(amounts: readonly number[]): number {
  const isWhole = (amount: number, decimals: number) => rounded(amount, decimals) === amount;
  for (let decimals = 0; decimals < MAX_DECIMALS; decimals++) {
    if (amounts.every((amount) => isWhole(amount, decimals))) return decimals;
  }
  return MAX_DECIMALS;
}

function rounded(amount: number, decimals: number): number {
  return Number(amount.toFixed(decimals));
}

function binOf(values: readonly number[], step: number): (value: number) => number {
  const sorted = Float64Array.from(values).sort();
  const cuts = Array.from({ length: BINS - 1 }, (_, cut) => quantileOfSorted(sorted, (cut + 1) / BINS) + step);
  return (value) => 1 + cuts.filter((cut) => value >= cut).length;
}
