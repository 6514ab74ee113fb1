import { spearman } from "../../association/correlation.ts";
import { average } from "../../association/moments.ts";
import { invertedCrossProduct } from "../../numerics/invertedCrossProduct.ts";
import { dot, multiplyVector, type Rows } from "../../numerics/matrix.ts";
import { rowsOfDesign } from "../../numerics/rowsOfDesign.ts";
import { fitLinear, type LinearCoefficient, type LinearFit, linearEntry } from "../linear/linearRegression.ts";
import { type Columns, designOf, designRows, linearPredictor, pickRows } from "../logistic/design.ts";
import { fitLogistic } from "../logistic/fitLogistic.ts";

/** What people spent, and what may predict it. */
export type SpendStudy = {
  readonly columns: Columns;
  /** In any currency, 0 or more. */
  readonly spend: ArrayLike<number>;
  readonly predictors: readonly string[];
};

export type GammaEntry = {
  readonly n: number;
  readonly coefficients: Readonly<
    Record<string, { readonly estimate: number; readonly se_pearson_dispersion: number }>
  >;
  readonly dispersion_pearson: number;
  readonly deviance: number;
};

export type LogNormalEntry = {
  readonly coefficients: Readonly<Record<string, Omit<LinearCoefficient, "se_hc3">>>;
  readonly sigma: number;
  readonly r2: number | null;
  readonly adj_r2: number | null;
  /** Mean of exp(residual): from the mean log to the mean amount without assuming normality. */
  readonly duan_smearing_factor: number;
  readonly naive_lognormal_factor: number;
  readonly hc3_se: readonly (number | null)[];
};

export type TwoPartEntry = {
  readonly first6: readonly number[];
  readonly mean_predicted: number;
  readonly mean_observed: number;
  readonly rmse: number;
  readonly mae: number;
  readonly spearman_pred_obs: number | null;
};

/** Why a spending model has no estimate. */
export type SpendNotFitted = { readonly kind: "notFitted"; readonly reason: string };

const MAX_ITERATIONS = 100;

/** Gamma regression with log link of the amounts of those who spent, standard errors by Pearson dispersion. Fisher
 *  scoring stops as R's glm does at epsilon 1e-15, so that both print the same digits; the exact maximum lies within
 *  1e-7 standard errors. */
export function gammaModel(study: SpendStudy): GammaEntry | SpendNotFitted {
  const { design, spend } = spenders(study);
  const k = design.names.length;
  if (spend.length <= k) return { kind: "notFitted", reason: "tooFewRows" };
  const x = rowsOfDesign(design);
  const bread = invertedCrossProduct(x);
  if (bread === null) return { kind: "notFitted", reason: "collinear" };
  const fit = scoreGamma({ x, bread, spend });
  if (fit === null) return { kind: "notFitted", reason: "noConvergence" };
  const pearson = spend.reduce((sum, amount, row) => sum + (amount / fit.mu[row]! - 1) ** 2, 0);
  const dispersion = pearson / (spend.length - k);
  const coefficient = (j: number) => ({
    estimate: fit.beta[j]!,
    se_pearson_dispersion: Math.sqrt(dispersion * bread[j]![j]!),
  });
  return {
    n: spend.length,
    coefficients: Object.fromEntries(design.names.map((name, j) => [name, coefficient(j)])),
    dispersion_pearson: dispersion,
    deviance: gammaDeviance(spend, fit.mu),
  };
}

type GammaData = { readonly x: Rows; readonly bread: Rows; readonly spend: readonly number[] };

// With a log link the expected information is X'X whatever the coefficients.
function scoreGamma({ x, bread, spend }: GammaData) {
  let mu = spend;
  let deviance = 0;
  for (let iteration = 0; iteration < MAX_ITERATIONS; iteration++) {
    const working = spend.map((amount, row) => Math.log(mu[row]!) + amount / mu[row]! - 1);
    const sums = bread.map((_, j) => x.reduce((sum, line, row) => sum + line[j]! * working[row]!, 0));
    const beta = multiplyVector(bread, sums);
    mu = x.map((line) => Math.exp(dot(line, beta)));
    const before = deviance;
    deviance = gammaDeviance(spend, mu);
    if (!Number.isFinite(deviance)) return null;
    if (Math.abs(deviance - before) / (deviance + 0.1) < 1e-15) return { beta, mu };
  }
  return null;
}

function gammaDeviance(spend: readonly number[], mu: readonly number[]): number {
  return spend.reduce(
    (sum, amount, row) => sum + 2 * ((amount - mu[row]!) / mu[row]! - Math.log(amount / mu[row]!)),
    0,
  );
}

/** Linear regression of the log amount of those who spent, with Duan's (1983) smearing factor. */
export function logNormalModel(study: SpendStudy): LogNormalEntry | SpendNotFitted {
  const fit = fitLogSpend(study);
  if (fit.kind === "notFitted") return fit;
  const { coefficients, sigma, r2, adj_r2 } = linearEntry(fit);
  return {
    coefficients: Object.fromEntries(
      Object.entries(coefficients).map(([name, { se_hc3: _hc3, ...coefficient }]) => [name, coefficient]),
    ),
    sigma,
    r2,
    adj_r2,
    duan_smearing_factor: smearing(fit),
    naive_lognormal_factor: Math.exp(sigma ** 2 / 2),
    hc3_se: fit.hc3,
  };
}

/** Expected spend of everybody: the chance to spend anything times the smeared log-normal amount (Duan et al. 1983). */
export function twoPartModel(study: SpendStudy): TwoPartEntry | SpendNotFitted {
  const spend = Array.from(study.spend);
  const design = designOf(study.columns, study.predictors, spend.length);
  const buying = fitLogistic(
    design,
    spend.map((amount) => (amount > 0 ? 1 : 0)),
  );
  if (buying.kind === "notFitted") return { kind: "notFitted", reason: buying.reason };
  const amounts = fitLogSpend(study);
  if (amounts.kind === "notFitted") return amounts;
  const factor = smearing(amounts);
  const logAmounts = linearPredictor(design, amounts.beta);
  const expected = Array.from(buying.fitted, (p, row) => p * Math.exp(logAmounts[row]!) * factor);
  const errors = spend.map((amount, row) => amount - expected[row]!);
  return {
    first6: expected.slice(0, 6),
    mean_predicted: average(expected),
    mean_observed: average(spend),
    rmse: Math.sqrt(average(errors.map((error) => error * error))),
    mae: average(errors.map(Math.abs)),
    spearman_pred_obs: spearman(expected, spend).rho,
  };
}

function spenders({ columns, spend, predictors }: SpendStudy) {
  const amounts = Array.from(spend);
  const wrong = amounts.find((amount) => !(amount >= 0) || !Number.isFinite(amount));
  if (wrong !== undefined) throw new RangeError(`an amount is 0 or more, got ${wrong}`);
  const rows = amounts.flatMap((amount, row) => (amount > 0 ? [row] : []));
  const design = designRows(designOf(columns, predictors, amounts.length), rows);
  return { design, spend: Array.from(pickRows(amounts, rows)) };
}

function fitLogSpend(study: SpendStudy): LinearFit | SpendNotFitted {
  const { design, spend } = spenders(study);
  return fitLinear(design, spend.map(Math.log));
}

function smearing({ residuals }: LinearFit): number {
  return average(residuals.map(Math.exp));
}
