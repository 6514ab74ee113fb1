import { delongPaired } from "../../metrics/delong.ts";
import { quantile } from "../../numerics/quantile.ts";
import { type Columns, designOf } from "../logistic/design.ts";
import { fitLogistic } from "../logistic/fitLogistic.ts";
import { likelihoodRatioTest } from "../logistic/nestedTests.ts";

/** The rows, outcome and scores that one specification leaves. */
export type SpecifiedData = {
  readonly columns: Columns;
  readonly outcome: readonly number[];
  readonly stated: readonly string[];
  readonly implicit: string;
  /** The stated score that the implicit AUC is compared with. */
  readonly rival: string;
};

/** What one specification finds; keys carry the names of its columns. */
export type SpecificationResult<Spec> = {
  readonly spec: Spec;
  readonly n: number;
  readonly positives: number;
  readonly delta_auc: number | null;
  readonly delta_auc_p: number | null;
  readonly implicit_beta: number | null;
  readonly implicit_se: number | null;
  readonly lr_chi2: number | null;
  readonly lr_p: number | null;
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

function rivals({ columns, outcome, implicit, rival }: SpecifiedData) {
  if (new Set(outcome).size < 2) return { [`auc_${implicit}`]: null, [`auc_${rival}`]: null };
  const { auc1, auc2, difference, p } = delongPaired(columns[implicit]!, columns[rival]!, outcome);
  return { [`auc_${implicit}`]: auc1, [`auc_${rival}`]: auc2, delta_auc: difference, delta_auc_p: p };
}

function increment({ columns, outcome, stated, implicit }: SpecifiedData) {
  if (outcome.length === 0) return {};
  const smaller = fitLogistic(designOf(columns, stated, outcome.length), outcome);
  const larger = fitLogistic(designOf(columns, [...stated, implicit], outcome.length), outcome);
  if (smaller.kind === "notFitted" || larger.kind === "notFitted") return {};
  const test = likelihoodRatioTest(smaller, larger);
  return {
    implicit_beta: larger.beta.at(-1)!,
    implicit_se: larger.se.at(-1)!,
    lr_chi2: test.chi2,
    lr_p: test.p,
  };
}

const UNDEFINED = {
  delta_auc: null,
  delta_auc_p: null,
  implicit_beta: null,
  implicit_se: null,
  lr_chi2: null,
  lr_p: null,
} as const;

function numbersOf(values: readonly (number | null)[]): readonly number[] {
  return values.filter((value) => value !== null);
}

function share(values: readonly number[], holds: (value: number) => boolean): number {
  return values.filter(holds).length / values.length;
}

function summaryOf(results: readonly SpecificationResult<unknown>[]): MultiverseSummary | null {
  const betas = numbersOf(results.map((result) => result.implicit_beta));
  const ps = numbersOf(results.map((result) => result.lr_p));
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
