import { delong } from "../metrics/delong.ts";
import { type Columns, designOf } from "../models/logistic/design.ts";
import { fitLogistic, type LogisticFit } from "../models/logistic/fitLogistic.ts";
import { modelEntry } from "../models/logistic/logisticRegression.ts";
import { likelihoodRatioTest } from "../models/logistic/nestedTests.ts";
import { logistic, logit } from "../numerics/specialFunctions.ts";
import type { ImputedColumns } from "./impute.ts";
import { availableCasePearson, missingCounts, missingFlow, missingPatterns } from "./missingness.ts";
import { poolEstimates, poolRatioTests } from "./pool.ts";
import { completeColumns, completeRows, type IncompleteColumns } from "./table.ts";

/** A study with gaps, and the same study with its gaps filled several times. */
export type MissingStudy = {
  readonly columns: IncompleteColumns;
  readonly imputed: readonly ImputedColumns[];
  /** Name of the 0/1 outcome. */
  readonly outcome: string;
  readonly stated: readonly string[];
  readonly implicit: readonly string[];
};

/** The sections on missing data under the reference's names: what is missing, the complete cases, and the pooled
 *  answers beside them. A model without an estimate is null, with the reason in `warnings`. */
export function missingSections(study: MissingStudy): {
  readonly sections: Readonly<Record<string, unknown>>;
  readonly warnings: readonly string[];
} {
  const { columns, outcome, stated, implicit } = study;
  const names = [...stated, ...implicit, outcome];
  const complete = completeCase(study);
  const pooled = pooledSections(study);
  const pairs = [
    ...[...stated, ...implicit].map((name) => [name, outcome] as const),
    ...implicit.flatMap((name) => stated.map((other) => [name, other] as const)),
  ];
  return {
    sections: {
      missing_counts: missingCounts(columns),
      [`patterns_${names.join("_")}_1_is_observed`]: missingPatterns(columns, names),
      missing_flow: missingFlow(columns, [outcome, ...stated, ...implicit]),
      complete_case: complete.section,
      trap_lr_on_different_rows: differentRows(study),
      available_case_pearson: Object.fromEntries(
        pairs.map((pair) => [pair.join("_"), availableCasePearson(columns, pair)]),
      ),
      ...pooled.sections,
    },
    warnings: [...complete.warnings, ...pooled.warnings],
  };
}

function fitted(columns: Columns, outcome: string, predictors: readonly string[]): LogisticFit | string {
  const bought = columns[outcome]!;
  if (bought.length === 0) return "noRows";
  const fit = fitLogistic(designOf(columns, predictors, bought.length), bought);
  return fit.kind === "fitted" ? fit : fit.reason;
}

function completeCase({ columns, outcome, stated, implicit }: MissingStudy) {
  const known = completeColumns(columns, [...stated, ...implicit, outcome]);
  const bought = known[outcome]!;
  const full = fitted(known, outcome, [...stated, ...implicit]);
  const smaller = fitted(known, outcome, stated);
  const size = { n: bought.length, buyers: bought.reduce((sum, y) => sum + y, 0) };
  if (typeof full === "string" || typeof smaller === "string") {
    const reason = typeof full === "string" ? full : smaller;
    const empty = { ...size, M_full: null, add_implicit_lr_same_rows: null };
    return { section: empty, warnings: [`complete cases have no estimate: ${String(reason)}`] };
  }
  const aucs = implicit.map((name) => [`auc_${name}`, delong(known[name]!, bought)] as const);
  return {
    section: {
      ...size,
      M_full: modelEntry(full, "profile"),
      add_implicit_lr_same_rows: likelihoodRatioTest(smaller, full),
      ...Object.fromEntries(aucs),
    },
    warnings: [],
  };
}

// Shown as a warning of what the comparison would be had each model kept its own rows; never an answer.
function differentRows({ columns, outcome, stated, implicit }: MissingStudy) {
  const full = fitted(completeColumns(columns, [...stated, ...implicit, outcome]), outcome, [...stated, ...implicit]);
  const smaller = fitted(completeColumns(columns, [...stated, outcome]), outcome, stated);
  const isKnown = typeof full !== "string" && typeof smaller !== "string";
  return {
    wrong_chi2_if_rows_differ: isKnown ? 2 * (full.logLikelihood - smaller.logLikelihood) : null,
    n_stated: completeRows(columns, [...stated, outcome]).length,
    n_full: completeRows(columns, [...stated, ...implicit, outcome]).length,
    note: "models of different rows are not nested: the figure is wrong and the answers refit on the same rows",
  };
}

function pooledSections({ imputed, outcome, stated, implicit }: MissingStudy) {
  if (imputed.length < 2) return { sections: {}, warnings: ["fewer than two imputed tables: nothing is pooled"] };
  const full = imputed.map((table) => fitted(table, outcome, [...stated, ...implicit]));
  const smaller = imputed.map((table) => fitted(table, outcome, stated));
  const failed = [...full, ...smaller].find((fit) => typeof fit === "string");
  const aucs = implicit.map((name) => [`pooled_auc_${name}`, pooledAuc(imputed, outcome, name)] as const);
  if (failed !== undefined) {
    const sections = { pooled_M_full: null, pooled_lr_add_implicit_D2: null, ...Object.fromEntries(aucs) };
    return { sections, warnings: [`an imputed table has no estimate: ${String(failed)}`] };
  }
  const fits = full.flatMap((fit) => (typeof fit === "string" ? [] : [fit]));
  const without = smaller.flatMap((fit) => (typeof fit === "string" ? [] : [fit]));
  const tests = fits.map((fit, table) => likelihoodRatioTest(without[table]!, fit));
  return {
    sections: {
      pooled_M_full: pooledCoefficients(fits),
      pooled_lr_add_implicit_D2: poolRatioTests(
        tests.map(({ chi2 }) => chi2),
        implicit.length,
      ),
      ...Object.fromEntries(aucs),
    },
    warnings: [],
  };
}

function pooledCoefficients(fits: readonly LogisticFit[]) {
  const { names, rows } = fits[0]!.design;
  return Object.fromEntries(
    names.map((name, j) => {
      const estimates = fits.map((fit) => fit.beta[j]!);
      const variances = fits.map((fit) => fit.se[j]! ** 2);
      return [name, poolEstimates(estimates, variances, rows - names.length)];
    }),
  );
}

// An AUC is bounded, so it is pooled on the logit scale as well, and that one is to be believed.
function pooledAuc(imputed: readonly ImputedColumns[], outcome: string, name: string) {
  const aucs = imputed.map((table) => delong(table[name]!, table[outcome]!));
  const values = aucs.map(({ auc }) => auc);
  const variances = aucs.flatMap(({ delong_var }) => (delong_var !== null && delong_var > 0 ? [delong_var] : []));
  if (variances.length < values.length || values.some((auc) => auc <= 0 || auc >= 1)) return null;
  const spreads = variances.map((variance, table) => variance / (values[table]! * (1 - values[table]!)) ** 2);
  const onLogit = poolEstimates(values.map(logit), spreads, Number.POSITIVE_INFINITY);
  return {
    per_imputation: values,
    raw_scale: poolEstimates(values, variances, Number.POSITIVE_INFINITY),
    logit_scale: onLogit,
    logit_scale_back_transformed: { auc: logistic(onLogit.estimate), ci95: onLogit.ci95.map(logistic) },
  };
}
