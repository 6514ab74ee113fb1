/** Sections of the results that can lack a number, as a reader meets them. */
const SECTIONS = {
  auc_global_delong: "The test that all measures rank alike",
  auc_paired: "The test of a difference of AUC",
  bootstrap_delta_auc: "The bootstrap of the difference of AUC",
  choices: "The model of choices",
  cross_validation: "Cross-validation",
  cut_points: "The best cut",
  dependent_correlations: "The difference of two correlations",
  descriptives: "The distribution",
  dominance: "The share of the explained variation",
  external_validation: "The test of another study's models",
  firth_M_full: "The penalised model",
  inverse_probability: "The weighting for missing people",
  models: "The maximum-likelihood estimate",
  nested_tests: "The test of what one kind of measure adds",
  optimism_bootstrap_M_full: "The correction for optimism of the model with both",
  optimism_bootstrap_M_stated: "The correction for optimism of the stated model",
  order_adjusted: "The AUC without the order of the pairings",
  prices: "The price analysis",
  reliability: "The reliability",
  rules: "The share of yes-sayers",
  self_generated_validity: "What asking did",
} as const;

export type MissingSection = keyof typeof SECTIONS;

/** The sentence that says why a section, or a part of it, has no number. `about` names the part as readers know it. */
export function unavailable(section: MissingSection, reason: string, about?: string): string {
  return `${SECTIONS[section]}${about === undefined ? "" : ` (${about})`} is not available: ${reason}.`;
}

/** The sentence among the warnings that says why a whole section is empty; null where none does. */
export function reasonOf(section: string, warnings: readonly string[]): string | null {
  const named = Object.entries(SECTIONS).find(([name]) => name === section)?.[1];
  return warnings.find((warning) => named !== undefined && warning.startsWith(`${named} is not available`)) ?? null;
}
