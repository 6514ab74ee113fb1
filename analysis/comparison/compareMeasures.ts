import type { DataTable } from "../load/dataTable.ts";
import type { AnalysisPlan, PlannedOutcome } from "../load/plan.ts";
import { claimsSection, ppvClaims } from "./claims.ts";
import { cohortOf } from "./cohort.ts";
import type { Context } from "./context.ts";
import {
  buyersVsNonbuyers,
  correlations,
  dependentCorrelationsSection,
  descriptives,
  npsSection,
} from "./describeSections.ts";
import { comparedMeasures, primaryMeasures } from "./measure.ts";
import {
  decisionCurveInSample,
  deltaR2,
  firthFull,
  fitLadder,
  modelAucPairs,
  nestedTestsSection,
  nonnestedSection,
} from "./modelSections.ts";
import { aucGlobal, aucPaired, aucSection, averagePrecisions, gainsSection, rocSection } from "./rankingSections.ts";
import { disattenuation, reliabilitySection } from "./reliabilitySections.ts";
import {
  baseRateAdjusted,
  matchedSelection,
  pairedRulesSection,
  rulesSection,
  sayDoByTercile,
  sayDoMatrices,
} from "./ruleSections.ts";

/** Everything `compare` found, in the names of formats.md §3; sections that do not apply are absent or null. */
export type Comparison = {
  readonly warnings: readonly string[];
  readonly [section: string]: unknown;
};

/** Compares stated and implicit measures as predictors of one 0/1 outcome. Pure: the same table, plan and options give
 *  the same numbers. Undefined numbers are null and explained in `warnings`; nothing is flipped or silently dropped. */
export function compareMeasures(table: DataTable, plan: AnalysisPlan): Comparison {
  const warnings: string[] = [];
  const measures = comparedMeasures(plan);
  const outcome = binaryOutcome(plan);
  const context: Context = {
    table,
    plan,
    outcome,
    measures,
    primary: primaryMeasures(plan, measures),
    cohort: cohortOf(table, plan, { outcome, measures }),
    warn: (sentence) => warnings.push(sentence),
  };
  const sections = binarySections(context);
  return { ...sections, warnings };
}

function binaryOutcome(plan: AnalysisPlan): PlannedOutcome {
  const outcome = [plan.outcome, ...(plan.outcomes ?? [])].find((planned) => planned?.kind === "binary");
  if (outcome === undefined) throw new RangeError("the plan has no 0/1 outcome");
  return outcome;
}

function binarySections(context: Context): Readonly<Record<string, unknown>> {
  const rules = rulesSection(context);
  const ladder = fitLadder(context);
  return {
    flow: context.cohort.flow,
    descriptives: descriptives(context),
    nps: npsSection(context),
    correlations: correlations(context),
    dependent_correlations: dependentCorrelationsSection(context),
    buyers_vs_nonbuyers: buyersVsNonbuyers(context),
    models: ladder.entries,
    nested_tests: nestedTestsSection(context, ladder),
    delta_r2_full_minus_stated: deltaR2(ladder),
    nonnested: nonnestedSection(ladder),
    auc: aucSection(context),
    auc_paired: { ...aucPaired(context), ...modelAucPairs(context, ladder) },
    auc_global_delong: aucGlobal(context),
    average_precision: averagePrecisions(context),
    roc: rocSection(context),
    rules,
    ...sayDoMatrices(context),
    say_do_by_implicit_tercile: sayDoByTercile(context),
    ppv_claims: ppvClaims(context),
    claims: claimsSection(context),
    matched_selection: matchedSelection(context),
    ...pairedRulesSection(context),
    base_rate_adjusted_ppv: baseRateAdjusted(context, rules),
    reliability: reliabilitySection(context),
    disattenuation: disattenuation(context),
    firth_M_full: firthFull(context, ladder),
    decision_curve_in_sample: decisionCurveInSample(context, ladder),
    gains: gainsSection(context),
  };
}
