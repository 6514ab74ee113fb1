import { correlationCoefficient, fisherInterval } from "../../metrics/correlation.ts";
import type { NetBenefit } from "../../metrics/decisionCurve.ts";
import { netBenefit } from "../../metrics/decisionCurve.ts";
import { disattenuate } from "../../metrics/disattenuation.ts";
import type { Recalibration } from "../../models/calibration/recalibration.ts";
import { logitDesign, recalibration } from "../../models/calibration/recalibration.ts";
import { clusterRobust } from "../../models/clustered/clusterRobust.ts";
import { clustersOf } from "../../models/clustered/clusters.ts";
import { fitLogistic } from "../../models/logistic/fitLogistic.ts";
import type { CrossValidationResult } from "../../models/validation/crossValidation.ts";
import { tQuantile } from "../../numerics/distributions.ts";
import { percent } from "../claims.ts";
import { type Cohort, columnOf } from "../cohort.ts";
import type { Context } from "../context.ts";
import type { Importance } from "../importanceSections.ts";
import { peopleIn } from "../pairedAuc.ts";
import { reliabilityOf } from "../reliabilitySections.ts";
import { type Answer, decimals, knownInterval, notAnswered, withInterval } from "./answer.ts";

/** E6: how much of the explained variation (Nagelkerke's R²) is the implicit measures'? */
export function importanceAnswer({ cohort }: Context, importance: Importance | null): Answer {
  const shares = importance?.shapley_groups?.nagelkerke;
  if (!shares) return notAnswered(cohort.n, "Importance needs a stated and an implicit measure in M_full.");
  const { full } = shares.commonality;
  if (full <= 0) return notAnswered(cohort.n, "M_full explains nothing, so there is nothing to share out.");
  const implicit = shares.implicit / full;
  const interval = shares.implicit_share_ci95 ?? null;
  const [statedLow, implicitLow] = [shares.stated_ci95?.[0], shares.implicit_ci95?.[0]];
  const [statedHigh, implicitHigh] = [shares.stated_ci95?.[1], shares.implicit_ci95?.[1]];
  const isImplicit = implicitLow !== undefined && statedHigh !== undefined && implicitLow > statedHigh;
  const isStated = statedLow !== undefined && implicitHigh !== undefined && statedLow > implicitHigh;
  return {
    estimate: implicit,
    interval,
    verdict: isImplicit ? "implicit larger" : isStated ? "stated larger" : "no clear difference",
    sentence:
      `Of the variation the joint model explains (Nagelkerke R² ${decimals(full)}), ${percent(implicit)} is the ` +
      `implicit measures' and ${percent(1 - implicit)} the stated ones' (Shapley shares).`,
    n: cohort.n,
    commonality: shares.commonality,
  };
}

/** E7: are the joint model's probabilities right on people it was not fitted to? */
export function calibrationAnswer({ cohort }: Context, validated: CrossValidationResult | null): Answer {
  const [name, p] = fullest(validated);
  const report: Recalibration | null = p ? recalibration(cohort.outcome, p) : null;
  if (!name || report === null || report.slope === null) {
    return notAnswered(cohort.n, "Calibration needs out-of-fold probabilities, and there are none.");
  }
  const interval = cohort.persons === null ? knownInterval(report.slope_ci95_wald) : slopeOfPersons(cohort, p!);
  const verdict =
    interval === null ? "undetermined" : interval[1] < 1 ? "too bold" : interval[0] > 1 ? "too cautious" : "calibrated";
  return {
    estimate: report.slope,
    interval,
    verdict,
    sentence:
      `Out of fold the probabilities of ${name} have a calibration slope of ${withInterval(report.slope, interval)} ` +
      `(1 is right) and are ${decimals(report.calibration_in_the_large ?? 0)} off in the large (log-odds): ${verdict}.`,
    n: cohort.n,
    calibration_in_the_large: report.calibration_in_the_large,
  };
}

