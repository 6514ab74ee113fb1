import type { ReportData } from "./readReport.ts";
import { DESIGN_TABLES } from "./tables/designTables.ts";
import { MISSING_TABLES } from "./tables/missingTables.ts";
import { powerTable, precisionTable } from "./tables/powerTables.ts";
import { pricePointsTable } from "./tables/priceTables.ts";
import { disattenuationTable, reliabilityTable } from "./tables/reliabilityTable.ts";
import type { Table } from "./tables/table.ts";

export type PartName = (typeof PARTS)[number][0];

const PARTS = [
  ["answers", "The answers in full"],
  ["claims", "Claims against the data"],
  ["people", "People: flow, coverage, exclusions"],
  ["quality", "Timing, scores and their reliability"],
  ["measures", "Measures"],
  ["ranking", "Which measure ranks people best?"],
  ["rules", "Who says yes, and who does it"],
  ["models", "Does one add to the other?"],
  ["calibration", "Are the probabilities right?"],
  ["importance", "Which measures explain the outcome"],
  ["usefulness", "Is it worth using?"],
  ["reliability", "How reliable are the measures?"],
  ["robustness", "Would other choices change the answer?"],
  ["missing", "Missing answers and unseen purchases"],
  ["design", "What depends on how the study was run"],
  ["products", "Product by product"],
  ["spend", "Counts and spend"],
  ["prices", "Prices"],
  ["power", "Precision and power"],
  ["methods", "Methods"],
  ["limits", "Limits"],
  ["checklists", "Reporting checklists"],
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
  return PRESENT[id]?.(data) ?? true;
}

/** What each part needs; one that is not named is always there. */
const PRESENT: Readonly<Partial<Record<PartName, (data: ReportData) => boolean>>> = {
  answers: ({ found }) => has(found.answers),
  claims: ({ found }) => has(found.claims, found.ppv_claims),
  people: ({ flow, context }) => has(flow, context.exclusions, context.selection, context.coverage),
  quality: ({ context }) => has(context.timing, context.scored),
  measures: ({ found }) => has(found.descriptives, found.buyers_vs_nonbuyers, found.correlations),
  ranking: ({ roc, found }) => has(roc, found.auc, found.auc_clustered_obuchowski),
  rules: ({ found }) => has(found.rules),
  models: ({ found }) => has(found.models, found.nested_tests, found.pooled_logit),
  calibration: ({ crossValidated }) =>
    Object.values(crossValidated).some((model) => has(model.ece?.bins, model.decile_groups)),
  importance: ({ found }) => has(found.dominance),
  usefulness: ({ decisionCurve, found }) => has(decisionCurve, found.gains),
  reliability: (data) => fills(data, [reliabilityTable, disattenuationTable]),
  robustness: ({ found }) => (found.specifications?.length ?? 0) > 1 || (found.construct?.sensitivity?.length ?? 0) > 1,
  missing: (data) => fills(data, MISSING_TABLES),
  design: (data) => fills(data, DESIGN_TABLES),
  products: ({ products }) => has(products),
  spend: ({ found }) => has(found.negative_binomial_nb2, found.poisson, found.concentration),
  prices: (data) => fills(data, [pricePointsTable]),
  power: (data) => fills(data, [powerTable, precisionTable]),
};

function has(...values: readonly (object | null | undefined)[]): boolean {
  return values.some((value) => Object.keys(value ?? {}).length > 0);
}

function fills(data: ReportData, tables: readonly ((of: ReportData) => Table)[]): boolean {
  return tables.some((table) => table(data).rows.length > 0);
}
