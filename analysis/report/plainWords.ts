import { withLabels } from "./names.ts";
import type { ReportData } from "./reportData.ts";

/** Verdicts as a reader meets them; what is not here is plain already. */
const VERDICTS: Readonly<Record<string, string>> = {
  "implicit adds": "it adds",
  "stated adds": "they add",
  "implicit fits better, gain open": "the gain for other people is open",
  "stated fits better, gain open": "the gain for other people is open",
  "no evidence": "no clear sign",
  "implicit carries more": "an effect remains",
  "implicit better": "the implicit measure ranks better",
  "stated better": "the stated measure ranks better",
  "implicit larger": "the implicit measures explain more",
  "stated larger": "the stated measures explain more",
  "too bold": "predictions too extreme",
  "too cautious": "predictions too close to the average",
  calibrated: "predictions come true",
  useful: "worth using at some thresholds",
  "not useful": "no gain shown",
  robust: "other choices agree",
  "depends on choices": "other choices disagree",
  open: "undecided",
  undetermined: "undecided",
};

const UNPRINTED = new Set(["estimated", "corrected"]);

/** A verdict in plain words; null where it would only repeat that there is a number. */
export function plainVerdict(verdict: string): string | null {
  return UNPRINTED.has(verdict) ? null : (VERDICTS[verdict] ?? verdict);
}

/** What the two verdicts on adding a measure are about. */
export function plainSubject(about: string): string {
  return about === "predictive" ? "Prediction" : "Unstated part";
}

const SECTIONS: Readonly<Record<string, string>> = {
  answers: "The answers",
  auc: "Areas under the ROC curve",
  auc_paired: "Differences of areas under the ROC curve",
  auc_global_delong: "The test that all measures rank alike",
  correlations: "Correlations",
  cross_validation: "Cross-validation",
  construct: "What people cannot state",
  cut_points: "Best cuts",
  delta_r2_full_minus_stated: "The gain in explained variation",
  dependent_correlations: "Differences of correlations",
  descriptives: "Distributions",
  dominance: "Shares of the explained variation",
  external_validation: "The models of another study",
  firth_M_full: "The penalised model",
  increment_full_minus_stated: "The gain of the model with both, with its interval",
  inverse_probability: "Weights for missing people",
  matched_selection: "Equal selections",
  models: "Models",
  multiverse: "Other ways to compare",
  nested_tests: "Tests of what one kind of measure adds",
  nonnested: "Stated and implicit models as rivals",
  nps: "The net promoter score",
  optimism_bootstrap_M_full: "The correction for optimism of the model with both",
  optimism_bootstrap_M_stated: "The correction for optimism of the stated model",
  ppv_claims: "Tests of claimed shares",
  prices: "Prices",
  reliability: "Reliability",
  repeated_cross_validation: "Repeated cross-validation",
  rules: "Yes-rules",
  say_do_by_implicit_tercile: "What was said and done by thirds of the implicit score",
  self_generated_validity: "What asking did",
  shapley_groups: "Shares of stated and implicit measures",
};

/** A section of the results by its name for readers. */
export function plainSection(section: string): string {
  return SECTIONS[section] ?? section.replaceAll("_", " ").replace(/^./, (first) => first.toUpperCase());
}

/** A warning of the comparison for readers: measures and sections by their names, and no null. */
export function plainWarning(data: ReportData, warning: string): string {
  const [, section = "", detail = "", rest = warning] =
    /^([a-z][\w]*?)((?:\.[^\s:]+)?) (?:is|are) null(?: ?: ?|, )?(.*)$/s.exec(warning) ?? [];
  if (section === "") return withLabels(data, warning);
  const about =
    detail === ""
      ? ""
      : ` (${withLabels(
          data,
          detail
            .slice(1)
            .replaceAll("M_full", "the model with both")
            .replaceAll("M_stated", "the stated model")
            .replaceAll("M_implicit", "the implicit model")
            .replace(/_minus_/, " − ")
            .replaceAll("_", " "),
        )})`;
  return `${plainSection(section)}${about}: not available${rest === "" ? "." : `, because ${withLabels(data, lowered(rest))}`}`;
}

function lowered(text: string): string {
  return /^[A-Z][a-z]/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;
}
