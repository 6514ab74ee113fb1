import { normalTwoSided, tTwoSided } from "../../numerics/distributions.ts";
import type { Rows } from "../../numerics/matrix.ts";
import type { LogisticFit } from "../logistic/fitLogistic.ts";
import { surveyCoefficient, surveyVariance } from "../logistic/surveyVariance.ts";
import type { Clusters } from "./clusters.ts";

/** Standard errors that allow rows of one person to be alike, one a coefficient, by correction. */
export type ClusterRobust = {
  readonly order: readonly string[];
  readonly CR0: readonly number[];
  /** CR0 times G/(G-1). */
  readonly CR1_G_over_Gminus1: readonly number[];
  /** CR0 times G/(G-1) (n-1)/(n-k). */
  readonly CR1S_stata: readonly number[];
  readonly vcov_CR0: Rows;
  /** By CR1 and t with (persons − coefficients) degrees of freedom, as the increments are tested. */
  readonly p: readonly number[];
};

/** Wald test of one coefficient with CR1 standard errors. */
export type ClusterWald = { readonly z: number; readonly p_normal: number; readonly p_t_Gminus1: number };

/** Cluster-robust standard errors of a pooled logistic model (Liang & Zeger 1986).
 *  `clusters` hold the rows of `fit`; with one row a cluster CR0 is HC0. Row weights enter the scores.
 *  Throws RangeError with fewer than two clusters. */
export function clusterRobust(fit: LogisticFit, clusters: Clusters): ClusterRobust {
  const survey = surveyVariance(fit, clusters);
  const vcov = survey.vcov.map((row) => row.map((value) => (value * survey.df) / (survey.df + 1)));
  const [g, n, k] = [clusters.length, fit.design.rows, fit.beta.length];
  const errors = (factor: number) => vcov.map((row, j) => Math.sqrt(factor * row[j]!));
  return {
    order: fit.design.names,
    CR0: errors(1),
    CR1_G_over_Gminus1: errors(g / (g - 1)),
    CR1S_stata: errors(((g / (g - 1)) * (n - 1)) / (n - k)),
    vcov_CR0: vcov,
    p: fit.beta.map((_, j) => surveyCoefficient(fit, survey, j).p),
  };
}

/** Test of one predictor by CR1 with G clusters: p from the normal and, the one to report, from t with G - 1 degrees
 *  of freedom (Cameron & Miller 2015). Throws RangeError when the model lacks the predictor. */
export function clusterWald(fit: LogisticFit, clusters: Clusters, predictor: string): ClusterWald {
  const { order, CR1_G_over_Gminus1 } = clusterRobust(fit, clusters);
  const position = order.indexOf(predictor);
  if (position < 0) throw new RangeError(`the model has no predictor ${predictor}`);
  const z = fit.beta[position]! / CR1_G_over_Gminus1[position]!;
  return { z, p_normal: normalTwoSided(z), p_t_Gminus1: tTwoSided(z, clusters.length - 1) };
}
