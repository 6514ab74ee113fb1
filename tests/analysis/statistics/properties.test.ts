import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { correlation } from "../../../analysis/statistics/association/correlation.ts";
import { compareGroups } from "../../../analysis/statistics/association/groupComparison.ts";
import { alpha, splitHalf } from "../../../analysis/statistics/association/reliability.ts";
import { delong } from "../../../analysis/statistics/ranking/delong.ts";
import { gains, topSelection } from "../../../analysis/statistics/ranking/matchedSelection.ts";
import { clusteredProportion } from "../../../analysis/statistics/shares/clusteredProportion.ts";
import { netBenefit } from "../../../analysis/statistics/shares/decisionCurve.ts";
import { mcnemar } from "../../../analysis/statistics/shares/mcnemar.ts";
import { multiplicity } from "../../../analysis/statistics/shares/multiplicity.ts";
import { netPromoterScore } from "../../../analysis/statistics/shares/netPromoterScore.ts";
import { newcombePaired } from "../../../analysis/statistics/shares/newcombe.ts";
import { pairedPredictiveValues } from "../../../analysis/statistics/shares/pairedPredictiveValues.ts";
import { proportion } from "../../../analysis/statistics/shares/proportion.ts";
import { people } from "./people.ts";

const counts = fc.integer({ min: 1, max: 400 }).chain((n) => fc.tuple(fc.integer({ min: 0, max: n }), fc.constant(n)));
const pValues = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 12 });

describe("intervals of a share", () => {
  test("of Wilson stay inside 0 to 1 and hold the estimate", () => {
    fc.assert(
      fc.property(counts, ([x, n]) => {
        const { estimate, ...limits } = proportion(x, n);
        const [low, high] = Object(limits).wilson95;
        expect(low).toBeGreaterThanOrEqual(0);
        expect(high).toBeLessThanOrEqual(1);
        expect(low).toBeLessThanOrEqual(estimate! + 1e-12);
        expect(high).toBeGreaterThanOrEqual(estimate! - 1e-12);
      }),
    );
  });

  test("mirror when yes and no change places", () => {
    fc.assert(
      fc.property(counts, ([x, n]) => {
        const [a, b] = [Object(proportion(x, n)), Object(proportion(n - x, n))];
        for (const method of ["wilson95", "clopper_pearson95", "jeffreys95", "agresti_coull95"]) {
          expect(a[method][0]).toBeCloseTo(1 - b[method][1], 10);
        }
      }),
    );
  });

  test("are the plain Wilson interval, or wider, when every person has one row", () => {
    fc.assert(
      fc.property(counts, ([x, n]) => {
        fc.pre(n > 1 && x > 0 && x < n);
        const yes = Array.from({ length: n }, (_, row) => row < x);
        const persons = yes.map((_, row) => `p${row}`);
        const plain = Object(proportion(x, n)).wilson95;
        const clustered = clusteredProportion(yes, persons).ci95!;
        expect(clustered[0]).toBeLessThanOrEqual(plain[0] + 1e-12);
        expect(clustered[1]).toBeGreaterThanOrEqual(plain[1] - 1e-12);
      }),
    );
  });
});

describe("adjusted p-values", () => {
  test("are never below the raw ones, Hommel never above Holm, Bonferroni the largest", () => {
    fc.assert(
      fc.property(pValues, (raw) => {
        const { holm, hommel, hochberg, bonferroni, bh, by } = multiplicity(raw);
        raw.forEach((p, index) => {
          for (const adjusted of [holm, hommel, hochberg, bonferroni, bh, by]) {
            expect(adjusted[index]).toBeGreaterThanOrEqual(p);
            expect(adjusted[index]).toBeLessThanOrEqual(1);
          }
          expect(hommel[index]).toBeLessThanOrEqual(hochberg[index]! + 1e-12);
          expect(hochberg[index]).toBeLessThanOrEqual(holm[index]! + 1e-12);
          expect(holm[index]).toBeLessThanOrEqual(bonferroni[index]! + 1e-12);
        });
      }),
    );
  });

  test("of Holm keep the order of the raw ones", () => {
    fc.assert(
      fc.property(pValues, (raw) => {
        const { holm } = multiplicity(raw);
        const order = raw.map((_, index) => index).sort((a, b) => raw[a]! - raw[b]!);
        order.slice(1).forEach((index, position) => {
          expect(holm[index]).toBeGreaterThanOrEqual(holm[order[position]!]!);
        });
      }),
    );
  });
});

