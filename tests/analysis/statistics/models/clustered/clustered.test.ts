import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { iccTable } from "../../../../../analysis/findings/products/iccTable.ts";
import { personTable } from "../../../../../analysis/findings/products/personTable.ts";
import { readReport } from "../../../../../analysis/report/readReport.ts";
import { anovaIcc } from "../../../../../analysis/statistics/models/clustered/anovaIcc.ts";
import { biasReduced } from "../../../../../analysis/statistics/models/clustered/biasReduced.ts";
import {
  clusterBootstrap,
  clusterDraws,
} from "../../../../../analysis/statistics/models/clustered/clusterBootstrap.ts";
import { clusteredSections } from "../../../../../analysis/statistics/models/clustered/clusteredSections.ts";
import { clusterRobust, clusterWald } from "../../../../../analysis/statistics/models/clustered/clusterRobust.ts";
import { clustersOf } from "../../../../../analysis/statistics/models/clustered/clusters.ts";
import { conditionalLogit } from "../../../../../analysis/statistics/models/clustered/conditionalLogit.ts";
import { exchangeableGee } from "../../../../../analysis/statistics/models/clustered/exchangeableGee.ts";
import { perProduct } from "../../../../../analysis/statistics/models/clustered/perProduct.ts";
import { withinBetween } from "../../../../../analysis/statistics/models/clustered/withinBetween.ts";
import { designOf, pickRows } from "../../../../../analysis/statistics/models/logistic/design.ts";
import { fitLogistic } from "../../../../../analysis/statistics/models/logistic/fitLogistic.ts";
import { robustErrors } from "../../../../../analysis/statistics/models/logistic/robustErrors.ts";
import { surveyWald } from "../../../../../analysis/statistics/models/logistic/surveyVariance.ts";
import { auc } from "../../../../../analysis/statistics/ranking/auc.ts";
import {
  aucClustered,
  clusteredAucs,
  clusteredDifference,
} from "../../../../../analysis/statistics/ranking/clusteredAuc.ts";
import { delong, delongPaired } from "../../../../../analysis/statistics/ranking/delong.ts";
import {
  clusterJackknife,
  rankedAuc,
  rankedAucDifference,
} from "../../../../../analysis/statistics/ranking/rankedAuc.ts";
import { differences, expectedOf, sectionOf } from "../../../oracles.ts";
import { comparisonOf, fullContext } from "../../../report/example.ts";
import { brandCase, brandDraws } from "./brandCase.ts";

const CASE = "c07_person_x_brand";
const { columns, predictors, outcome, clusters, brands, persons } = brandCase();
const design = designOf(columns, predictors, outcome.length);
const scores = { nps: columns.nps, pi5: columns.pi5, dscore: columns.dscore };

function compare(section: string, actual: unknown): void {
  const expected = Object(expectedOf(CASE)[section]);
  const { note: _note, ...numbers } = expected;
  expect(differences(`${CASE}.${section}`, actual, Array.isArray(expected) ? expected : numbers)).toEqual([]);
}

function pooled() {
  const fit = fitLogistic(design, outcome);
  if (fit.kind === "notFitted") throw new Error(fit.reason);
  return fit;
}

// sandwich, clubSandwich, geepack, survival and pROC through R, case c07
describe("persons with several products", () => {
  test("agree with R on cluster-robust standard errors and their Wald test", () => {
    compare("cluster_robust", clusterRobust(pooled(), clusters));
    compare("cluster_robust_wald_add_implicit", clusterWald(pooled(), clusters, "dscore"));
  });

  test("agree with R on bias-reduced errors and Satterthwaite degrees of freedom", () => {
    compare("clubSandwich_CR2", biasReduced(pooled(), clusters));
  });

  test("agree with R on the population-averaged model", () => {
    compare("gee_exchangeable_geepack", exchangeableGee(pooled(), clusters));
  });

  test("agree with R on the choice within a person", () => {
    compare("conditional_logit_within_person", conditionalLogit(design, outcome, clusters));
  });

  test("agree with R on the split within and between persons", () => {
    const model = withinBetween(columns, {
      outcome,
      clusters,
      split: ["nps", "pi5", "dscore"],
      whole: ["brandB", "brandC"],
    });
    if (model.kind === "notFitted") throw new Error(model.reason);
    compare("within_between_pooled_logit", model.entry);
  });

  test("agree with R on how alike one person's outcomes are", () => {
    compare("icc1_bought_anova", anovaIcc(outcome, clusters));
  });

  test("agree with R on clustered AUCs and their differences", () => {
    compare("auc_clustered_obuchowski", aucClustered(scores, outcome, clusters));
    compare("auc_clustered_differences", {
      dscore_minus_nps: clusteredDifference([columns.dscore, columns.nps], outcome, clusters),
      dscore_minus_pi5: clusteredDifference([columns.dscore, columns.pi5], outcome, clusters),
    });
  });

  test("agree with R product by product, with Holm's adjustment", () => {
    const { products, holm_delong, holm_lr } = perProduct(columns, {
      outcome,
      products: brands,
      scores: ["dscore", "nps"],
      stated: ["nps", "pi5"],
      implicit: ["dscore"],
    });
    compare("per_brand", products);
    compare("per_brand_holm_delong", holm_delong);
    compare("per_brand_holm_lr", holm_lr);
  });

  test("agree with R when persons are drawn again", () => {
    const difference = rankedAucDifference([columns.dscore, columns.nps], outcome);
    compare("cluster_bootstrap_delta_auc", clusterBootstrap(difference, clusters, brandDraws()));
    compare("cluster_jackknife_delta_auc", clusterJackknife([columns.dscore, columns.nps], outcome, clusters));
  });
});

