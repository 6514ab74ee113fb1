import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { poolEstimates } from "../../../../analysis/statistics/missing/pool.ts";
import { recalibration } from "../../../../analysis/statistics/models/calibration/recalibration.ts";
import { clusterRobust } from "../../../../analysis/statistics/models/clustered/clusterRobust.ts";
import { clustersOf } from "../../../../analysis/statistics/models/clustered/clusters.ts";
import { mixedLikelihood } from "../../../../analysis/statistics/models/clustered/mixedLikelihood.ts";
import { dominance } from "../../../../analysis/statistics/models/importance/dominance.ts";
import { shapleyGroups } from "../../../../analysis/statistics/models/importance/shapleyGroups.ts";
import { importanceProblem, subsetFits } from "../../../../analysis/statistics/models/importance/subsetFits.ts";
import { designOf } from "../../../../analysis/statistics/models/logistic/design.ts";
import { fitLogistic, type LogisticFit } from "../../../../analysis/statistics/models/logistic/fitLogistic.ts";
import { likelihoodRatioTest } from "../../../../analysis/statistics/models/logistic/nestedTests.ts";
import { robustErrors } from "../../../../analysis/statistics/models/logistic/robustErrors.ts";
import { rowUnits, surveyWald } from "../../../../analysis/statistics/models/logistic/surveyVariance.ts";
import { clusteredAucs } from "../../../../analysis/statistics/ranking/clusteredAuc.ts";
import { delong } from "../../../../analysis/statistics/ranking/delong.ts";
import { randomStream } from "../../../../experiments/random/randomStream.ts";

const RUNS = { numRuns: 40 };
const NAMES = ["stated", "score"];
type People = {
  readonly stated: readonly number[];
  readonly score: readonly number[];
  readonly bought: readonly number[];
};

/** Random people whose buying follows two correlated scores; their joint model has an estimate. */
const studies = fc
  .tuple(fc.integer({ min: 1, max: 1e6 }), fc.integer({ min: 40, max: 80 }))
  .map(([seed, n]): People => {
    const random = randomStream(seed);
    const stated = Array.from({ length: n }, () => Math.round(3 * random.normal()));
    const score = stated.map((value) => 0.2 * value + random.normal());
    const bought = score.map((value, row) =>
      random.uniform() < 1 / (1 + Math.exp(-value - stated[row]! / 4)) ? 1 : 0,
    );
    return { stated, score, bought };
  })
  .filter((people) => fitted(people) !== null);

function fitted({ bought, ...columns }: People, predictors: readonly string[] = NAMES): LogisticFit | null {
  const fit = fitLogistic(designOf(columns, predictors, bought.length), bought);
  return fit.kind === "fitted" ? fit : null;
}

function always(holds: (people: People, fit: LogisticFit) => void): void {
  fc.assert(
    fc.property(studies, (people) => {
      holds(people, fitted(people)!);
    }),
    RUNS,
  );
}

const each = (people: People, change: (list: readonly number[]) => readonly number[]): People => ({
  stated: change(people.stated),
  score: change(people.score),
  bought: change(people.bought),
});
const near = (found: readonly number[], wanted: readonly number[], digits = 7) =>
  expect(found).toEqual(wanted.map((value) => expect.closeTo(value, digits)));
const singles = ({ bought }: People) => clustersOf(bought.map((_, row) => row));

