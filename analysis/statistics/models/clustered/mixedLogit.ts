import { normalTwoSided } from "../../numerics/distributions.ts";
import { inverseSymmetric, type Rows } from "../../numerics/matrix.ts";
import { maximise } from "../../numerics/maximise.ts";
import { numericObjective } from "../../numerics/numericCurvature.ts";
import { type Design, linearPredictor } from "../logistic/design.ts";
import { fitLogistic, type LogisticFit, type NotFitted } from "../logistic/fitLogistic.ts";
import { originalCoefficients, originalVariance, type Standardised, standardise } from "../logistic/standardise.ts";
import type { Clusters } from "./clusters.ts";
import { mixedLikelihood } from "./mixedLikelihood.ts";

/** A logistic model with a normal intercept per person. */
export type MixedFit = {
  readonly kind: "fitted";
  readonly design: Design;
  readonly beta: readonly number[];
  readonly se: readonly number[];
  /** Of the coefficients and, last, the log person SD; without the latter when that SD is 0. */
  readonly vcov: Rows;
  /** 0 when persons do not differ beyond their predictors. */
  readonly personSd: number;
  readonly logLikelihood: number;
  /** The model without person intercepts, on the same rows. */
  readonly pooled: LogisticFit;
};

/** A mixed model as it is printed. */
export type MixedEntry = {
  readonly fixed: Readonly<
    Record<string, { readonly estimate: number; readonly se: number; readonly z: number; readonly p: number }>
  >;
  readonly person_sd: number;
  readonly person_variance: number;
  /** Null when the person SD is 0. */
  readonly se_log_sd: number | null;
  readonly log_likelihood: number;
  readonly aic: number;
  readonly latent_icc: number;
  readonly r2_marginal_nakagawa: number;
  readonly r2_conditional_nakagawa: number;
  readonly warnings: readonly string[];
};

/** How many quadrature nodes, and rows of one person as a cluster. */
export type MixedQuestion = {
  readonly outcome: ArrayLike<number>;
  readonly clusters: Clusters;
  /** 31 unless told; 1 is the Laplace approximation, which understates the person SD. */
  readonly nodes?: number;
};

const NODES = 31;
const START_SD = 0.9;
// About a tenth of a usual standard error on standardised columns.
const LAPLACE_STEP = 0.02;

/** Fits a random-intercept logistic model by exact maximum likelihood (adaptive Gauss-Hermite, Newton's method).
 *  Separation, collinear predictors, a constant outcome, and persons who are all alike within themselves come back as
 *  a reason. Throws RangeError when lengths differ. */
export function fitMixedLogit(
  design: Design,
  { outcome, clusters, nodes = NODES }: MixedQuestion,
): MixedFit | NotFitted {
  const pooled = fitLogistic(design, outcome);
  if (pooled.kind === "notFitted") return pooled;
  if (personVarianceScore(pooled, clusters) <= 0) return withoutPersons(pooled);
  const scaled = standardise(design);
  const data = { width: design.names.length, values: scaled.values, outcome, clusters };
  const exact = mixedLikelihood(data, nodes);
  const start = [...startCoefficients(design, scaled, pooled), Math.log(START_SD)];
  const objective =
    nodes === 1
      ? numericObjective(
          exact.valueAt,
          start.map(() => LAPLACE_STEP),
        )
      : exact;
  const found = maximise(objective, start);
  const vcov = inverseSymmetric(found.hessian.map((row) => row.map((value) => -value)));
  if (!found.isConverged || vcov === null) {
    const none = design.names.map(() => null);
    return { kind: "notFitted", reason: "noConvergence", separation: null, logLikelihoodSupremum: null, limits: none };
  }
  const original = originalVariance(Float64Array.from(vcov.flat()), withLogSd(scaled));
  return {
    kind: "fitted",
    design,
    beta: originalCoefficients(found.parameters.slice(0, -1), scaled),
    se: design.names.map((_, j) => Math.sqrt(original[j]![j]!)),
    vcov: original,
    personSd: Math.exp(found.parameters.at(-1)!),
    logLikelihood: found.value,
    pooled,
  };
}

// Twice the slope of the log-likelihood in the person variance at 0; not positive means the maximum is there.
function personVarianceScore({ outcome, fitted }: LogisticFit, clusters: Clusters): number {
  return clusters.reduce((sum, rows) => {
    const residual = rows.reduce((part, row) => part + outcome[row]! - fitted[row]!, 0);
    return sum + residual ** 2 - rows.reduce((part, row) => part + fitted[row]! * (1 - fitted[row]!), 0);
  }, 0);
}

function withoutPersons(pooled: LogisticFit): MixedFit {
  const { design, beta, se, vcov, logLikelihood } = pooled;
  return { kind: "fitted", design, beta, se, vcov, personSd: 0, logLikelihood, pooled };
}

// Slopes given a person are steeper than pooled ones.
function startCoefficients(design: Design, scaled: Standardised, { beta }: LogisticFit): readonly number[] {
  const slopes = beta.map((value, j) => 1.2 * value * scaled.scales[j]!);
  const shift = design.names.reduce((sum, _, j) => sum + 1.2 * beta[j]! * scaled.centres[j]!, 0);
  return slopes.map((value, j) => (j === 0 ? value + shift : value));
}

function withLogSd({ values, centres, scales }: Standardised): Standardised {
  return { values, centres: Float64Array.of(...centres, 0), scales: Float64Array.of(...scales, 1) };
}

/** A fitted mixed model as it is printed; R² of Nakagawa & Schielzeth 2013, latent scale. */
export function mixedEntry({ design, beta, se, vcov, personSd, logLikelihood }: MixedFit): MixedEntry {
  const variance = personSd ** 2;
  const fixed = sampleVariance(linearPredictor(design, beta));
  const latent = Math.PI ** 2 / 3;
  const logSdVariance = vcov[design.names.length]?.[design.names.length];
  return {
    fixed: Object.fromEntries(
      design.names.map((name, j) => {
        const z = beta[j]! / se[j]!;
        return [name, { estimate: beta[j]!, se: se[j]!, z, p: normalTwoSided(z) }];
      }),
    ),
    person_sd: personSd,
    person_variance: variance,
    se_log_sd: logSdVariance === undefined ? null : Math.sqrt(logSdVariance),
    log_likelihood: logLikelihood,
    aic: -2 * logLikelihood + 2 * (beta.length + 1),
    latent_icc: variance / (variance + latent),
    r2_marginal_nakagawa: fixed / (fixed + variance + latent),
    r2_conditional_nakagawa: (fixed + variance) / (fixed + variance + latent),
    warnings: personSd === 0 ? ["the person variance is estimated as 0, at the edge of what is possible"] : [],
  };
}

function sampleVariance(values: Float64Array): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
}
