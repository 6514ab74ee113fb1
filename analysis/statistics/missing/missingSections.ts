import { type Columns, designOf } from "../models/logistic/design.ts";
import { fitLogistic, type LogisticFit } from "../models/logistic/fitLogistic.ts";
import { type ChiSquaredTest, type ModelEntry, modelEntry } from "../models/logistic/logisticRegression.ts";
import { likelihoodRatioTest } from "../models/logistic/nestedTests.ts";
import { rowUnits, surveyVariance, surveyWald } from "../models/logistic/surveyVariance.ts";
import { type Named, named } from "../named.ts";
import { logistic, logit } from "../numerics/specialFunctions.ts";
import { type AucReport, delong } from "../ranking/delong.ts";
import type { ImputedColumns } from "./impute.ts";
import { availableCasePearson, missingCounts, missingFlow, missingPatterns } from "./missingness.ts";
import { poolEstimates, poolRatioTests } from "./pool.ts";
import { completeColumns, completeRows, type IncompleteColumns } from "./table.ts";
import { type TippingPoint, tippingPoint } from "./tippingPoint.ts";

/** A study with gaps, and the same study with its gaps filled several times. */
export type MissingStudy = {
  readonly columns: IncompleteColumns;
  readonly imputed: readonly ImputedColumns[];
  /** Name of the 0/1 outcome. */
  readonly outcome: string;
  readonly stated: readonly string[];
  readonly implicit: readonly string[];
  /** Columns every model stands on: covariates, products. */
  readonly floor?: readonly string[];
  /** The column of survey weights: models are weighted, with robust errors and tests. */
  readonly weight?: string | undefined;
};

/** An AUC pooled over imputed tables; null where it is at an end of its scale. */
export type PooledAuc = ReturnType<typeof pooledAuc>;

/** What is missing, the complete cases, and what is pooled over imputed tables. */
export type MissingSections = {
  readonly missing_counts?: Readonly<Record<string, number>>;
  readonly missing_flow?: ReturnType<typeof missingFlow>;
  readonly complete_case?: CompleteCase;
  readonly available_case_pearson?: Readonly<Record<string, ReturnType<typeof availableCasePearson>>>;
  readonly pooled_M_full?: ReturnType<typeof pooledCoefficients> | null;
  readonly pooled_lr_add_implicit_D2?: ReturnType<typeof poolRatioTests> | null;
  /** By implicit measure with gaps: what of its coefficient hangs on the imputed values. */
  readonly tipping_point?: Readonly<Record<string, TippingPoint>>;
} & Named<"patterns_", Readonly<Record<string, number>> | undefined> &
  Named<"pooled_auc_", PooledAuc | undefined>;

/** The people with nothing missing: the joint model on them, and each implicit measure's AUC. */
export type CompleteCase = {
  readonly n: number;
  readonly buyers: number;
  readonly M_full: ModelEntry | null;
  readonly add_implicit_lr_same_rows: ChiSquaredTest | null;
} & Named<"auc_", AucReport>;

/** The sections on missing data under the reference's names: what is missing, the complete cases, and the pooled
 *  answers beside them. A model without an estimate is null, with the reason in `warnings`. */
export function missingSections(study: MissingStudy): {
  readonly sections: MissingSections;
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
      ...named("patterns_", `${names.join("_")}_1_is_observed`, missingPatterns(columns, names)),
      missing_flow: missingFlow(columns, [outcome, ...stated, ...implicit]),
      complete_case: complete.section,
      available_case_pearson: Object.fromEntries(
        pairs.map((pair) => [pair.join("_"), availableCasePearson(columns, pair)]),
      ),
      ...pooled.sections,
    },
    warnings: [...complete.warnings, ...pooled.warnings],
  };
}

type Model = { readonly outcome: string; readonly predictors: readonly string[]; readonly weight?: string | undefined };

function fitted(columns: Columns, { outcome, predictors, weight }: Model): LogisticFit | string {
  const bought = columns[outcome]!;
  if (bought.length === 0) return "noRows";
  const weights = weight === undefined ? undefined : withMeanOne(columns[weight]!);
  const fit = fitLogistic(designOf(columns, predictors, bought.length), bought, { weights });
  return fit.kind === "fitted" ? fit : fit.reason;
}

function withMeanOne(weights: ArrayLike<number>): Float64Array {
  const values = Float64Array.from(weights);
  const sum = values.reduce((all, weight) => all + weight, 0);
  return values.map((weight) => (weight * values.length) / sum);
}

/** The two models of one study: everything, and everything but the implicit scores. */
function modelsOf({ outcome, stated, implicit, floor = [], weight }: MissingStudy) {
  return {
    full: { outcome, predictors: [...stated, ...implicit, ...floor], weight },
    smaller: { outcome, predictors: [...stated, ...floor], weight },
  };
}

function neededBy({ outcome, predictors, weight }: Model): readonly string[] {
  return [...predictors, outcome, ...(weight === undefined ? [] : [weight])];
}