test("gives every section of case c07 from one description of the study", () => {
  const { _meta, ...expected } = expectedOf(CASE);
  const { sections } = clusteredSections({
    columns: scores,
    outcomeName: "bought",
    outcome,
    persons,
    product: { name: "brand", labels: brands },
    stated: ["nps", "pi5"],
    implicit: ["dscore"],
    draws: brandDraws(),
  });
  const missed = Object.entries(expected).flatMap(([section, value]) => {
    const { note: _note, ...numbers } = Object(value);
    return differences(`${CASE}.${section}`, sectionOf(sections, section), numbers);
  });
  expect(missed).toEqual([]);
});

// sandwich, survival and aov (lme4) through R, case c36
test("prints the p of clustered errors and of the choice within a person, and how alike one person's rows are, as R", () => {
  const expected = Object(expectedOf("c36_clustered_rows"));
  const { order, p } = clusterRobust(pooled(), clusters);
  expect(differences("c36.p", Object.fromEntries(order.map((name, j) => [name, p[j]])), expected.p_robust)).toEqual([]);
  const wald = surveyWald(pooled(), clusters, ["dscore"]);
  expect(wald?.p).toBeCloseTo(expected.p_robust.dscore, 12);
  const { sections } = clusteredSections({
    columns: scores,
    outcomeName: "bought",
    outcome,
    persons,
    product: { name: "brand", labels: brands },
    stated: ["nps", "pi5"],
    implicit: ["dscore"],
  });
  const iccs = Object.keys(expected.icc).map((name) => [name, sectionOf(sections, `icc1_${name}_anova`)]);
  expect(differences("c36.icc", Object.fromEntries(iccs), expected.icc)).toEqual([]);
  const report = readReport(comparisonOf(sections), fullContext);
  const printed = (model: string) => personTable(report).rows.find(([, name]) => name === model)?.[4];
  expect(iccTable(report).rows).toHaveLength(4);
  expect(printed("conditional on the person")).toBeCloseTo(expected.p_conditional.nps, 8);
  expect(printed("persons counted (CR1)")).toBeCloseTo(expected.p_robust.nps, 12);
});

test("ranking once gives the AUC of any choice of rows", () => {
  const statistic = rankedAuc(columns.nps, outcome);
  const rows = Array.from({ length: 300 }, (_, i) => (i * 37) % outcome.length);
  expect(statistic(rows)).toBe(auc(pickRows(columns.nps, rows), pickRows(outcome, rows)));
  expect(statistic([0])).toBeNull();
});

test("leaving out one person is the AUC of the others", () => {
  const { se } = clusterJackknife([columns.dscore, columns.nps], outcome, clusters);
  const statistic = rankedAucDifference([columns.dscore, columns.nps], outcome);
  const values = clusters.map((_, left) => statistic(clusters.filter((_rows, i) => i !== left).flat()) ?? 99);
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  expect(se).toBeCloseTo(Math.sqrt(((values.length - 1) / values.length) * squares), 12);
  expect(
    clusterJackknife(
      [
        [1, 2],
        [2, 1],
      ],
      [0, 1],
      [[0], [1]],
    ),
  ).toEqual({ se: null });
});

