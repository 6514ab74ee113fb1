import { CLOSING, type ClosingName } from "./closing.ts";
import type { ShownPart, ShownPartName } from "./parts.ts";

/** Where an item is told: a part of this report, its first page, or only by the authors. */
type Where = ShownPartName | ClosingName | "facts" | "authors";
type Item = readonly [item: string, asks: string, where: Where];

export type Checklist = {
  readonly id: string;
  readonly name: string;
  readonly source: string;
  readonly items: readonly Item[];
};

const TRIPOD: readonly Item[] = [
  ["1", "Title: a prediction study, its people and outcome", "facts"],
  ["2", "Structured abstract", "answers"],
  ["3a–c", "Background, intended users, known inequalities", "authors"],
  ["4", "Objectives: development, evaluation or both", "facts"],
  ["5a–b", "Sources and dates of the data", "people"],
  ["6a–c", "Setting, eligibility, what else was done to people", "people"],
  ["7", "How the data were prepared", "methods"],
  ["8a–c", "The outcome, when and how it was found, by whom", "facts"],
  ["9a–c", "The predictors, how they were chosen and measured", "measures"],
  ["10", "Sample size and how it was set", "power"],
  ["11", "Missing data", "missing"],
  ["12a–g", "Analysis: models, internal validation, performance, thresholds", "methods"],
  ["13", "Class imbalance (none is corrected here: it would spoil calibration)", "methods"],
  ["14", "Fairness between groups of people", "authors"],
  ["15", "What the model gives and how it is to be used", "models"],
  ["16", "How data for fitting and for evaluation differ", "methods"],
  ["17", "Ethical approval and consent", "authors"],
  ["18a–b", "Funding and conflicts of interest", "facts"],
  ["18c–d", "Protocol and registration", "reproduce"],
  ["18e–f", "Data and code", "reproduce"],
  ["19", "Involvement of those concerned", "authors"],
  ["20a–c", "Flow and description of participants, and of buyers against others", "people"],
  ["21", "Numbers of people and events in each analysis", "models"],
  ["22", "The model in full: coefficients", "models"],
  ["23a–b", "Performance with intervals, and between places or products", "calibration"],
  ["24", "Updating of a model (--freeze and --apply)", "authors"],
  ["25", "Interpretation", "authors"],
  ["26", "Limits", "limits"],
  ["27a–c", "Use, bad or missing input, further research", "authors"],
];

const STARD: readonly Item[] = [
  ["1–2", "Identified as a study of accuracy; abstract", "answers"],
  ["3–4", "Background, role of the test, hypotheses", "authors"],
  ["5", "Prospective or retrospective", "facts"],
  ["6–9", "Eligibility, how, where and when people were found, the series", "people"],
  ["10a", "Index test in detail: stated items and timed tasks", "measures"],
  ["10b–11", "Reference standard and why: the purchase record", "facts"],
  ["12a–b", "Cut-offs, named before or after", "rules"],
  ["13a–b", "Who knew which result", "authors"],
  ["14", "Methods of estimating and comparing accuracy", "methods"],
  ["15–16", "Indeterminate and missing results", "missing"],
  ["17", "Variability in accuracy", "robustness"],
  ["18", "Intended sample size", "power"],
  ["19–20", "Flow diagram and baseline characteristics", "people"],
  ["21a–b", "Distribution among buyers and others", "measures"],
  ["22", "Time between test and outcome, and what came between", "facts"],
  ["23", "Cross-tabulation of test and outcome", "rules"],
  ["24", "Estimates of accuracy with intervals", "ranking"],
  ["25", "Adverse events of testing", "authors"],
  ["26–27", "Limits and implications", "limits"],
  ["28–29", "Registration and protocol", "reproduce"],
  ["30", "Funding", "facts"],
];

const PROBAST: readonly Item[] = [
  ["1.1–1.2", "Participants: suitable sources, suitable inclusion and exclusion", "people"],
  ["2.1–2.2", "Predictors: defined alike for all, assessed without knowing the outcome", "measures"],
  ["2.3", "Predictors: available when the model is to be used", "authors"],
  ["3.1–3.4", "Outcome: suitable, standard, without predictors in it, alike for all", "facts"],
  ["3.5–3.6", "Outcome: found without knowing the predictors, after a suitable time", "facts"],
  ["4.1", "Analysis: enough people with the outcome", "limits"],
  ["4.2", "Analysis: continuous predictors kept continuous", "models"],
  ["4.3–4.4", "Analysis: everybody enrolled is in it, missing data handled", "missing"],
  ["4.5", "Analysis: predictors not picked by their own p", "methods"],
  ["4.6", "Analysis: repeated rows, censoring and selection accounted for", "products"],
  ["4.7", "Analysis: calibration and discrimination evaluated", "calibration"],
  ["4.8", "Analysis: optimism accounted for", "models"],
  ["4.9", "Analysis: weights of the final model are those reported", "models"],
];

const CHERRIES: readonly Item[] = [
  ["Design", "Target population, sampling frame, convenience sample or not", "facts"],
  ["Ethics", "Approval, informed consent, protection of data", "authors"],
  ["Development", "How the survey was made and tested", "authors"],
  ["Recruitment", "Open or closed, contact, advertising", "authors"],
  ["Administration", "Where, when, voluntary or not, incentives", "authors"],
  ["Questionnaire", "Randomised order, adaptive items, items a page, completeness, review", "design"],
  ["Response", "Participation and completion rates", "people"],
  ["One person once", "How several entries of one person were prevented", "authors"],
  ["Incomplete", "Handling of unfinished questionnaires and of atypical times", "people"],
  ["Weighting", "Correction for a sample that is not representative", "design"],
];

/** The reporting checklists, their items in our words. Sources: Collins et al. 2024 (TRIPOD+AI); Bossuyt et al. 2015
 *  (STARD); Wolff et al. 2019 (PROBAST); Eysenbach 2004 (CHERRIES). */
export const CHECKLISTS: readonly Checklist[] = [
  { id: "tripod", name: "TRIPOD+AI", source: "Collins et al. 2024", items: TRIPOD },
  { id: "stard", name: "STARD", source: "Bossuyt et al. 2015", items: STARD },
  { id: "probast", name: "PROBAST", source: "Wolff et al. 2019", items: PROBAST },
  { id: "cherries", name: "CHERRIES", source: "Eysenbach 2004", items: CHERRIES },
];

/** Where this report tells an item: the anchor and name of a part that is there; null when it is left to the authors. */
export function placeOf(
  parts: readonly ShownPart[],
  [, , where]: Item,
): { readonly anchor: string; readonly name: string } | null {
  if (where === "facts") return { anchor: "facts", name: "First page" };
  const name = isClosing(where) ? CLOSING[where] : parts.find(({ id }) => id === where)?.title;
  return name === undefined ? null : { anchor: where, name };
}

function isClosing(where: Where): where is ClosingName {
  return where in CLOSING;
}
