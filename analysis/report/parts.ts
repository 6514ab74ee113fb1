import { asRecord } from "./cells.ts";
import type { ReportData } from "./readReport.ts";
import { disattenuationTable, reliabilityTable } from "./tables/reliabilityTable.ts";

export type PartName = (typeof PARTS)[number][0];

const PARTS = [
  ["answers", "The answers in full"],
  ["claims", "Claims against the data"],
  ["people", "People: flow, coverage, exclusions"],
  ["measures", "Measures"],
  ["ranking", "Ranking: single measures"],
  ["rules", "Yes-rules"],
  ["models", "Does one add to the other?"],
  ["calibration", "Are the probabilities right?"],
  ["importance", "What the explained variation rests on"],
  ["usefulness", "Is it worth using?"],
  ["reliability", "Measure or reliability?"],
  ["robustness", "Would other choices lead elsewhere?"],
  ["products", "Product by product"],
  ["spend", "Counts and spend"],
  ["methods", "Methods"],
  ["limits", "Limits"],
  ["reproduce", "How to reproduce this report"],
] as const;

/** The parts this report has, in order: those without anything to show are left out of page and contents alike. */
export function presentParts(data: ReportData): readonly { readonly id: PartName; readonly title: string }[] {
  return PARTS.filter(([id]) => isPresent(data, id)).map(([id, title]) => ({ id, title }));
}

/** A part's heading. */
export function partTitle(id: PartName): string {
  return PARTS.find(([name]) => name === id)?.[1] ?? id;
}

/** Whether there is anything to show in a part. */
export function isPresent(data: ReportData, id: PartName): boolean {
  const { sections, context } = data;
  const has = (...values: readonly (object | null | undefined)[]) =>
    values.some((value) => Object.keys(value ?? {}).length > 0);
  switch (id) {
    case "claims":
      return has(sections.claims, sections.ppv_claims);
    case "people":
      return has(data.flow, context.exclusions, context.selection, context.coverage);
    case "measures":
      return has(sections.descriptives, sections.buyers_vs_nonbuyers, sections.correlations);
    case "ranking":
      return has(data.roc, sections.auc, sections.auc_clustered_obuchowski);
    case "rules":
      return has(sections.rules);
    case "models":
      return has(sections.models, sections.nested_tests, sections.pooled_logit);
    case "calibration":
      return Object.values(data.crossValidated).some((model) => has(model.ece?.bins, model.decile_groups));
    case "importance":
      return has(sections.dominance);
    case "usefulness":
      return has(data.decisionCurve, sections.gains);
    case "reliability":
      return reliabilityTable(data).rows.length + disattenuationTable(data).rows.length > 0;
    case "answers":
      return has(sections.answers);
    case "robustness":
      return (sections.specifications?.length ?? 0) > 1 || (sections.construct?.sensitivity?.length ?? 0) > 1;
    case "products":
      return has(data.products);
    case "spend":
      return has(
        asRecord(data.comparison.negative_binomial_nb2),
        asRecord(data.comparison.poisson),
        sections.concentration,
      );
    default:
      return true;
  }
}
