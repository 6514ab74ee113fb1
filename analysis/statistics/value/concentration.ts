/** How unevenly value is spread over customers; shares from 0 to 1, null when nobody spent anything. */
export type Concentration = {
  readonly top_20pct_share_all_customers: number | null;
  readonly top_10pct_share_all_customers: number | null;
  readonly top_20pct_share_buyers_only: number | null;
  readonly gini_population: number | null;
  readonly gini_unbiased_n_over_n_minus_1: number | null;
  /** The smallest share of customers that holds 80 % of value. */
  readonly smallest_customer_share_for_80pct_of_value: number | null;
  readonly hhi: number | null;
  /** Share of value of the poorest 20, 40, 60, 80 % of customers. */
  readonly lorenz_p_0_2_0_4_0_6_0_8: readonly (number | null)[];
};

const LORENZ_AT = [0.2, 0.4, 0.6, 0.8];

/** Concentration of value: top shares with and without those who spent nothing (they differ, so both are printed),
 *  Gini (population and unbiased), Herfindahl-Hirschman, Lorenz curve (Cowell 2011). A customer at a cut counts in
 *  part. `values[i]` is what customer i spent, 0 or more; throws RangeError when there is nobody or a value is negative. */
export function concentration(values: ArrayLike<number>): Concentration {
  const sorted = Float64Array.from(values).sort();
  if (sorted.length === 0 || !(sorted[0]! >= 0)) throw new RangeError("concentration needs values of 0 or more");
  const n = sorted.length;
  const total = sorted.reduce((sum, value) => sum + value, 0);
  if (total === 0) return nothingSpent();
  const gini = sorted.reduce((sum, value, i) => sum + (2 * (i + 1) - n - 1) * value, 0) / (n * total);
  const buyers = sorted.filter((value) => value > 0);
  return {
    top_20pct_share_all_customers: topShare(sorted, 0.2),
    top_10pct_share_all_customers: topShare(sorted, 0.1),
    top_20pct_share_buyers_only: topShare(buyers, 0.2),
    gini_population: gini,
    gini_unbiased_n_over_n_minus_1: n > 1 ? (gini * n) / (n - 1) : null,
    smallest_customer_share_for_80pct_of_value: customersFor(sorted, 0.8) / n,
    hhi: sorted.reduce((sum, value) => sum + (value / total) ** 2, 0),
    lorenz_p_0_2_0_4_0_6_0_8: LORENZ_AT.map((share) => 1 - topShare(sorted, 1 - share)),
  };
}

function nothingSpent(): Concentration {
  return {
    top_20pct_share_all_customers: null,
    top_10pct_share_all_customers: null,
    top_20pct_share_buyers_only: null,
    gini_population: null,
    gini_unbiased_n_over_n_minus_1: null,
    smallest_customer_share_for_80pct_of_value: null,
    hhi: null,
    lorenz_p_0_2_0_4_0_6_0_8: LORENZ_AT.map(() => null),
  };
}

/** The share of all value held by the top `share` of customers; `ascending` has a positive sum. */
export function topShare(ascending: Float64Array, share: number): number {
  const customers = share * ascending.length;
  const whole = Math.floor(customers);
  const descending = ascending.toReversed();
  const total = descending.reduce((sum, value) => sum + value, 0);
  const held = descending.subarray(0, whole).reduce((sum, value) => sum + value, 0);
  return (held + (customers - whole) * (descending[whole] ?? 0)) / total;
}

function customersFor(ascending: Float64Array, share: number): number {
  const descending = ascending.toReversed();
  const total = descending.reduce((sum, value) => sum + value, 0);
  let held = 0;
  for (let customers = 1; customers <= descending.length; customers++) {
    held += descending[customers - 1]!;
    if (held / total >= share) return customers;
  }
  return descending.length;
}
