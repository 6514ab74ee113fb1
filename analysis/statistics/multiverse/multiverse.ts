import { around, type Interval } from "../association/moments.ts";
import type { Clusters } from "../models/clustered/clusters.ts";
import { type Columns, designOf } from "../models/logistic/design.ts";
import { fitLogistic, type LogisticFit } from "../models/logistic/fitLogistic.ts";
import { likelihoodRatioTest } from "../models/logistic/nestedTests.ts";
import { rowUnits, surveyVariance, surveyWald } from "../models/logistic/surveyVariance.ts";
import { normalHalfWidth, normalTwoSided } from "../numerics/distributions.ts";
import { quantile } from "../numerics/quantile.ts";
import { clusteredAucs } from "../ranking/clusteredAuc.ts";
import { delongPaired } from "../ranking/delong.ts";

/** The rows, outcome and scores that one specification leaves. */
export type SpecifiedData = {
  readonly columns: Columns;
  readonly outcome: readonly number[];
  readonly stated: readonly string[];
  readonly implicit: string;
  /** The stated score that the implicit AUC is compared with. */
  readonly rival: string;
  /** Rows by person where persons have several: persons are then counted, not rows. */
  readonly clusters?: Clusters | undefined;
  /** Row weights with mean 1: the model is weighted and its errors robust. */
  readonly weights?: readonly number[] | undefined;
  /** How two scores of these rows are compared; by DeLong, or over persons, where nothing is given. */
  readonly compare?: ((first: ArrayLike<number>, second: ArrayLike<number>) => ComparedPair) | undefined;
};

/** Two AUCs of the same rows, and the test and interval of their difference. */
export type ComparedPair = {
  readonly auc1: number;
  readonly auc2: number;
  readonly p: number | null;
  readonly ci95: Interval | null;
};

/** What one specification finds; keys carry the names of its columns. */
export type SpecificationResult<Spec> = {
  readonly spec: Spec;
  readonly n: number;
  readonly positives: number;
  readonly delta_auc: number | null;
  readonly delta_auc_p: number | null;
  readonly delta_auc_ci95: Interval | null;
  readonly implicit_beta: number | null;
  readonly implicit_se: number | null;
  /** Null where rows are weighted or belong to persons: there is no likelihood ratio then. */
  readonly lr_chi2: number | null;
  readonly lr_p: number | null;
  /** The likelihood ratio's, or the robust Wald test's where rows are weighted or belong to persons. */
  readonly implicit_p: number | null;
  readonly [auc: `auc_${string}`]: number | null;
};

/** How the conclusion varies over specifications; over those with an estimate. */
export type MultiverseSummary = {
  readonly median_implicit_beta: number;
  readonly range_implicit_beta: readonly [number, number];
  readonly share_p_below_0_05: number;
  readonly share_beta_positive: number;
  readonly median_delta_auc: number;
  readonly range_delta_auc: readonly [number, number];
  readonly share_delta_auc_positive: number;
};

/** The specification curve. */
export type Multiverse<Spec> = {
  readonly specifications: number;
  readonly results: readonly SpecificationResult<Spec>[];
  /** Null when no specification has an estimate. */
  readonly summary: MultiverseSummary | null;
};

function rivals({ columns, outcome, implicit, rival, clusters, compare }: SpecifiedData) {
  if (new Set(outcome).size < 2) return { [`auc_${implicit}`]: null, [`auc_${rival}`]: null };
  const pair = [columns[implicit]!, columns[rival]!] as const;
  const tested =
    compare?.(...pair) ?? (clusters === undefined ? byRows(pair, outcome) : byPersons(pair, outcome, clusters));
  const { auc1, auc2, p, ci95 } = tested;
  return {
    [`auc_${implicit}`]: auc1,
    [`auc_${rival}`]: auc2,
    delta_auc: auc1 - auc2,
    delta_auc_p: p,
    delta_auc_ci95: ci95,
  };
}

type Pair = readonly [ArrayLike<number>, ArrayLike<number>];

function byRows(pair: Pair, outcome: readonly number[]) {
  const { auc1, auc2, p, ci95_difference: limits } = delongPaired(...pair, outcome);
  const [low, high] = limits;
  return { auc1, auc2, p, ci95: low === null || high === null ? null : ([low, high] as const) };
}

