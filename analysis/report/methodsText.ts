import { count, percent } from "../blocks/numbers.ts";
import { simulatedNotice } from "../blocks/simulatedWords.ts";
import type { Comparison } from "../findings/comparison.ts";
import { labelOf, modelLabel, outcomeWords } from "../findings/names.ts";
import type { ReportData } from "../findings/reportData.ts";

/** Paragraphs for the methods section of a paper, from what this comparison really did. Plain text, one string each. */
export function methodsParagraphs(data: ReportData<Comparison>): readonly string[] {
  return [
    people(data),
    measures(data),
    discrimination(data),
    models(data),
    validation(data),
    weightsAndGaps(data),
    software(data),
  ].filter((paragraph) => paragraph !== "");
}

/** The same as a text file. */
export function methodsText(data: ReportData<Comparison>): string {
  const notice = simulatedNotice(data.context);
  const label = notice === null ? "" : `SIMULATED DATA. ${notice}\n\n`;
  return `${label}${methodsParagraphs(data).join("\n\n")}\n`;
}

function people(data: ReportData<Comparison>): string {
  const { n, bought, baseRate, unit } = data.sample;
  const { did } = outcomeWords(data);
  const { outcome, coverage, design } = data.context;
  if (n === null) return "";
  const window = outcome?.window
    ? ` The outcome window ran from day ${outcome.window.fromDays} to day ${outcome.window.toDays} after each session and was fixed before any purchase was read.`
    : "";
  const known = coverage
    ? " An outcome of 0 required consent to linkage, a match in the records, and coverage of the person's whole window; otherwise the outcome was missing."
    : "";
  const kind = design?.kind === "confirmatory" ? "confirmatory" : "exploratory";
  const who = bought === null ? "" : `, of whom ${count(bought)} ${did} (${percent(baseRate, n)})`;
  return `We analysed ${count(n)} ${unit} with a known outcome${who}. The analysis was ${kind}${design?.preregistration ? ` (preregistered, SHA-256 ${design.preregistration})` : ""}.${window}${known}`;
}

function measures(data: ReportData<Comparison>): string {
  const described = (kind: string) =>
    data.measures
      .filter((measure) => measure.kind === kind)
      .map(({ label, instrument }) => (instrument ? `${label} (${instrument})` : label));
  const stated = described("stated");
  const implicit = described("implicit");
  return [
    stated.length > 0 ? `Stated measures: ${stated.join("; ")}.` : "",
    implicit.length > 0
      ? `Implicit measures: ${implicit.join("; ")}. Higher scores mean a stronger preference for the focal product; scores were never reversed after looking at the outcome.`
      : "",
  ]
    .filter(Boolean)
    .join(" ");
}

function discrimination(data: ReportData<Comparison>): string {
  const parts = [
    data.found.rules ? "Shares are given with Wilson 95 % intervals." : "",
    data.found.auc
      ? "Discrimination is the area under the ROC curve with ties counted half, with intervals and paired comparisons after DeLong; equivalence was tested with two one-sided tests."
      : "",
    data.found.auc_clustered_obuchowski
      ? "People contributed several rows; areas under the curve and their differences are clustered by person (Obuchowski 1997)."
      : "",
  ];
  return parts.filter(Boolean).join(" ");
}

function models(data: ReportData<Comparison>): string {
  const full = data.found.models?.M_full ?? data.found.pooled_logit;
  if (!full) return "";
  const names = Object.keys(data.found.models ?? {}).map((model) => modelLabel(data, model));
  const firth =
    data.found.firth_M_full && data.found.ladder_method !== "firth"
      ? " The full model was also fitted with Firth's penalised likelihood, with profile intervals."
      : "";
  return `We fitted logistic models ${fittedBy(data)} predicting which people ${outcomeWords(data).did}${names.length > 0 ? ` (${names.join("; ")})` : ""}; the full model used ${full.predictors.map((column) => labelOf(data, column)).join(", ")} on ${count(full.n)} rows with ${count(full.events)} events. ${testsOf(data)}${firth}`;
}

// Every model of a ladder is fitted in the same way.
function fittedBy({ found }: ReportData<Comparison>): string {
  return found.ladder_method === "firth"
    ? "with Firth's penalised likelihood, because a measure separates the outcome,"
    : "by maximum likelihood";
}

function testsOf({ found }: ReportData<Comparison>): string {
  const mixed = found.mixed_lr_test_add_implicit
    ? " Beside them stands a mixed logistic model with a random intercept for each person (adaptive Gauss–Hermite quadrature)."
    : "";
  const test = found.auc_clustered_obuchowski || found.weighted ? "robust Wald tests" : "likelihood-ratio tests";
  return `Nested models were compared by ${test} on the same rows, in both directions.${mixed}`;
}

/** How weights and gaps were dealt with, where there were any. */
function weightsAndGaps({ found }: ReportData<Comparison>): string {
  return [
    !found.weighted
      ? ""
      : `Rows were weighted with the plan's weights (effective n ${count(Math.round(found.weighted.effective_n))}, Kish), with robust errors; what takes no weights says so.`,
    found.pooled_M_full
      ? "Beside the complete people, missing values were imputed by chained predictive mean matching, and the models pooled by Rubin's rules."
      : "",
    found.inverse_probability
      ? "Complete people were also weighted by the inverse of their chance of being complete."
      : "",
  ]
    .filter(Boolean)
    .join(" ");
}

function validation(data: ReportData<Comparison>): string {
  const optimism = data.found.optimism_bootstrap_M_full;
  const resamples = optimism && "resamples" in optimism ? optimism.resamples : null;
  return [
    Object.keys(data.crossValidated).length > 0
      ? "Out-of-fold probabilities come from cross-validation with all steps repeated in each fold; calibration and decision curves use them where they are shown."
      : "",
    resamples === null
      ? ""
      : `Apparent performance was corrected for optimism with ${count(resamples)} bootstrap resamples (Harrell), refitting in each.`,
    data.found.dominance
      ? "The importance of predictors is general dominance over all subsets; groups are compared by Shapley values."
      : "",
  ]
    .filter(Boolean)
    .join(" ");
}

function software(data: ReportData<Comparison>): string {
  const { version } = data.found;
  const seed = data.found.seed;
  const drawn = seed !== undefined ? `, random seed ${seed}` : "";
  return `Analyses were done with Saydo${version ? ` ${version}` : ""}${drawn}. All intervals are 95 % and two-sided unless said otherwise.`;
}