describe("one row a person", () => {
  const singletons = clustersOf(Array.from(outcome, (_, row) => row));

  test("gives the heteroskedasticity-robust error HC0", () => {
    const { HC0 } = robustErrors(pooled());
    expect(clusterRobust(pooled(), singletons).CR0).toEqual(HC0.map((se) => expect.closeTo(se, 12)));
  });

  test("gives DeLong's covariance", () => {
    const person = fc.record({
      first: fc.integer({ min: 0, max: 6 }),
      second: fc.integer({ min: 0, max: 6 }),
      bought: fc.integer({ min: 0, max: 1 }),
    });
    const study = fc.array(person, { minLength: 6, maxLength: 30 }).filter((rows) => {
      const buyers = rows.filter(({ bought }) => bought === 1).length;
      return buyers >= 2 && rows.length - buyers >= 2;
    });
    fc.assert(
      fc.property(study, (rows) => {
        const first = rows.map((row) => row.first);
        const second = rows.map((row) => row.second);
        const bought = rows.map((row) => row.bought);
        const { vcov } = clusteredAucs([first, second], bought, clustersOf(rows.map((_, row) => row)));
        expect(vcov?.[0]?.[0]).toBeCloseTo(delong(first, bought).delong_var ?? -1, 12);
        expect(vcov?.[0]?.[1]).toBeCloseTo(delongPaired(first, second, bought).covariance ?? -1, 12);
      }),
    );
  });

  test("leaves the population-averaged model at the pooled one", () => {
    const gee = exchangeableGee(pooled(), singletons);
    expect(gee).toMatchObject({ alpha: 0 });
    expect(gee?.coef).toEqual(pooled().beta.map((beta) => expect.closeTo(beta, 9)));
  });
});

describe("what cannot be computed", () => {
  test("a choice within a person needs someone who bought some products and not others", () => {
    const two = designOf({ x: [1, 2, 3, 4] }, ["x"], 4);
    expect(
      conditionalLogit(
        two,
        [1, 1, 0, 0],
        [
          [0, 1],
          [2, 3],
        ],
      ),
    ).toEqual({ kind: "notFitted", reason: "noVariation" });
  });

  test("a predictor that never varies within a person has no effect within a person", () => {
    const two = designOf({ x: [1, 1, 3, 3] }, ["x"], 4);
    expect(
      conditionalLogit(
        two,
        [1, 0, 0, 1],
        [
          [0, 1],
          [2, 3],
        ],
      ),
    ).toEqual({ kind: "notFitted", reason: "collinear" });
  });

  test("a predictor that decides every choice has no finite effect", () => {
    const two = designOf({ x: [1, 2, 3, 4] }, ["x"], 4);
    expect(
      conditionalLogit(
        two,
        [0, 1, 0, 1],
        [
          [0, 1],
          [2, 3],
        ],
      ),
    ).toEqual({ kind: "notFitted", reason: "separated" });
  });

  test("buyers from one person leave a clustered AUC without a standard error", () => {
    const table = aucClustered(
      { x: [1, 2, 3, 4] },
      [1, 1, 0, 0],
      [
        [0, 1],
        [2, 3],
      ],
    );
    expect(table.x).toMatchObject({ auc: 0, se: null, ci95: null });
  });

  test("a product nobody bought has no comparison and takes no part in Holm's adjustment", () => {
    const { products, holm_delong } = perProduct(
      { a: [1, 5, 4, 3, 2, 5, 6], b: [2, 1, 4, 3, 5, 6, 5] },
      {
        outcome: [0, 0, 1, 0, 1, 0, 0],
        products: ["x", "x", "x", "x", "x", "y", "y"],
        scores: ["a", "b"],
        stated: ["b"],
        implicit: ["a"],
      },
    );
    expect(products.y).toEqual({ n: 2, buyers: 0, undefined_because: "nobody bought" });
    expect(holm_delong.y).toBeNull();
    expect(holm_delong.x).toBeGreaterThan(0);
  });

  test("a drawn person must exist", () => {
    expect(() => clusterBootstrap(() => 0, [[0], [1]], [[0, 2]])).toThrow("no cluster 2 among 2");
  });

  test("cluster-robust errors need two clusters", () => {
    expect(() => clusterRobust(pooled(), [Array.from(outcome, (_, row) => row)])).toThrow(RangeError);
  });
});

test("draws of persons depend on the seed alone and stay among the persons", () => {
  const first = clusterDraws(7, { resamples: 5, seed: 3 });
  expect(clusterDraws(7, { resamples: 5, seed: 3 })).toEqual(first);
  expect(clusterDraws(7, { resamples: 5, seed: 4 })).not.toEqual(first);
  expect(first.map((draw) => draw.length)).toEqual([7, 7, 7, 7, 7]);
  expect(first.every((draw) => draw.every((person) => person >= 0 && person < 7))).toBe(true);
});