function byPersons(pair: Pair, outcome: readonly number[], clusters: Clusters) {
  const { auc, vcov } = clusteredAucs(pair, outcome, clusters);
  const [auc1, auc2] = [auc[0]!, auc[1]!];
  if (vcov === null) return { auc1, auc2, p: null, ci95: null };
  const se = Math.sqrt(Math.max(0, vcov[0]![0]! + vcov[1]![1]! - 2 * vcov[0]![1]!));
  const p = se === 0 ? null : normalTwoSided((auc1 - auc2) / se);
  return { auc1, auc2, p, ci95: around(auc1 - auc2, normalHalfWidth() * se) };
}

function increment({ columns, outcome, stated, implicit, clusters, weights }: SpecifiedData) {
  if (outcome.length === 0) return {};
  const options = weights === undefined ? {} : { weights };
  const smaller = fitLogistic(designOf(columns, stated, outcome.length), outcome, options);
  const larger = fitLogistic(designOf(columns, [...stated, implicit], outcome.length), outcome, options);
  if (smaller.kind === "notFitted" || larger.kind === "notFitted") return {};
  const robust = robustTest(larger, implicit, clusters);
  if (robust !== null) return { implicit_beta: larger.beta.at(-1)!, ...robust };
  const test = likelihoodRatioTest(smaller, larger);
  return {
    implicit_beta: larger.beta.at(-1)!,
    implicit_se: larger.se.at(-1)!,
    lr_chi2: test.chi2,
    lr_p: test.p,
    implicit_p: test.p,
  };
}

// The test of E4 (`surveyWald`), so that a question has one p. Null where rows are independent and count alike.
function robustTest(fit: LogisticFit, implicit: string, clusters: Clusters | undefined) {
  if (fit.weights === null && (clusters === undefined || clusters.length < 2)) return null;
  const units = clusters !== undefined && clusters.length > 1 ? clusters : rowUnits(fit.design.rows);
  const test = surveyWald(fit, units, [implicit]);
  return { implicit_se: surveyVariance(fit, units).se.at(-1)!, implicit_p: test?.p ?? null };
}

const UNDEFINED = {
  delta_auc: null,
  delta_auc_p: null,
  delta_auc_ci95: null,
  implicit_beta: null,
  implicit_se: null,
  lr_chi2: null,
  lr_p: null,
  implicit_p: null,
} as const;

function numbersOf(values: readonly (number | null)[]): readonly number[] {
  return values.filter((value) => value !== null);
}

function share(values: readonly number[], holds: (value: number) => boolean): number {
  return values.filter(holds).length / values.length;
}

function summaryOf(results: readonly SpecificationResult<unknown>[]): MultiverseSummary | null {
  const betas = numbersOf(results.map((result) => result.implicit_beta));
  const ps = numbersOf(results.map((result) => result.implicit_p));
  const deltas = numbersOf(results.map((result) => result.delta_auc));
  if (betas.length === 0 || deltas.length === 0) return null;
  return {
    median_implicit_beta: quantile(betas, 0.5),
    range_implicit_beta: [Math.min(...betas), Math.max(...betas)],
    share_p_below_0_05: share(ps, (p) => p < 0.05),
    share_beta_positive: share(betas, (beta) => beta > 0),
    median_delta_auc: quantile(deltas, 0.5),
    range_delta_auc: [Math.min(...deltas), Math.max(...deltas)],
    share_delta_auc_positive: share(deltas, (delta) => delta > 0),
  };
}

/**
 * Runs the same analysis under every specification (Simonsohn, Simmons & Nelson 2020): AUC of the implicit score against
 * a rival stated score, and the implicit increment over the stated model. `prepare` makes the data of a specification;
 * a specification without an estimate has nulls and stays in the list.
 */
export function multiverse<Spec>(specs: readonly Spec[], prepare: (spec: Spec) => SpecifiedData): Multiverse<Spec> {
  const results = specs.map((spec) => {
    const data = prepare(spec);
    const positives = data.outcome.reduce((sum, y) => sum + y, 0);
    return { spec, n: data.outcome.length, positives, ...UNDEFINED, ...rivals(data), ...increment(data) };
  });
  return { specifications: specs.length, results, summary: summaryOf(results) };
}
