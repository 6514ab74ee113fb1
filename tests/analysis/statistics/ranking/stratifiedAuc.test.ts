import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { delong } from "../../../../analysis/statistics/ranking/delong.ts";
import { stratifiedAuc } from "../../../../analysis/statistics/ranking/stratifiedAuc.ts";
import { people } from "../people.ts";

describe("an AUC within strata", () => {
  test("compares nobody across strata", () => {
    // by hand: in A the buyer wins 1 of 2 pairs, in B the tie counts one half of 1 pair, C has no buyer
    const found = stratifiedAuc([2, 1, 3, 9, 9, 5], [1, 0, 0, 1, 0, 0], ["A", "A", "A", "B", "B", "C"]);
    expect(found).toMatchObject({ auc: 0.5, pairs: 3, strata: 2, se: null });
  });

  test("is not moved by a product that everybody likes and buys", () => {
    const scores = [1, 2, 3, 11, 12, 13];
    const bought = [0, 1, 0, 1, 1, 0];
    expect(stratifiedAuc(scores, bought, ["A", "A", "A", "B", "B", "B"])?.auc).toBe(0.25);
    expect(delong(scores, bought).auc).toBeCloseTo(5 / 9, 12);
  });

  test("is DeLong's with a single stratum", () => {
    fc.assert(
      fc.property(people, ({ scores, outcomes }) => {
        const found = stratifiedAuc(
          scores,
          outcomes,
          scores.map(() => "A"),
        );
        const { auc, delong_se } = delong(scores, outcomes);
        expect(found?.auc).toBeCloseTo(auc, 12);
        expect(found?.se ?? 0).toBeCloseTo(delong_se ?? 0, 12);
      }),
    );
  });

  test("is null where no stratum has both outcomes", () => {
    expect(stratifiedAuc([1, 2], [0, 1], ["A", "B"])).toBeNull();
  });
});
