import { z } from "zod";

/** Any cell that should be a number: what is not finite is undefined, and printed as a dash. */
export const Num = z
  .unknown()
  .optional()
  .transform((value) => (typeof value === "number" && Number.isFinite(value) ? value : null));
export const Text = z
  .unknown()
  .optional()
  .transform((value) => (typeof value === "string" ? value : null));
export const Limits = z
  .unknown()
  .optional()
  .transform((value): readonly [number, number] | null => {
    const [low, high] = Array.isArray(value) ? value : [];
    return Number.isFinite(low) && Number.isFinite(high) ? [low, high] : null;
  });
export const record = <Value extends z.ZodType>(value: Value) => z.record(z.string(), value);

export const Test = z.looseObject({ chi2: Num, df: Num, p: Num });
export const Share = z.looseObject({ x: Num, n: Num, estimate: Num, wilson95: Limits });
export const Auc = z.looseObject({ n_pos: Num, n_neg: Num, auc: Num, delong_se: Num, ci95_delong: Limits });
export const AucDifference = z.looseObject({
  auc1: Num,
  auc2: Num,
  difference: Num,
  z: Num,
  p: Num,
  ci95_difference: Limits,
  warning: Text,
});
const Coefficient = z.looseObject({
  estimate: Num,
  se: Num,
  p: Num,
  odds_ratio: Num,
  ci95_wald: Limits,
  ci95_profile: Limits,
  sd_standardised_estimate: Num,
});
export const Fit = z.looseObject({ mcfadden: Num, nagelkerke: Num, tjur: Num });
export const Model = z.looseObject({
  predictors: z.array(z.string()),
  n: Num,
  events: Num,
  coefficients: record(Coefficient)
    .nullish()
    .transform((terms) => terms ?? {}),
  /** Why a model has no fit. */
  reason: Text,
  log_likelihood: Num,
  aic: Num,
  r2: Fit.nullish(),
  scores_in_sample: z.looseObject({ brier: Num, log_loss: Num }).nullish(),
  auc_in_sample: Num,
  lr_vs_null: Test.nullish(),
});
const Bin = z.looseObject({ n: Num, mean_p: Num, observed: Num, wilson95: Limits });
export const CrossValidated = z.looseObject({
  pooled_auc: Auc.nullish(),
  scores: z.looseObject({ brier: Num, ipa_scaled_brier: Num, log_loss: Num }).nullish(),
  calibration: z.looseObject({ calibration_in_the_large: Num, slope: Num, slope_ci95_wald: Limits }).nullish(),
  ece: z.looseObject({ ece_equal_width_10: Num, bins: z.array(Bin).nullish() }).nullish(),
  decile_groups: z.array(Bin).nullish(),
  lowess: z.looseObject({ at: z.array(Num), value: z.array(Num), ici: Num }).nullish(),
});
const ThresholdPoint = z.looseObject({ threshold: Num, net_benefit: Num, treat_all: Num });
export const DecisionCurve = record(z.array(ThresholdPoint));
export const Optimism = z.looseObject({
  resamples: Num,
  apparent: record(Num),
  optimism: record(Num),
  corrected: record(Num),
});
export const Dominance = z.looseObject({
  full_minus_null: Num,
  general: record(Num),
  percent: record(Num),
  general_ci95: record(Limits).nullish(),
});
export const Claim = z.looseObject({
  statement: Text,
  measure: Text,
  rule: Text,
  reading: Text,
  value: Num,
  estimate: Num,
  interval: Limits,
  n: Num,
  x: Num,
  p: Num,
  verdict: Text,
  sentence: Text,
  n_to_decide: Num,
});
export const Answer = z.looseObject({ estimate: Num, interval: Limits, verdict: Text, sentence: Text, n: Num });
export const Correlation = z.looseObject({
  pearson: z.looseObject({ n: Num, r: Num, p: Num, ci95_fisher: Limits }).nullish(),
  spearman: z.looseObject({ rho: Num }).nullish(),
});
export const Firth = z.looseObject({
  predictors: z.array(z.string()),
  coefficients: record(z.looseObject({ estimate: Num, plr_p: Num, ci95_profile_penalised: Limits })),
});
export const Gain = z.looseObject({ fraction: Num, expected_hits: Num, cumulative_gain: Num, cumulative_lift: Num });
export const RateRatios = record(z.looseObject({ estimate: Num, se: Num, p: Num, rate_ratio: Num }));
export const ProductDifference = AucDifference.extend({ n: Num, buyers: Num, add_implicit_lr: Test.nullish() });
export const Pooled = z
  .looseObject({
    estimate: Num,
    ci95: Limits,
    tau2: Num,
    hksj: z.looseObject({ ci95: Limits, p: Num }).nullish(),
    prediction_interval_t_kminus2: Limits,
  })
  .nullish();
export const PersonCoefficient = z.looseObject({ estimate: Num, se: Num, p: Num });
export const Descriptive = z.looseObject({
  n: Num,
  missing: Num,
  mean: Num,
  sd: Num,
  median: Num,
  min: Num,
  max: Num,
});
export const Group = z.looseObject({
  n1: Num,
  n0: Num,
  mean1: Num,
  mean0: Num,
  cohen_d_pooled: Num,
  hedges_g_exact_J: Num,
  welch_t: z.looseObject({ p: Num }).nullish(),
});
export const Specification = z.looseObject({
  name: z.string(),
  is_primary: z.boolean().nullish(),
  /** The option taken of each choice. */
  spec: record(z.string()).nullish(),
  n: Num,
  buyers: Num,
  delta_auc: Num,
  delta_auc_ci95: Limits,
  add_implicit_p: Num,
});
const Corrected = z.looseObject({ estimate: Num, ci95: Limits }).nullish();
export const SensitivityPoint = z.looseObject({
  reliability: Num,
  regression_calibration: Corrected,
  simex: Corrected,
});
export const TopSelection = z.looseObject({ k: Num, expected_hits: Num, expected_ppv: Num });
const McNemar = z.looseObject({ b: Num, c: Num, exact_p: Num }).nullish();
export const PairedRules = z.looseObject({
  accuracy_mcnemar: McNemar,
  accuracy_difference_newcombe95: Limits,
  sensitivity_mcnemar: McNemar,
  specificity_mcnemar: McNemar,
  predictive_values: z
    .looseObject({
      ppv1: Num,
      ppv2: Num,
      difference_2_minus_1: Num,
      wgs: z.looseObject({ p: Num }).nullish(),
      relative_ppv: z.looseObject({ ratio_2_over_1: Num, p: Num, ci95: Limits }).nullish(),
      difference_wald: z.looseObject({ ci95: Limits }).nullish(),
    })
    .nullish(),
});
export const RocPoint = z.looseObject({ fpr: Num, tpr: Num, threshold: Num });
export const Tercile = Share.extend({ stated_yes: Num, tercile: Num });