// A weighted likelihood has no likelihood ratio: the robust Wald test takes its place.
function testOf(smaller: LogisticFit, full: LogisticFit, implicit: readonly string[]): ChiSquaredTest {
  const robust = full.weights === null ? null : surveyWald(full, rowUnits(full.design.rows), implicit);
  return robust ?? likelihoodRatioTest(smaller, full);
}

function completeCase(study: MissingStudy) {
  const { columns, outcome, implicit } = study;
  const models = modelsOf(study);
  const known = completeColumns(columns, neededBy(models.full));
  const bought = known[outcome]!;
  const full = fitted(known, models.full);
  const smaller = fitted(known, models.smaller);
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
      M_full: modelEntry(full, full.weights === null ? "profile" : "wald"),
      add_implicit_lr_same_rows: testOf(smaller, full, implicit),
      ...Object.fromEntries(aucs),
    },
    warnings: [],
  };
}

/** What the comparison would be had each model kept its own rows: shows in tests why it never is. */
export function differentRows(study: MissingStudy) {
  const { columns } = study;
  const models = modelsOf(study);
  const full = fitted(completeColumns(columns, neededBy(models.full)), models.full);
  const smaller = fitted(completeColumns(columns, neededBy(models.smaller)), models.smaller);
  const isKnown = typeof full !== "string" && typeof smaller !== "string";
  return {
    wrong_chi2_if_rows_differ: isKnown ? 2 * (full.logLikelihood - smaller.logLikelihood) : null,
    n_stated: completeRows(columns, neededBy(models.smaller)).length,
    n_full: completeRows(columns, neededBy(models.full)).length,
    note: "models of different rows are not nested: the figure is wrong and the answers refit on the same rows",
  };
}

function pooledSections(study: MissingStudy) {
  const { imputed, outcome, implicit } = study;
  if (imputed.length < 2) return { sections: {}, warnings: ["fewer than two imputed tables: nothing is pooled"] };
  const models = modelsOf(study);
  const full = imputed.map((table) => fitted(table, models.full));
  const smaller = imputed.map((table) => fitted(table, models.smaller));
  const failed = [...full, ...smaller].find((fit) => typeof fit === "string");
  const aucs: Named<"pooled_auc_", PooledAuc> = Object.fromEntries(
    implicit.map((name) => [`pooled_auc_${name}`, pooledAuc(imputed, outcome, name)]),
  );
  if (failed !== undefined) {
    const sections = { pooled_M_full: null, pooled_lr_add_implicit_D2: null, ...aucs };
    return { sections, warnings: [`an imputed table has no estimate: ${String(failed)}`] };
  }
  const fits = full.flatMap((fit) => (typeof fit === "string" ? [] : [fit]));
  const without = smaller.flatMap((fit) => (typeof fit === "string" ? [] : [fit]));
  const tests = fits.map((fit, table) => testOf(without[table]!, fit, implicit));
  const pooled = pooledCoefficients(fits);
  return {
    sections: {
      pooled_M_full: pooled,
      pooled_lr_add_implicit_D2: poolRatioTests(
        tests.map(({ chi2 }) => chi2),
        implicit.length,
      ),
      ...tippingPoints(study),
      ...aucs,
    },
    warnings: Object.entries(pooled).flatMap(([name, { fmi }]) =>
      fmi > MOST_MISSING_INFORMATION
        ? [
            `the pooled coefficient of ${name} rests on ${(100 * fmi).toFixed(0)} % imputed information (fmi): do not read it`,
          ]
        : [],
    ),
  };
}

function tippingPoints(study: MissingStudy) {
  const { full } = modelsOf(study);
  const found = study.implicit.flatMap((name) => {
    const pooled = (tables: readonly ImputedColumns[]) => {
      const fits = tables.map((table) => fitted(table, full)).filter((fit) => typeof fit !== "string");
      return fits.length < tables.length ? null : (pooledCoefficients(fits)[name] ?? null);
    };
    const point = tippingPoint(name, study, pooled);
    return point === null ? [] : [[name, point] as const];
  });
  return found.length === 0 ? {} : { tipping_point: Object.fromEntries(found) };
}

/** Above this fraction of missing information a pooled estimate says more of the imputation than of the data. */
const MOST_MISSING_INFORMATION = 0.9;

function pooledCoefficients(fits: readonly LogisticFit[]) {
  const { names, rows } = fits[0]!.design;
  const variance = (fit: LogisticFit) =>
    fit.weights === null ? fit.vcov : surveyVariance(fit, rowUnits(fit.design.rows)).vcov;
  const variances = fits.map(variance);
  return Object.fromEntries(
    names.map((name, j) => {
      const estimates = fits.map((fit) => fit.beta[j]!);
      const squares = variances.map((matrix) => matrix[j]![j]!);
      return [name, poolEstimates(estimates, squares, rows - names.length)];
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
