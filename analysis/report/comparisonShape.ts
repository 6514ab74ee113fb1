import { z } from "zod";

/** Any cell that should be a number: what is not finite is undefined, and printed as a dash. */
const Num = z
  .unknown()
  .optional()
  .transform((value) => (typeof value === "number" && Number.isFinite(value) ? value : null));
const Text = z
  .unknown()
  .optional()
  .transform((value) => (typeof value === "string" ? value : null));
const Limits = z
  .unknown()
  .optional()
  .transform((value): readonly [number, number] | null => {
    const [low, high] = Array.isArray(value) ? value : [];
    return Number.isFinite(low) && Number.isFinite(high) ? [low, high] : null;
  });
const record = <Value extends z.ZodType>(value: Value) => z.record(z.string(), value);

const Test = z.looseObject({ chi2: Num, df: Num, p: Num });
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
const Fit = z.looseObject({ mcfadden: Num, nagelkerke: Num, tjur: Num });
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
const DecisionCurve = record(z.array(ThresholdPoint));
const Optimism = z.looseObject({
  resamples: Num,
  apparent: record(Num),
  optimism: record(Num),
  corrected: record(Num),
});
const Dominance = z.looseObject({
  full_minus_null: Num,
  general: record(Num),
  percent: record(Num),
  general_ci95: record(Limits).nullish(),
});
const Claim = z.looseObject({
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
const Correlation = z.looseObject({
  pearson: z.looseObject({ n: Num, r: Num, p: Num, ci95_fisher: Limits }).nullish(),
  spearman: z.looseObject({ rho: Num }).nullish(),
});
const Firth = z.looseObject({
  predictors: z.array(z.string()),
  coefficients: record(z.looseObject({ estimate: Num, plr_p: Num, ci95_profile_penalised: Limits })),
});
const Gain = z.looseObject({ fraction: Num, expected_hits: Num, cumulative_gain: Num, cumulative_lift: Num });
const RateRatios = record(z.looseObject({ estimate: Num, se: Num, p: Num, rate_ratio: Num }));
const ProductDifference = AucDifference.extend({ n: Num, buyers: Num, add_implicit_lr: Test.nullish() });
const Pooled = z
  .looseObject({
    estimate: Num,
    ci95: Limits,
    tau2: Num,
    hksj: z.looseObject({ ci95: Limits, p: Num }).nullish(),
    prediction_interval_t_kminus2: Limits,
  })
  .nullish();
const PersonCoefficient = z.looseObject({ estimate: Num, se: Num, p: Num });
const Descriptive = z.looseObject({
  n: Num,
  missing: Num,
  mean: Num,
  sd: Num,
  median: Num,
  min: Num,
  max: Num,
});
const Group = z.looseObject({
  n1: Num,
  n0: Num,
  mean1: Num,
  mean0: Num,
  cohen_d_pooled: Num,
  hedges_g_exact_J: Num,
  welch_t: z.looseObject({ p: Num }).nullish(),
});
const Specification = z.looseObject({
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
const SensitivityPoint = z.looseObject({ reliability: Num, regression_calibration: Corrected, simex: Corrected });
const TopSelection = z.looseObject({ k: Num, expected_hits: Num, expected_ppv: Num });
const McNemar = z.looseObject({ b: Num, c: Num, exact_p: Num }).nullish();
const PairedRules = z.looseObject({
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
const RocPoint = z.looseObject({ fpr: Num, tpr: Num, threshold: Num });
const Tercile = Share.extend({ stated_yes: Num, tercile: Num });

/** The sections of out.json with fixed names, as far as the report reads them (formats.md, section 3). */
export const sections = {
  descriptives: record(Descriptive),
  nps: z.looseObject({
    n: Num,
    promoters: Num,
    passives: Num,
    detractors: Num,
    nps: Num,
    ci95_wald: Limits,
  }),
  correlations: record(Correlation),
  buyers_vs_nonbuyers: record(Group),
  models: record(Model),
  nested_tests: record(Test),
  delta_r2_full_minus_stated: Fit,
  auc: record(Auc),
  auc_paired: record(AucDifference),
  auc_clustered_obuchowski: record(z.looseObject({ auc: Num, se: Num, ci95: Limits })),
  auc_clustered_differences: record(z.looseObject({ difference: Num, se: Num, z: Num, p: Num, ci95: Limits })),
  auc_global_delong: z.looseObject({ chi2_all_equal: Num, df: Num, p: Num }),
  average_precision: record(Num),
  roc: record(z.array(RocPoint)),
  rules: record(
    z.looseObject({
      tp: Num,
      fp: Num,
      fn: Num,
      tn: Num,
      base_rate: Num,
      selection_rate: Num,
      ppv: Share.nullish(),
      sensitivity: Share.nullish(),
      specificity: Share.nullish(),
      accuracy: Share.nullish(),
    }),
  ),
  ppv_claims: record(z.looseObject({ p0: Num, exact_binomial_p_two_sided_minlike: Num })),
  claims: z.array(Claim),
  matched_selection: z
    .looseObject({
      k: Num,
      stated_ppv: Num,
      implicit_topk: TopSelection.nullish(),
    })
    .catchall(z.unknown()),
  base_rate_adjusted_ppv: z.array(record(Num)),
  cross_validation: z.looseObject({}),
  optimism_bootstrap_M_full: Optimism,
  optimism_bootstrap_M_stated: Optimism,
  dominance: record(Dominance),
  shapley_groups: record(z.looseObject({ stated: Num, implicit: Num, full: Num })),
  reliability: record(
    z.looseObject({
      k: Num,
      n: Num,
      alpha: Num,
      ci95_feldt: Limits,
      r: Num,
      spearman_brown: Num,
      ci95_spearman_brown: Limits,
      icc3_1: Num,
      icc3_k: Num,
      icc3_1_ci95: Limits,
    }),
  ),
  disattenuation: z.record(z.string(), z.unknown()),
  firth_M_full: Firth,
  decision_curve_in_sample: DecisionCurve,
  gains: record(z.array(Gain)),
  answers: record(Answer),
  construct: z.looseObject({
    verdict: Text,
    reason: Text,
    sensitivity: z.array(SensitivityPoint).nullish(),
    holds_from_reliability: Num,
  }),
  specifications: z.array(Specification),
  not_interpreted: z.array(z.string()),
  ladder_method: z.string(),
  say_do_by_implicit_tercile: z.array(Tercile),
  mixed_lr_test_add_implicit: Test,
  pooled_logit: Model,
  product_synthesis: z.looseObject({
    delta_auc: z.looseObject({
      k: Num,
      fixed: Pooled,
      reml: Pooled,
      Q: Num,
      Q_df: Num,
      Q_p: Num,
      I2_percent_from_Q: Num,
    }),
  }),
  cluster_robust: z.looseObject({ order: z.array(z.string()), CR1_G_over_Gminus1: z.array(Num) }),
  mixed_logit_exact_ml: z.looseObject({ fixed: record(PersonCoefficient), person_sd: Num, latent_icc: Num }),
  within_between_pooled_logit: z.looseObject({ coefficients: record(PersonCoefficient) }),
  conditional_logit_within_person: z.looseObject({
    coef: record(Num),
    se: record(Num),
    persons_with_variation: Num,
  }),
  concentration: record(z.unknown()),
  rank_association_with_spend: record(z.looseObject({ rho: Num, p_t_approx: Num })),
} as const;
export const parts = {
  DecisionCurve,
  RateRatios,
  ProductDifference,
  CrossValidated,
  AucDifference,
  RocPoint,
  TopSelection,
  PairedRules,
  SayDo: z.array(Share.extend({ level: Num })),
} as const;
