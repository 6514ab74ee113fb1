import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { concentration } from "../../../../analysis/statistics/value/concentration.ts";

describe("concentration", () => {
  test("gives the top fifth its share, a customer at the cut in part", () => {
    // by hand: 7 customers, the top fifth are 1.4 of them: (50 + .4 · 20) / 100
    const { top_20pct_share_all_customers } = concentration([50, 20, 10, 10, 5, 5, 0]);
    expect(top_20pct_share_all_customers).toBeCloseTo(0.58, 12);
  });

  test("is higher among all customers than among buyers only", () => {
    const { top_20pct_share_all_customers: all, top_20pct_share_buyers_only: buyers } = concentration([9, 1, 0, 0, 0]);
    // by hand: one of five holds 9 of 10; .4 of the two buyers holds 3.6 of 10
    expect(all).toBeCloseTo(0.9, 12);
    expect(buyers).toBeCloseTo(0.36, 12);
  });

  test("of equal customers is none", () => {
    const equal = concentration([3, 3, 3, 3, 3]);
    expect(equal.gini_population).toBeCloseTo(0, 12);
    expect(equal.lorenz_p_0_2_0_4_0_6_0_8).toEqual([0.2, 0.4, 0.6, 0.8].map((share) => expect.closeTo(share, 12)));
    expect(equal.smallest_customer_share_for_80pct_of_value).toBe(0.8);
  });

  test("of one buyer among many is nearly whole", () => {
    // by hand: the unbiased Gini is 1
    expect(concentration([0, 0, 0, 7]).gini_unbiased_n_over_n_minus_1).toBeCloseTo(1, 12);
  });

  test("is undefined when nobody spent anything", () => {
    const { gini_population, hhi, top_20pct_share_all_customers } = concentration([0, 0]);
    expect([gini_population, hhi, top_20pct_share_all_customers]).toEqual([null, null, null]);
  });

  test.each([[[]], [[1, -1]]])("refuses %o", (values) => {
    expect(() => concentration(values)).toThrow(RangeError);
  });

  test("does not depend on the currency and lies between 0 and 1", () => {
    const spend = fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 2, maxLength: 40 });
    fc.assert(
      fc.property(
        spend.filter((values) => values.some((value) => value > 0)),
        (values) => {
          const euros = concentration(values);
          const cents = concentration(values.map((value) => value * 100));
          expect(cents.gini_population).toBeCloseTo(euros.gini_population ?? 99, 10);
          expect(euros.gini_population).toBeGreaterThanOrEqual(-1e-12);
          expect(euros.gini_unbiased_n_over_n_minus_1).toBeLessThanOrEqual(1 + 1e-12);
          expect(euros.top_20pct_share_all_customers).toBeGreaterThanOrEqual(0.2 - 1e-12);
        },
      ),
    );
  });
});
