import { choleskyInPlace, choleskySolveInPlace } from "../../numerics/cholesky.ts";
import { type Columns, type Design, designOf } from "./design.ts";
import { type FitOptions, fitLogistic, type LogisticFit, type NotFitted } from "./fitLogistic.ts";
import { type ChiSquaredTest, chiSquaredTest } from "./logisticRegression.ts";
import { type RSquaredSet, rSquaredOf } from "./rSquared.ts";
import { rowUnits, type SamplingUnits, surveyWald, type WaldTest } from "./surveyVariance.ts";

/** Likelihood-ratio test of added predictors with Rao's score test beside it. */
export type NestedTest = ChiSquaredTest & {
  readonly score_test: ChiSquaredTest;
  /** The test to believe where rows are weighted or belong to persons; absent where they do not. */
  readonly robust_wald?: WaldTest | null;
};

/** Which predictors are added to which. */
export type NestedQuestion = {
  readonly outcome: ArrayLike<number>;
  readonly base: readonly string[];
  readonly added: readonly string[];
  readonly weights?: ArrayLike<number> | undefined;
  /** Sampling units of a robust test beside the likelihood ratio. */
  readonly units?: SamplingUnits | null;
};

/** Likelihood-ratio test of one fitted model inside another of the same rows. Throws RangeError unless both hold the
 *  same rows and the larger holds every predictor of the smaller. */
export function likelihoodRatioTest(smaller: LogisticFit, larger: LogisticFit): ChiSquaredTest {
  const isNested = smaller.design.names.every((name) => larger.design.names.includes(name));
  if (!isNested || smaller.design.rows !== larger.design.rows) throw new RangeError("the models are not nested");
  const chi2 = Math.max(0, 2 * (larger.logLikelihood - smaller.logLikelihood));
  return chiSquaredTest(chi2, larger.beta.length - smaller.beta.length);
}

/** Rao's (1948) score test of the predictors a fitted model lacks, computed at the smaller model. */
function scoreTest(smaller: LogisticFit, larger: Design): ChiSquaredTest | null {
  const { rows, names, values } = larger;
  const width = names.length;
  const score = new Float64Array(width);
  const information = new Float64Array(width * width);
  for (let i = 0; i < rows; i += 1) {
    const p = smaller.fitted[i]!;
    const w = smaller.weights === null ? 1 : smaller.weights[i]!;
    for (let a = 0; a < width; a += 1) {
      const x = values[i * width + a]!;
      score[a]! += w * x * (smaller.outcome[i]! - p);
      for (let b = 0; b < width; b += 1) information[a * width + b]! += w * p * (1 - p) * x * values[i * width + b]!;
    }
  }
  if (!choleskyInPlace(information, width)) return null;
  const solved = Float64Array.from(score);
  choleskySolveInPlace(information, solved);
  const chi2 = solved.reduce((sum, value, a) => sum + value * score[a]!, 0);
  return chiSquaredTest(Math.max(0, chi2), width - smaller.beta.length);
}

/**
 * Do `added` predictors improve on `base`? Likelihood-ratio and score test on identical rows; a reason when either model
 * cannot be fitted. Throws RangeError when a column is missing.
 */
export function nestedTest(columns: Columns, question: NestedQuestion): NestedTest | NotFitted {
  const { outcome, base, added, weights, units = null } = question;
  const options: FitOptions = { weights };
  const small = fitLogistic(designOf(columns, base, outcome.length), outcome, options);
  const design = designOf(columns, [...base, ...added], outcome.length);
  const large = fitLogistic(design, outcome, options);
  if (small.kind === "notFitted") return small;
  if (large.kind === "notFitted") return large;
  const score = scoreTest(small, design);
  if (score === null) throw new RangeError("a fitted model has a singular information matrix");
  const over = units ?? (weights === undefined ? null : rowUnits(outcome.length));
  const weighted = over === null || over.length < 2 ? {} : { robust_wald: surveyWald(large, over, added) };
  return { ...likelihoodRatioTest(small, large), score_test: score, ...weighted };
}

/** The predictors whose increments are tested; `floor` stands in every model. */
export type IncrementQuestion = {
  readonly outcome: ArrayLike<number>;
  readonly stated: readonly string[];
  readonly implicit: readonly string[];
  readonly floor?: readonly string[];
  readonly weights?: ArrayLike<number> | undefined;
};

/** The `nested_tests` section: implicit added to stated, stated to implicit, implicit to each single stated measure. */
export function nestedTests(
  columns: Columns,
  { outcome, stated, implicit, floor = [], weights }: IncrementQuestion,
): Readonly<Record<string, NestedTest | NotFitted>> {
  const test = (base: readonly string[], added: readonly string[]) =>
    nestedTest(columns, { outcome, weights, base: [...floor, ...base], added });
  return {
    add_implicit_to_stated: test(stated, implicit),
    add_stated_to_implicit: test(implicit, stated),
    ...Object.fromEntries(stated.map((name) => [`add_implicit_to_${name}`, test([name], implicit)])),
  };
}

/** The `delta_r2_full_minus_stated` section: every R² of the larger model minus that of the smaller. */
export function deltaRSquared(larger: LogisticFit, smaller: LogisticFit): RSquaredSet {
  const a = rSquaredOf(larger);
  const b = rSquaredOf(smaller);
  return {
    mcfadden: a.mcfadden - b.mcfadden,
    mcfadden_adj: a.mcfadden_adj - b.mcfadden_adj,
    cox_snell: a.cox_snell - b.cox_snell,
    nagelkerke: a.nagelkerke - b.nagelkerke,
    tjur: a.tjur - b.tjur,
    efron: a.efron - b.efron,
  };
}
