import { logistic } from "../../numerics/specialFunctions.ts";
import { auc } from "../../ranking/auc.ts";
import { baseRate } from "./binomialLikelihood.ts";
import { type Columns, type Design, designOf, INTERCEPT, linearPredictor } from "./design.ts";
import { type FirthFit, type FirthNotFitted, fitFirth } from "./fitFirth.ts";
import { fitLogistic } from "./fitLogistic.ts";
import { type ChiSquaredTest, chiSquaredTest } from "./logisticRegression.ts";
import { followedProfile, intervalOfProfile } from "./profileInterval.ts";

/** One penalised coefficient with its penalised likelihood-ratio test and profile interval. */
export type FirthCoefficient = {
  readonly estimate: number;
  readonly se_fisher: number;
  readonly plr_chi2: number;
  readonly plr_p: number;
  readonly ci95_profile_penalised: readonly [number, number];
};

/** The `firth_M_full` section. */
export type FirthEntry = {
  readonly predictors: readonly string[];
  readonly coefficients: Readonly<Record<string, FirthCoefficient>>;
  readonly penalised_log_likelihood: number;
  readonly log_likelihood_at_firth: number;
  readonly overall_plr: ChiSquaredTest;
  readonly fitted_first6: readonly number[];
  readonly mean_predicted_firth: number;
  readonly auc_in_sample: number;
  readonly flic: { readonly intercept: number | null; readonly mean_predicted: number | null };
  readonly flac: {
    readonly coefficients: Readonly<Record<string, number>>;
    readonly mean_predicted: number;
  } | null;
};

function coefficientOf(fit: FirthFit, j: number): FirthCoefficient {
  const maximum = fit.penalisedLogLikelihood;
  const at = followedProfile(fit, j, (value, start) => {
    const held = fitFirth(fit.design, fit.outcome, { fixed: new Map([[j, value]]), start });
    return held.kind === "fitted" ? { logLikelihood: held.penalisedLogLikelihood, beta: held.beta } : null;
  });
  const interval = intervalOfProfile({ estimate: fit.beta[j]!, se: fit.se[j]!, maximum, at });
  const test = penalisedRatioTest(fit, [fit.design.names[j]!]);
  return {
    estimate: fit.beta[j]!,
    se_fisher: fit.se[j]!,
    plr_chi2: test?.chi2 ?? Number.POSITIVE_INFINITY,
    plr_p: test?.p ?? 0,
    ci95_profile_penalised: interval,
  };
}

/** Penalised likelihood-ratio test that the named predictors have no effect, the penalty being that of all of them. */
export function penalisedRatioTest(fit: FirthFit, tested: readonly string[]): ChiSquaredTest | null {
  const positions = fit.design.names.flatMap((name, j) => (tested.includes(name) ? [j] : []));
  const fixed = new Map(positions.map((j) => [j, 0]));
  const held = fitFirth(fit.design, fit.outcome, { fixed });
  if (held.kind === "notFitted") return null;
  const chi2 = 2 * (fit.penalisedLogLikelihood - held.penalisedLogLikelihood);
  return chiSquaredTest(Math.max(0, chi2), positions.length);
}

/** Firth's slopes with the intercept of maximum likelihood, so that the mean prediction is the base rate (Puhr et al.
 *  2017, FLIC); null when all outcomes are alike. */
function flic({ design, outcome, beta }: FirthFit): FirthEntry["flic"] {
  const offset = linearPredictor(design, [0, ...beta.slice(1)]);
  const constant: Design = { names: [INTERCEPT], rows: design.rows, values: new Float64Array(design.rows).fill(1) };
  const fit = fitLogistic(constant, outcome, { offset });
  if (fit.kind === "notFitted") return { intercept: null, mean_predicted: null };
  return { intercept: fit.beta[0]!, mean_predicted: baseRate(fit.fitted) };
}

/** Firth's correction as pseudo-data of weight h/2 marked by an indicator (Puhr et al. 2017, FLAC). */
function flac({ design, outcome, hat }: FirthFit): FirthEntry["flac"] {
  const { names, rows, values } = design;
  const width = names.length + 1;
  const augmented = new Float64Array(3 * rows * width);
  const outcomes = new Float64Array(3 * rows);
  const weights = new Float64Array(3 * rows);
  for (let copy = 0; copy < 3; copy += 1) {
    for (let i = 0; i < rows; i += 1) {
      const row = copy * rows + i;
      for (let j = 0; j < width - 1; j += 1) augmented[row * width + j] = values[i * (width - 1) + j]!;
      augmented[row * width + width - 1] = copy === 0 ? 0 : 1;
      outcomes[row] = copy === 2 ? 1 - outcome[i]! : outcome[i]!;
      weights[row] = copy === 0 ? 1 : hat[i]! / 2;
    }
  }
  const fit = fitLogistic({ names: [...names, "pseudo"], rows: 3 * rows, values: augmented }, outcomes, { weights });
  if (fit.kind === "notFitted") return null;
  const beta = fit.beta.slice(0, -1);
  return {
    coefficients: Object.fromEntries(names.map((name, j) => [name, beta[j]!])),
    mean_predicted: baseRate(linearPredictor(design, beta).map(logistic)),
  };
}

/** The printed entry of a Firth fit. */
function firthEntry(fit: FirthFit): FirthEntry {
  const names = fit.design.names;
  const predictors = names.filter((name) => name !== INTERCEPT);
  const overall = penalisedRatioTest(fit, predictors);
  if (overall === null) throw new RangeError("the null model of a fitted model has no penalised maximum");
  return {
    predictors,
    coefficients: Object.fromEntries(names.map((name, j) => [name, coefficientOf(fit, j)])),
    penalised_log_likelihood: fit.penalisedLogLikelihood,
    log_likelihood_at_firth: fit.logLikelihood,
    overall_plr: overall,
    fitted_first6: Array.from(fit.fitted.subarray(0, 6)),
    mean_predicted_firth: baseRate(fit.fitted),
    auc_in_sample: auc(fit.fitted, fit.outcome),
    flic: flic(fit),
    flac: flac(fit),
  };
}

/** A Firth model of a 0/1 outcome on named columns, with its printed entry; a reason when predictors are collinear. */
export function firthRegression(
  columns: Columns,
  { outcome, predictors }: { readonly outcome: ArrayLike<number>; readonly predictors: readonly string[] },
): { readonly kind: "fitted"; readonly fit: FirthFit; readonly entry: FirthEntry } | FirthNotFitted {
  const fit = fitFirth(designOf(columns, predictors, outcome.length), outcome);
  return fit.kind === "notFitted" ? fit : { kind: "fitted", fit, entry: firthEntry(fit) };
}