describe("of any study,", () => {
  test("the order of rows changes no estimate, error or test", () => {
    always((people, fit) => {
      const turned = each(people, (list) => list.toReversed());
      const back = fitted(turned)!;
      near(back.beta, fit.beta);
      near(back.se, fit.se);
      const lr = (one: People, full: LogisticFit) => likelihoodRatioTest(fitted(one, ["stated"])!, full).chi2;
      expect(lr(turned, back)).toBeCloseTo(lr(people, fit), 7);
      expect(delong(turned.score, turned.bought).auc).toBeCloseTo(delong(people.score, people.bought).auc, 12);
    });
  });

  test("every row twice halves every variance and doubles the likelihood ratio", () => {
    always((people, fit) => {
      const twice = each(people, (list) => [...list, ...list]);
      const doubled = fitted(twice)!;
      near(
        doubled.vcov.flat(),
        fit.vcov.flat().map((value) => value / 2),
      );
      const once = likelihoodRatioTest(fitted(people, ["stated"])!, fit).chi2;
      expect(likelihoodRatioTest(fitted(twice, ["stated"])!, doubled).chi2).toBeCloseTo(2 * once, 6);
    });
  });

  test("the model predicts as many buyers as there are, and as high a score among them", () => {
    always((people, fit) => {
      const residuals = people.bought.map((value, row) => value - fit.fitted[row]!);
      const sum = (values: readonly number[]) => values.reduce((all, value) => all + value, 0);
      expect(sum(residuals)).toBeCloseTo(0, 7);
      expect(sum(residuals.map((value, row) => value * people.score[row]!))).toBeCloseTo(0, 6);
    });
  });

  test("the fitted probabilities are calibrated on their own people: slope 1, intercept 0", () => {
    always((people, fit) => {
      const { slope, calibration_in_the_large } = recalibration(people.bought, fit.fitted);
      expect(slope).toBeCloseTo(1, 5);
      expect(calibration_in_the_large).toBeCloseTo(0, 6);
    });
  });

  test("a likelihood ratio is never negative and grows with the predictors tested", () => {
    always((people, fit) => {
      const [none, one] = [fitted(people, []), fitted(people, ["stated"])];
      const small = likelihoodRatioTest(none!, one!).chi2;
      const large = likelihoodRatioTest(none!, fit).chi2;
      expect(small).toBeGreaterThanOrEqual(0);
      expect(large).toBeGreaterThanOrEqual(small - 1e-9);
    });
  });

  test("what predictors and blocks explain adds up to what the full model does", () => {
    always(({ bought, ...columns }) => {
      const fits = subsetFits(importanceProblem(columns, { outcome: bought, predictors: NAMES }));
      fc.pre(fits !== null);
      const groups = shapleyGroups(fits!, { stated: ["stated"], implicit: ["score"] });
      for (const [metric, { general }] of Object.entries(dominance(fits!))) {
        const shares = Object.values(general).reduce((sum, value) => sum + value, 0);
        const group = Object.entries(groups).find(([name]) => name === metric)?.[1];
        if (group === undefined) continue;
        const { stated, implicit, commonality } = group;
        expect(stated + implicit).toBeCloseTo(shares, 9);
        expect(commonality.unique_1 + commonality.unique_2 + commonality.common).toBeCloseTo(commonality.full, 9);
      }
    });
  });
});

describe("of any study with one row a person,", () => {
  test("CR0 is HC0", () => {
    always((people, fit) => near(clusterRobust(fit, singles(people)).CR0, robustErrors(fit).HC0, 9));
  });

  test("Obuchowski's variance is DeLong's", () => {
    always((people) => {
      const { auc, vcov } = clusteredAucs([people.stated, people.score], people.bought, singles(people));
      near(auc, [delong(people.stated, people.bought).auc, delong(people.score, people.bought).auc], 12);
      expect(vcov?.[1]?.[1]).toBeCloseTo(delong(people.score, people.bought).delong_var!, 12);
    });
  });

  test("the robust Wald test of one predictor is its squared robust z", () => {
    always((_, fit) => {
      const n = fit.design.rows;
      const z = fit.beta[2]! / robustErrors(fit).HC0[2]!;
      expect(surveyWald(fit, rowUnits(n), ["score"])?.chi2).toBeCloseTo((z ** 2 * (n - 1)) / n, 7);
    });
  });
});

test("of any study whose persons do not differ, the mixed model's likelihood is the logistic one's", () => {
  always((people, { design, beta, logLikelihood }) => {
    const clusters = clustersOf(people.bought.map((_, row) => row % 15));
    const data = { width: design.names.length, values: design.values, outcome: people.bought, clusters };
    expect(mixedLikelihood(data, 15).valueAt([...beta, -40])).toBeCloseTo(logLikelihood, 8);
  });
});

test("pooling the same table several times leaves no variance between them", () => {
  const table = fc.record({
    estimate: fc.double({ min: -10, max: 10, noNaN: true }),
    variance: fc.double({ min: 1e-6, max: 10, noNaN: true }),
    tables: fc.integer({ min: 2, max: 20 }),
  });
  fc.assert(
    fc.property(table, ({ estimate, variance, tables }) => {
      const same = <T>(value: T) => Array.from({ length: tables }, () => value);
      const pooled = poolEstimates(same(estimate), same(variance), 100);
      expect(pooled.between).toBe(0);
      expect(pooled.se).toBeCloseTo(Math.sqrt(variance), 10);
    }),
  );
});
