/** One customer's purchases as the buying models see them; times in weeks. */
export type Customer = {
  readonly id: string;
  /** Repeat purchases: every day with a purchase after the first. */
  readonly x: number;
  /** From the first to the last purchase; 0 without a repeat. */
  readonly t_x: number;
  /** From the first purchase to the end of observation. */
  readonly T: number;
  /** Mean amount of a repeat purchase; null without one, or when amounts are unknown. */
  readonly m_x: number | null;
};

/** Throws RangeError unless counts are whole, 0 <= t_x <= T, and t_x is 0 exactly when there is no repeat purchase. */
export function checkCustomers(customers: readonly Customer[]): void {
  for (const { id, x, t_x, T } of customers) {
    const isConsistent = Number.isInteger(x) && x >= 0 && t_x >= 0 && t_x <= T && (x === 0) === (t_x === 0);
    if (!isConsistent) throw new RangeError(`customer ${id} has x ${x}, t_x ${t_x}, T ${T}, which no history gives`);
  }
  if (customers.length === 0) throw new RangeError("there are no customers");
}

/** Customers with the same history are counted once. */
export type History = {
  readonly x: number;
  readonly t_x: number;
  readonly T: number;
  readonly customers: number;
};

/** The distinct histories, with the number of customers of each. */
export function historiesOf(customers: readonly Customer[]): readonly History[] {
  const counted = new Map<string, { x: number; t_x: number; T: number; customers: number }>();
  for (const { x, t_x, T } of customers) {
    const key = `${x} ${t_x} ${T}`;
    const known = counted.get(key);
    if (known === undefined) counted.set(key, { x, t_x, T, customers: 1 });
    else known.customers += 1;
  }
  return [...counted.values()];
}
