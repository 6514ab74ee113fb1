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

/** What a history would have to be, where it is none that a customer can have; null when it is one. */
export function impossibleHistory({ x, t_x, T }: Omit<Customer, "id" | "m_x">): string | null {
  if (!(Number.isInteger(x) && x >= 0)) return "x a whole number from 0";
  if (!(t_x >= 0 && t_x <= T)) return "0 <= t_x <= T";
  return (x === 0) === (t_x === 0) ? null : "t_x 0 exactly when x is 0";
}

/** Throws RangeError when a history is impossible or there is nobody. */
export function checkCustomers(customers: readonly Customer[]): void {
  for (const customer of customers) {
    const reason = impossibleHistory(customer);
    if (reason !== null) throw new RangeError(`customer ${customer.id}: expected ${reason}`);
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