// The slope's interval by cluster-robust errors and t, so that rows of one person are not taken for several people.
function slopeOfPersons({ outcome, persons }: Cohort, p: Float64Array): readonly [number, number] | null {
  const clusters = clustersOf(persons ?? []);
  const fit = fitLogistic(logitDesign(p), outcome);
  if (fit.kind === "notFitted" || clusters.length < 2) return null;
  const half = tQuantile(0.975, clusters.length - 1) * clusterRobust(fit, clusters).CR1_G_over_Gminus1[1]!;
  return [fit.beta[1]! - half, fit.beta[1]! + half];
}

function fullest(validated: CrossValidationResult | null): readonly [string | undefined, Float64Array | undefined] {
  const name = ["M_full", "M_stated"].find((model) => validated?.probabilities[model]);
  return [name, name === undefined ? undefined : validated?.probabilities[name]];
}

/** E8: is choosing by the joint model worth more than contacting everyone, no one, or choosing by the stated model? */
export function worthAnswer({ cohort, plan }: Context, validated: CrossValidationResult | null): Answer {
  const [name, p] = fullest(validated);
  if (!name || !p) return notAnswered(cohort.n, "Usefulness needs out-of-fold probabilities, and there are none.");
  const curve = plan.thresholds.map((threshold) => netBenefit(Array.from(p), cohort.outcome, threshold));
  const useful = curve.filter(isUseful);
  const rate = cohort.buyers / cohort.n;
  const at = curve.reduce((best, point) =>
    Math.abs(point.threshold - rate) < Math.abs(best.threshold - rate) ? point : best,
  );
  const stated = validated?.probabilities.M_stated;
  const statedAt = stated ? netBenefit(Array.from(stated), cohort.outcome, at.threshold).net_benefit : null;
  const beyond = statedAt === null ? "" : `, ${decimals(at.net_benefit - statedAt)} more than the stated model`;
  return {
    estimate: at.net_benefit - Math.max(0, at.treat_all),
    interval: null,
    verdict: useful.length > 0 ? "useful" : "not useful",
    sentence:
      `Out of fold, choosing by ${name} beats contacting everyone or no one at ${useful.length} of ${curve.length} ` +
      `thresholds; at ${percent(at.threshold)}, the nearest to the base rate, its net benefit is ` +
      `${decimals(at.net_benefit)}${beyond}.`,
    n: cohort.n,
    threshold: at.threshold,
    useful_thresholds: useful.map(({ threshold }) => threshold),
  };
}

function isUseful({ net_benefit, treat_all }: NetBenefit): boolean {
  return net_benefit > Math.max(0, treat_all);
}

/** E9: is it the measure or its reliability? The primary implicit measure's r with the outcome, corrected. */
export function reliabilityAnswer(context: Context): Answer {
  const { cohort, primary, table } = context;
  const measure = primary.implicit ?? primary.stated;
  if (!measure) return notAnswered(cohort.n, "No measure to correct.");
  const reliability = reliabilityOf(table, measure);
  const r = correlationCoefficient(columnOf(cohort, measure.column), cohort.outcome);
  if (reliability === null || r === null) {
    return notAnswered(
      cohort.n,
      `The reliability of ${measure.label} is unknown: name its halves or a reliability in the plan.`,
    );
  }
  const corrected = disattenuate(r, reliability);
  const limits = knownInterval(fisherInterval(r, peopleIn(cohort), 1));
  if (corrected.r_disattenuated === null) return notAnswered(cohort.n, `Not corrected: ${corrected.reason}.`);
  const scale = Math.sqrt(reliability);
  const isBeyond = Math.abs(corrected.r_disattenuated) > 1;
  return {
    estimate: corrected.r_disattenuated,
    interval: limits === null ? null : [limits[0] / scale, limits[1] / scale],
    verdict: isBeyond ? "beyond 1, not to be believed" : "corrected",
    sentence:
      `${measure.label} correlates ${withInterval(r, limits)} with the outcome; with a reliability of ` +
      `${decimals(reliability)} corrected for, ${decimals(corrected.r_disattenuated)}.`,
    n: cohort.n,
    r_observed: r,
    reliability,
  };
}
