import type { Customer } from "./customer.ts";
import type { Purchase } from "./rfm.ts";

const DAYS_PER_WEEK = 7;

/** Every customer's history up to `untilDay`: purchases of one day count as one, times run in weeks from the first
 *  purchase (Fader & Hardie 2005). Purchases after `untilDay` are left out, and customers with no other. Sorted by id. */
export function customerHistories(purchases: readonly Purchase[], untilDay: number): readonly Customer[] {
  const byCustomer = new Map<string, Map<number, number>>();
  for (const { customerId, day, amount } of purchases) {
    if (day > untilDay) continue;
    const days = byCustomer.get(customerId) ?? new Map<number, number>();
    days.set(day, (days.get(day) ?? 0) + amount);
    byCustomer.set(customerId, days);
  }
  return [...byCustomer]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([id, days]) => {
      const [first, ...repeats] = [...days.keys()].sort((a, b) => a - b);
      const spent = repeats.reduce((sum, day) => sum + days.get(day)!, 0);
      return {
        id,
        x: repeats.length,
        t_x: ((repeats.at(-1) ?? first!) - first!) / DAYS_PER_WEEK,
        T: (untilDay - first!) / DAYS_PER_WEEK,
        m_x: repeats.length === 0 ? null : spent / repeats.length,
      };
    });
}
