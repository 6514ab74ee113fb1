import { describe, expect, test } from "vitest";
import { mixedLikelihood } from "../../../../../analysis/statistics/models/clustered/mixedLikelihood.ts";
import { fitMixedLogit, mixedEntry } from "../../../../../analysis/statistics/models/clustered/mixedLogit.ts";
import { mixedRatioTest, personVarianceTest } from "../../../../../analysis/statistics/models/clustered/mixedTests.ts";
import { designOf, withoutColumn } from "../../../../../analysis/statistics/models/logistic/design.ts";
import { inverseSymmetric } from "../../../../../analysis/statistics/numerics/matrix.ts";
import { numericObjective } from "../../../../../analysis/statistics/numerics/numericCurvature.ts";
import { differences, expectedOf } from "../../../oracles.ts";
import { brandCase } from "./brandCase.ts";

const CASE = "c07_person_x_brand";
const { columns, predictors, outcome, clusters } = brandCase();
const design = designOf(columns, predictors, outcome.length);

function fitted(nodes?: number) {
  const fit = fitMixedLogit(design, { outcome, clusters, ...(nodes === undefined ? {} : { nodes }) });
  if (fit.kind === "notFitted") throw new Error(fit.reason);
  return fit;
}

describe("fitMixedLogit", () => {
  // lme4 and our own R of make.R, case c07
  test("agrees with R by exact maximum likelihood", () => {
    const expected = expectedOf(CASE).mixed_logit_exact_ml;
    const { note: _note, ...numbers } = Object(expected);
    expect(differences(`${CASE}.mixed_logit_exact_ml`, mixedEntry(fitted()), numbers)).toEqual([]);
  });

  test("agrees with R by the Laplace approximation", () => {
    const { note: _note, ...numbers } = Object(expectedOf(CASE).mixed_logit_laplace);
    expect(differences(`${CASE}.mixed_logit_laplace`, mixedEntry(fitted(1)), numbers)).toEqual([]);
  });

  test("agrees with R on what the implicit measure adds and on whether persons differ", () => {
    const smaller = fitMixedLogit(withoutColumn(design, design.names.indexOf("dscore")), { outcome, clusters });
    if (smaller.kind === "notFitted") throw new Error(smaller.reason);
    const expected = expectedOf(CASE);
    const name = "mixed_lr_test_add_implicit";
    expect(differences(`${CASE}.${name}`, mixedRatioTest(smaller, fitted()), expected[name])).toEqual([]);
    const persons = "mixed_lr_test_random_intercept";
    expect(differences(`${CASE}.${persons}`, personVarianceTest(fitted()), expected[persons])).toEqual([]);
  });
});

describe("a mixed model whose persons do not differ", () => {
  test("has the likelihood of the logistic model at person SD 0", () => {
    const pooled = fitted().pooled;
    const data = { width: design.names.length, values: design.values, outcome, clusters };
    const { valueAt, curvatureAt } = mixedLikelihood(data, 31);
    expect(valueAt([...pooled.beta, -40])).toBeCloseTo(pooled.logLikelihood, 9);
    const information = curvatureAt([...pooled.beta, -40]).hessian.slice(0, -1);
    const inverse = inverseSymmetric(information.map((row) => row.slice(0, -1).map((value) => -value)));
    expect(inverse?.map((row, j) => Math.sqrt(row[j] ?? 0))).toEqual(pooled.se.map((se) => expect.closeTo(se, 9)));
  });

  test("is the logistic model, and says that the variance lies at its edge", () => {
    // every person answers 0 and 1 once: less alike than chance
    const x = Float64Array.from({ length: 40 }, (_, row) => (row * 7) % 11);
    const alternating = Float64Array.from({ length: 40 }, (_, row) => row % 2);
    const pairs = Array.from({ length: 20 }, (_, person) => [2 * person, 2 * person + 1]);
    const two = designOf({ x }, ["x"], 40);
    const fit = fitMixedLogit(two, { outcome: alternating, clusters: pairs });
    if (fit.kind === "notFitted") throw new Error(fit.reason);
    expect(fit.beta).toEqual(fit.pooled.beta);
    expect(mixedEntry(fit)).toMatchObject({ person_sd: 0, se_log_sd: null, latent_icc: 0 });
    expect(mixedEntry(fit).warnings).toHaveLength(1);
    expect(personVarianceTest(fit)).toEqual({ chi2: 0, p_naive: 1, p_boundary_half: 1 });
  });

  test("gives a reason when a predictor separates buyers from the rest", () => {
    const two = designOf({ x: [1, 2, 3, 4] }, ["x"], 4);
    const fit = fitMixedLogit(two, {
      outcome: [0, 0, 1, 1],
      clusters: [
        [0, 2],
        [1, 3],
      ],
    });
    expect(fit).toMatchObject({ kind: "notFitted", reason: "separated" });
  });
});

test("the derivatives of the likelihood are those of its value", () => {
  const data = { width: design.names.length, values: design.values, outcome, clusters };
  const exact = mixedLikelihood(data, 25);
  const at = [-1.8, 0.18, 0.28, 0.87, -1, -1.2, -0.5];
  const steps = [0.01, 0.001, 0.003, 0.01, 0.01, 0.01, 0.01];
  const numeric = numericObjective(exact.valueAt, steps).curvatureAt(at);
  const { gradient, hessian } = exact.curvatureAt(at);
  expect(gradient).toEqual(numeric.gradient.map((slope) => expect.closeTo(slope, 4)));
  expect(hessian.flat()).toEqual(numeric.hessian.flat().map((bend) => expect.closeTo(bend, 1)));
});