describe("paired tests change sign when the rules change places:", () => {
  const cell = fc.integer({ min: 0, max: 60 });

  test("Newcombe's interval", () => {
    fc.assert(
      fc.property(fc.record({ a: cell, b: cell, c: cell, d: cell }), ({ a, b, c, d }) => {
        fc.pre(a + b + c + d > 0);
        const [low, high] = newcombePaired({ a, b, c, d });
        const [backLow, backHigh] = newcombePaired({ a, b: c, c: b, d });
        expect(backLow).toBeCloseTo(-high, 10);
        expect(backHigh).toBeCloseTo(-low, 10);
      }),
    );
  });

  test("McNemar's p stays", () => {
    fc.assert(
      fc.property(cell, cell, (b, c) => {
        expect(mcnemar(b, c).exact_p).toBeCloseTo(mcnemar(c, b).exact_p, 12);
        expect(mcnemar(b, c).midp).toBeCloseTo(mcnemar(c, b).midp, 12);
      }),
    );
  });

  test("predictive values", () => {
    fc.assert(
      fc.property(people, ({ scores, outcomes }) => {
        const first = scores.map((score) => score > 0);
        const second = scores.map((score, row) => (score + row) % 2 === 0);
        const forth = pairedPredictiveValues(first, second, outcomes);
        const back = pairedPredictiveValues(second, first, outcomes);
        expect(back.difference_2_minus_1 ?? 0).toBeCloseTo(-(forth.difference_2_minus_1 ?? 0), 12);
        expect(back.wgs.chi2 ?? 0).toBeCloseTo(forth.wgs.chi2 ?? 0, 9);
        expect(back.gs.chi2 ?? 0).toBeCloseTo(forth.gs.chi2 ?? 0, 9);
      }),
    );
  });
});

describe("choosing the best scores", () => {
  test("does not depend on row order", () => {
    fc.assert(
      fc.property(people, fc.nat(40), ({ scores, outcomes }, wanted) => {
        const k = Math.min(wanted, scores.length);
        const reversed = topSelection(scores.toReversed(), outcomes.toReversed(), k);
        expect(reversed.expected_hits).toBeCloseTo(topSelection(scores, outcomes, k).expected_hits, 10);
      }),
    );
  });

  test("finds everybody when everybody is chosen", () => {
    fc.assert(
      fc.property(people, ({ scores, outcomes }) => {
        expect(gains(scores, outcomes).at(-1)).toMatchObject({
          cumulative_gain: expect.closeTo(1, 10),
          cumulative_lift: expect.closeTo(1, 10),
        });
      }),
    );
  });

  test("is worth the base rate as the threshold goes to 0", () => {
    fc.assert(
      fc.property(people, ({ scores, outcomes }) => {
        const probabilities = scores.map((score) => (score + 6) / 12);
        const rate = outcomes.filter((outcome) => outcome === 1).length / outcomes.length;
        expect(netBenefit(probabilities, outcomes, 1e-9).net_benefit).toBeCloseTo(rate, 8);
      }),
    );
  });
});

describe("association", () => {
  test("of Kendall equals counting every pair", () => {
    fc.assert(
      fc.property(people, ({ scores, outcomes }) => {
        const other = scores.map((score, row) => (score * 3 + row) % 5);
        let s = 0;
        scores.forEach((x, i) => {
          for (let j = i + 1; j < scores.length; j++) {
            s += Math.sign(scores[j]! - x) * Math.sign(other[j]! - other[i]!);
          }
        });
        expect(correlation(scores, other).kendall.S).toBe(s);
        expect(outcomes).toHaveLength(scores.length);
      }),
    );
  });

  test("of ranks does not change under a monotone transform", () => {
    fc.assert(
      fc.property(people, ({ scores, outcomes }) => {
        const { spearman, kendall } = correlation(scores, outcomes);
        const moved = correlation(scores.map(Math.exp), outcomes);
        expect(moved.spearman.rho ?? 0).toBeCloseTo(spearman.rho ?? 0, 10);
        expect(moved.kendall.tau_b ?? 0).toBeCloseTo(kendall.tau_b ?? 0, 10);
      }),
    );
  });

  test("of Mann and Whitney is the AUC", () => {
    fc.assert(
      fc.property(people, ({ scores, outcomes }) => {
        expect(compareGroups(scores, outcomes).mann_whitney.auc).toBeCloseTo(delong(scores, outcomes).auc, 12);
      }),
    );
  });
});

describe("reliability", () => {
  const halves = fc.array(fc.tuple(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 0, max: 9 })), {
    minLength: 4,
    maxLength: 30,
  });

  test("of two items is that of their halves", () => {
    fc.assert(
      fc.property(halves, (pairs) => {
        const [a, b] = [pairs.map(([first]) => first), pairs.map(([, second]) => second)];
        expect(alpha([a, b]).alpha ?? 0).toBeCloseTo(splitHalf(a, b).flanagan_rulon_guttman ?? 0, 9);
      }),
    );
  });
});

test("a net promoter score lies between -100 and 100 and its parts make up everybody", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 10 }), { minLength: 1 }), (ratings) => {
      const { nps, promoters, passives, detractors, n } = netPromoterScore(ratings);
      expect(Math.abs(nps)).toBeLessThanOrEqual(100);
      expect(promoters + passives + detractors).toBe(n);
    }),
  );
});
