import type { Columns } from "../logistic/design.ts";
import { observe } from "./errorProblem.ts";
import { type Corrected, type CorrectedCoefficient, regressionCalibration } from "./regressionCalibration.ts";
import { simex } from "./simex.ts";

/** What is asked: does `implicit` carry something the true stated attitude does not? */
export type ConstructQuestion = {
  readonly outcome: ArrayLike<number>;
  readonly stated: readonly string[];
  readonly implicit: string;
  readonly covariates?: readonly string[];
  /** Reliability of the stated measures, from at least two items or a retest; null when there is neither. */
  readonly statedReliability: Readonly<Record<string, number>> | null;
  readonly seed: number;
  readonly simexReplicates?: number;
};

/** The implicit coefficient at one assumed reliability of the stated measures. */
export type SensitivityPoint = {
  readonly reliability: number;
  readonly regression_calibration: CorrectedCoefficient | null;
  readonly simex: CorrectedCoefficient | null;
};

/** The construct verdict of statistics.md §8.1. */
export type ConstructReport = {
  readonly verdict: "implicit carries more" | "no evidence" | "not testable here";
  readonly reason: string | null;
  readonly regression_calibration: Corrected | null;
  readonly simex: Corrected | null;
  /** From .5 to 1; at 1 it is the ordinary model. */
  readonly sensitivity: readonly SensitivityPoint[];
  /** Lowest assumed reliability from which on both corrections put the implicit interval above 0; null when none. */
  readonly holds_from_reliability: number | null;
};

const CURVE = [0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95, 1] as const;

function coefficientOf(corrected: Corrected, name: string): CorrectedCoefficient | null {
  return corrected.kind === "estimated" ? corrected.coefficients[name]! : null;
}

function isAbove(corrected: CorrectedCoefficient | null): boolean {
  return corrected !== null && corrected.ci95[0] > 0;
}

function at(columns: Columns, question: ConstructQuestion, reliability: Readonly<Record<string, number>>) {
  const { outcome, stated, implicit, covariates = [], seed, simexReplicates } = question;
  const observed = observe(columns, { outcome, predictors: [...stated, implicit, ...covariates], reliability });
  const replicates = simexReplicates === undefined ? {} : { replicates: simexReplicates };
  return { calibrated: regressionCalibration(observed), simulated: simex(observed, { seed, ...replicates }) };
}

function sensitivityOf(columns: Columns, question: ConstructQuestion): readonly SensitivityPoint[] {
  return CURVE.map((reliability) => {
    const assumed = Object.fromEntries(question.stated.map((name) => [name, reliability]));
    const { calibrated, simulated } = at(columns, question, assumed);
    return {
      reliability,
      regression_calibration: coefficientOf(calibrated, question.implicit),
      simex: coefficientOf(simulated, question.implicit),
    };
  });
}

function holdsFrom(curve: readonly SensitivityPoint[]): number | null {
  const firstFailure = curve.findLastIndex((point) => !(isAbove(point.regression_calibration) && isAbove(point.simex)));
  return curve[firstFailure + 1]?.reliability ?? null;
}

/**
 * Whether the implicit score predicts buying beyond the true stated attitude: errors-in-variables logistic regression by
 * regression calibration and by SIMEX at the measured reliability, and over assumed reliabilities from .5 to 1. Answers
 * "not testable here" without a measured reliability (Westfall & Yarkoni 2016). Deterministic for a seed.
 * Throws RangeError when a column is missing.
 */
export function constructVerdict(columns: Columns, question: ConstructQuestion): ConstructReport {
  const sensitivity = sensitivityOf(columns, question);
  const curve = { sensitivity, holds_from_reliability: holdsFrom(sensitivity) };
  const untestable = (reason: string, found: Pick<ConstructReport, "regression_calibration" | "simex">) =>
    ({ verdict: "not testable here", reason, ...found, ...curve }) as const;
  if (question.statedReliability === null) {
    const reason = "the stated measure has neither two items nor a retest, so its reliability is unknown";
    return untestable(reason, { regression_calibration: null, simex: null });
  }
  const { calibrated, simulated } = at(columns, question, question.statedReliability);
  const found = { regression_calibration: calibrated, simex: simulated };
  if (calibrated.kind === "notEstimated") return untestable(calibrated.reason, found);
  if (simulated.kind === "notEstimated") return untestable(simulated.reason, found);
  const carriesMore =
    isAbove(coefficientOf(calibrated, question.implicit)) && isAbove(coefficientOf(simulated, question.implicit));
  return { verdict: carriesMore ? "implicit carries more" : "no evidence", reason: null, ...found, ...curve };
}
