import { holm } from "../../shares/multiplicity.ts";
import type { Columns } from "../logistic/design.ts";
import type { SamplingUnits } from "../logistic/surveyVariance.ts";
import { observe } from "./errorProblem.ts";
import {
  type Corrected,
  type CorrectedCoefficient,
  correctedCoefficient,
  regressionCalibration,
} from "./regressionCalibration.ts";
import { simex } from "./simex.ts";

/** What is asked: do the `implicit` scores, as a block, carry something the true stated attitude does not? */
export type ConstructQuestion = {
  readonly outcome: ArrayLike<number>;
  readonly stated: readonly string[];
  readonly implicit: readonly string[];
  readonly weights?: readonly number[] | null;
  readonly units?: SamplingUnits | null;
  readonly covariates?: readonly string[];
  /** Reliability of the stated measures, from at least two items or a retest; null when there is neither. */
  readonly statedReliability: Readonly<Record<string, number>> | null;
  /** Standard errors of those reliabilities, where they are estimated from this sample; known without error when absent. */
  readonly reliabilityErrors?: Readonly<Record<string, number>>;
  readonly seed: number;
  readonly simexReplicates?: number;
};

/** Each implicit score of the block with both others in the model, freed from the stated measures' error. */
export type ConstructMember = {
  readonly measure: string;
  readonly regression_calibration: CorrectedCoefficient | null;
  readonly simex: CorrectedCoefficient | null;
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
  readonly members: readonly ConstructMember[];
  /** Of the first implicit score. From .5 to 1; at 1 it is the ordinary model. */
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

/** A member counts for the block when it is above 0 by both corrections after Holm over the members. */
function carriesMore(members: readonly ConstructMember[]): boolean {
  return (["regression_calibration", "simex"] as const)
    .map((method) => {
      const adjusted = holm(members.map((member) => member[method]?.p ?? 1));
      return members.map((member, at) => (member[method]?.estimate ?? 0) > 0 && adjusted[at]! < 0.05);
    })
    .reduce((both, holds) => both.map((value, at) => value && holds[at]!))
    .includes(true);
}

type Both = { readonly calibrated: Corrected; readonly simulated: Corrected };

function at(columns: Columns, question: ConstructQuestion, reliability: Readonly<Record<string, number>>): Both {
  const { outcome, stated, implicit, covariates = [], seed, simexReplicates, weights = null, units = null } = question;
  const predictors = [...stated, ...implicit, ...covariates];
  const observed = observe(columns, { outcome, predictors, reliability, weights, units });
  const replicates = simexReplicates === undefined ? {} : { replicates: simexReplicates };
  return { calibrated: regressionCalibration(observed), simulated: simex(observed, { seed, ...replicates }) };
}

function sensitivityOf(columns: Columns, question: ConstructQuestion): readonly SensitivityPoint[] {
  const [first] = question.implicit;
  return CURVE.map((reliability) => {
    const assumed = Object.fromEntries(question.stated.map((name) => [name, reliability]));
    const { calibrated, simulated } = at(columns, question, assumed);
    return {
      reliability,
      regression_calibration: first === undefined ? null : coefficientOf(calibrated, first),
      simex: first === undefined ? null : coefficientOf(simulated, first),
    };
  });
}

function holdsFrom(curve: readonly SensitivityPoint[]): number | null {
  const firstFailure = curve.findLastIndex((point) => !(isAbove(point.regression_calibration) && isAbove(point.simex)));
  return curve[firstFailure + 1]?.reliability ?? null;
}

/** What an estimated reliability adds to the variances: the square of how the slopes move with it, times its own variance. */
function withReliabilityErrors(columns: Columns, question: ConstructQuestion, found: Both): Both {
  const reliability = question.statedReliability ?? {};
  const errors = Object.entries(question.reliabilityErrors ?? {}).filter(([name, se]) => se > 0 && name in reliability);
  return errors.reduce<Both>((so, [name, se]) => {
    const centre = reliability[name]!;
    const moved = (value: number) => at(columns, question, { ...reliability, [name]: value });
    const [low, high] = [Math.max(0.05, centre - se / 2), Math.min(1, centre + se / 2)];
    const [below, above] = [moved(low), moved(high)];
    const added = (one: Corrected, a: Corrected, b: Corrected) => wider(one, { a, b, step: high - low, se });
    return {
      calibrated: added(so.calibrated, below.calibrated, above.calibrated),
      simulated: added(so.simulated, below.simulated, above.simulated),
    };
  }, found);
}

type Moved = { readonly a: Corrected; readonly b: Corrected; readonly step: number; readonly se: number };

function wider(one: Corrected, { a, b, step, se }: Moved): Corrected {
  if (one.kind !== "estimated" || a.kind !== "estimated" || b.kind !== "estimated" || !(step > 0)) return one;
  const coefficients = Object.entries(one.coefficients).map(([name, own]) => {
    const slope = (b.coefficients[name]!.estimate - a.coefficients[name]!.estimate) / step;
    return [name, correctedCoefficient(own.estimate, own.se ** 2 + (slope * se) ** 2)] as const;
  });
  return { kind: "estimated", coefficients: Object.fromEntries(coefficients) };
}

/**
 * Whether the implicit scores predict buying beyond the true stated attitude: errors-in-variables logistic regression by
 * regression calibration and by SIMEX at the measured reliability (whose own error counts), and over assumed
 * reliabilities from .5 to 1. The verdict is about the block: at least one of its scores stays above 0 by both after Holm.
 * Answers "not testable here" without a measured reliability (Westfall & Yarkoni 2016). Deterministic for a seed.
 * Throws RangeError when a column is missing.
 */
export function constructVerdict(columns: Columns, question: ConstructQuestion): ConstructReport {
  const sensitivity = sensitivityOf(columns, question);
  const curve = { sensitivity, holds_from_reliability: holdsFrom(sensitivity) };
  if (question.statedReliability === null) {
    const reason = "the stated measure has neither two items nor a retest, so its reliability is unknown";
    const none = { regression_calibration: null, simex: null, members: [] };
    return { verdict: "not testable here", reason, ...none, ...curve };
  }
  const { calibrated, simulated } = withReliabilityErrors(
    columns,
    question,
    at(columns, question, question.statedReliability),
  );
  const members = question.implicit.map((measure) => ({
    measure,
    regression_calibration: coefficientOf(calibrated, measure),
    simex: coefficientOf(simulated, measure),
  }));
  const found = { regression_calibration: calibrated, simex: simulated, members, ...curve };
  const failed = [calibrated, simulated].find((one) => one.kind === "notEstimated");
  if (failed?.kind === "notEstimated") return { verdict: "not testable here", reason: failed.reason, ...found };
  return { verdict: carriesMore(members) ? "implicit carries more" : "no evidence", reason: null, ...found };
}
