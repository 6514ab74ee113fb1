import { argsort } from "../../numerics/argsort.ts";
import { logistic } from "../../numerics/specialFunctions.ts";
import { auc } from "../../ranking/auc.ts";
import { countedAuc } from "../../ranking/countedAuc.ts";
import { baseRate } from "../logistic/binomialLikelihood.ts";
import { type Columns, type Design, designOf, designRows, INTERCEPT, pickRows } from "../logistic/design.ts";
import { type Estimator, estimate } from "../logistic/estimator.ts";
import { type Refit, refitter } from "../logistic/refit.ts";
import { type RSquaredSet, rSquaredSet } from "../logistic/rSquared.ts";

/** What can be shared out among predictors. */
export const IMPORTANCE_METRICS = ["mcfadden", "nagelkerke", "tjur", "cox_snell", "efron", "auc"] as const;

/** Explained variation, or AUC, of one model. */
export type ImportanceMetric = (typeof IMPORTANCE_METRICS)[number];

/** The value of every metric for every set of predictors: position = sum of 2^i over the predictors in the set. */
export type SubsetFits = {
  readonly predictors: readonly string[];
  readonly values: readonly Readonly<Record<ImportanceMetric, number>>[];
};

/** Whose contributions are asked for; `floor` columns stand in every model, the empty one included. */
export type ImportanceQuestion = {
  readonly outcome: ArrayLike<number>;
  readonly predictors: readonly string[];
  readonly floor?: readonly string[];
  readonly estimator?: Estimator;
};

/** The design all subsets are cut from: intercept, floor, predictors. */
export type ImportanceProblem = {
  readonly design: Design;
  readonly outcome: Float64Array;
  readonly floor: readonly string[];
  readonly predictors: readonly string[];
  readonly estimator: Estimator;
  /** By set, the coefficients of the original rows, where refits of resamples start; null where there is no model. */
  readonly starts: readonly (readonly number[] | null)[];
};

type Values = Readonly<Record<ImportanceMetric, number>>;

const NOTHING: Values = { mcfadden: 0, nagelkerke: 0, tjur: 0, cox_snell: 0, efron: 0, auc: 0.5 };
const MOST_PREDICTORS = 12;

/** Prepares the models of all subsets. Throws RangeError above 12 predictors (4,096 models). */
export function importanceProblem(columns: Columns, question: ImportanceQuestion): ImportanceProblem {
  const { outcome, predictors, floor = [], estimator = "ml" } = question;
  if (predictors.length > MOST_PREDICTORS)
    throw new RangeError(`${predictors.length} predictors have too many subsets`);
  const design = designOf(columns, [...floor, ...predictors], outcome.length);
  const problem = { design, outcome: Float64Array.from(outcome), floor, predictors, estimator };
  return { ...problem, starts: startsOf(problem) };
}

function startsOf(problem: Omit<ImportanceProblem, "starts">): ImportanceProblem["starts"] {
  return Array.from({ length: 2 ** problem.predictors.length }, (_, set) => {
    const chosen = columnsOf(problem, set);
    if (chosen.length === 0) return null;
    const design = columnsNamed(problem.design, [INTERCEPT, ...chosen]);
    const fit = estimate(design, problem.outcome, { estimator: problem.estimator });
    return fit.kind === "fitted" ? fit.beta : null;
  });
}

function columnsOf({ floor, predictors }: Pick<ImportanceProblem, "floor" | "predictors">, set: number) {
  return [...floor, ...predictors.filter((_, i) => (set >> i) & 1)];
}

function columnsNamed(design: Design, names: readonly string[]): Design {
  const positions = names.map((name) => design.names.indexOf(name));
  const width = design.names.length;
  const values = new Float64Array(design.rows * names.length);
  for (let i = 0; i < design.rows; i += 1) {
    for (let j = 0; j < names.length; j += 1) values[i * names.length + j] = design.values[i * width + positions[j]!]!;
  }
  return { names, rows: design.rows, values };
}

/** Fits the model of every subset of the predictors and values it by each metric; with no column at all R² is 0 and AUC
 *  1/2. Null when a model has no estimate, or every outcome is alike: Firth's penalty fits that too, and there is nothing
 *  to explain. */
export function subsetFits({
  predictors,
  floor,
  design,
  outcome,
  estimator,
  starts,
}: ImportanceProblem): SubsetFits | null {
  const rate = baseRate(outcome, null);
  if (rate === 0 || rate === 1) return null;
  return everySubset(predictors, (set) => {
    const chosen = columnsOf({ predictors, floor }, set);
    if (chosen.length === 0) return NOTHING;
    const start = starts[set] ?? undefined;
    const fit = estimate(columnsNamed(design, [INTERCEPT, ...chosen]), outcome, { estimator, start });
    if (fit.kind === "notFitted") return null;
    const { fitted, logLikelihood } = fit;
    const explained = rSquaredSet({ outcome, fitted, logLikelihood, parameters: chosen.length });
    return { ...withoutAdjusted(explained), auc: auc(fitted, outcome) };
  });
}

/** The same for resampled rows, many times over. */
export function resampledFits(problem: ImportanceProblem): (rows: Int32Array) => SubsetFits | null {
  const { predictors, estimator, design, outcome, starts } = problem;
  if (estimator === "firth") {
    // Firth's penalty counts every row once.
    return (rows) => subsetFits({ ...problem, design: designRows(design, rows), outcome: pickRows(outcome, rows) });
  }
  const refitters = Array.from({ length: 2 ** predictors.length }, (_, set) => {
    const chosen = columnsOf(problem, set);
    if (chosen.length === 0) return null;
    return refitter(columnsNamed(design, [INTERCEPT, ...chosen]), outcome, starts[set] ?? null);
  });
  return (rows) =>
    everySubset(predictors, (set) => {
      const model = refitters[set];
      if (!model) return NOTHING;
      const { groups, refit } = model;
      const fit = refit(rows);
      return fit === null ? null : valuesOf(fit, groups.outcome);
    });
}

function everySubset(predictors: readonly string[], valued: (set: number) => Values | null): SubsetFits | null {
  const values: Values[] = [];
  for (let set = 0; set < 2 ** predictors.length; set += 1) {
    const value = valued(set);
    if (value === null) return null;
    values.push(value);
  }
  return { predictors, values };
}

function valuesOf({ eta, counts, logLikelihood }: Refit, outcome: Float64Array): Values | null {
  const rate = baseRate(outcome, counts);
  if (rate === 0 || rate === 1) return null;
  const fitted = eta.map(logistic);
  const area = countedAuc({ scores: fitted, order: argsort(fitted) }, outcome, counts);
  // The number of parameters matters to the adjusted R² alone.
  const explained = rSquaredSet({ outcome, fitted, logLikelihood, parameters: 0, weights: counts });
  return area === null ? null : { ...withoutAdjusted(explained), auc: area };
}

function withoutAdjusted({ mcfadden_adj: _, ...explained }: RSquaredSet) {
  return explained;
}
