import { type Cohort, columnOf } from "../../data/cohort.ts";
import { correlationCoefficient, fisherInterval } from "../../statistics/association/correlation.ts";
import { disattenuate } from "../../statistics/association/disattenuation.ts";
import { smoothCalibration } from "../../statistics/models/calibration/calibrationReport.ts";
import { logitDesign } from "../../statistics/models/calibration/recalibration.ts";
import { INTERCEPT } from "../../statistics/models/logistic/design.ts";
import { fitLogistic, type LogisticFit } from "../../statistics/models/logistic/fitLogistic.ts";
import type { ChiSquaredTest } from "../../statistics/models/logistic/logisticRegression.ts";
import { rowUnits, surveyCoefficient, surveyVariance } from "../../statistics/models/logistic/surveyVariance.ts";
import { logit } from "../../statistics/numerics/specialFunctions.ts";
import { holm } from "../../statistics/shares/multiplicity.ts";
import { netBenefitGain } from "../../statistics/shares/netBenefitInterval.ts";
import type { CrossValidationResult } from "../../statistics/validation/crossValidation.ts";
import { percent } from "../claims/judgedClaims.ts";
import type { Context } from "../context.ts";
import type { Importance } from "../importance/importanceSections.ts";
import { peopleIn } from "../ranking/pairedAuc.ts";
import { reliabilityOf } from "../reliability/reliabilitySections.ts";
import { samplingUnits } from "../samplingUnits.ts";
import { shareOf } from "../share.ts";
import { modelWords } from "../words.ts";
import { type Answer, decimals, knownInterval, notAnswered, outcomeWords, pText, withInterval } from "./answer.ts";

/** E6: how much of what the measures explain together (Nagelkerke's R², beyond the covariates where there are any) is the
 *  implicit measures'? Not asked where together they explain no more than chance would. */
export function importanceAnswer(
  { cohort }: Context,
  { importance, joint }: { readonly importance: Importance | null; readonly joint: ChiSquaredTest | null },
): Answer {
  const shares = importance?.shapley_groups?.nagelkerke;
  if (!shares) return notAnswered(cohort.n, "The explained variation needs two kinds of measure in one model.");
  const { full } = shares.commonality;
  if (full <= 0 || joint === null || joint.p >= 0.05) {
    const p = joint === null ? "" : ` (${pText(joint.p)})`;
    return notAnswered(
      cohort.n,
      `The measures together explain no more than chance would${p}, so there is nothing to share out.`,
    );
  }
  // A measure that takes prediction away has a negative part; a share of what there is ends at none and at all.
  const implicit = Math.min(1, Math.max(0, shares.implicit / full));
  const interval = shares.implicit_share_ci95 ?? null;
  const [statedLow, implicitLow] = [shares.stated_ci95?.[0], shares.implicit_ci95?.[0]];
  const [statedHigh, implicitHigh] = [shares.stated_ci95?.[1], shares.implicit_ci95?.[1]];
  const isImplicit = implicitLow !== undefined && statedHigh !== undefined && implicitLow > statedHigh;
  const isStated = statedLow !== undefined && implicitHigh !== undefined && statedLow > implicitHigh;
  const whole = cohort.floor.length === 0 ? "R²" : "gain in R² over the covariates";
  const unweighted = cohort.weights === null ? "" : ", unweighted";
  return {
    estimate: implicit,
    interval,
    verdict: isImplicit ? "implicit larger" : isStated ? "stated larger" : "no clear difference",
    sentence:
      `Of what the measures explain together (Nagelkerke ${whole} ${decimals(full)}), ` +
      `${percentWith(implicit, interval)} is the implicit measures', the rest the stated ones' ` +
      `(Shapley shares${unweighted}).`,
    n: cohort.n,
    commonality: shares.commonality,
  };
}

/** `12.0 % [8.0 %, 17.0 %]`. */
function percentWith(share: number, interval: readonly [number, number] | null): string {
  return interval === null ? percent(share) : `${percent(share)} [${percent(interval[0])}, ${percent(interval[1])}]`;
}

/** Within these the probabilities count as right: a slope off by no more than a factor of 1.5, a level off by no more than
 *  odds of 1.5, and nine of ten people within ten points of the smooth curve. */
const MOST_SLOPE = 1.5;
const MOST_LEVEL = Math.log(MOST_SLOPE);
const MOST_OFF_CURVE = 0.1;

/** E7: are the joint model's probabilities right on people it was not fitted to? "Calibrated" is shown, not assumed: the
 *  whole intervals of slope and level lie within bounds that contain what is right, and the curve stays near the line. */
export function calibrationAnswer({ cohort }: Context, validated: CrossValidationResult | null): Answer {
  const [name, p] = fullest(validated);
  const found = p ? calibrationOf(cohort, p) : null;
  if (!name || !p || found === null) {
    return notAnswered(cohort.n, "Calibration needs out-of-fold probabilities, and there are none.");
  }
  const { slope, level } = found;
  const curve = smoothCalibration(cohort.outcome, p, []).e90;
  const verdict = calibrationVerdict(slope.interval, level.interval, curve);
  return {
    estimate: slope.estimate,
    interval: slope.interval,
    verdict,
    sentence:
      `Out of fold the probabilities of ${modelWords(name)} have a calibration slope of ${withInterval(slope.estimate, slope.interval)} ` +
      `(1 is right), are ${withInterval(level.estimate, level.interval)} off in log-odds on average (0 is right), and nine ` +
      `of ten lie within ${percent(curve)} of the smooth curve: ${CALIBRATION[verdict] ?? verdict}.`,
    n: cohort.n,
    calibration_in_the_large: level.estimate,
    calibration_in_the_large_ci95: level.interval,
    curve_e90: curve,
  };
}

/** What was found of the probabilities, in words. */
const CALIBRATION: Readonly<Record<string, string>> = {
  calibrated: "the predictions come true",
  "too bold": "the predictions are too extreme",
  "too cautious": "the predictions are too close to the average",
  "too low": "the predictions are too low",
  "too high": "the predictions are too high",
  open: "whether the predictions come true is open",
};

type Line = { readonly estimate: number; readonly interval: readonly [number, number] };

function calibrationVerdict(slope: Line["interval"], level: Line["interval"], offCurve: number): string {
  if (slope[1] < 1) return "too bold";
  if (slope[0] > 1) return "too cautious";
  if (level[0] > 0) return "too low";
  if (level[1] < 0) return "too high";
  const isShown = slope[0] > 1 / MOST_SLOPE && slope[1] < MOST_SLOPE && level[0] > -MOST_LEVEL && level[1] < MOST_LEVEL;
  return isShown && offCurve <= MOST_OFF_CURVE ? "calibrated" : "open";
}

// Slope and level with errors over people, weighted where the plan is.
function calibrationOf(cohort: Cohort, p: Float64Array): { readonly slope: Line; readonly level: Line } | null {
  const units = samplingUnits(cohort) ?? rowUnits(cohort.n);
  if (units.length < 2 || p.some((value) => !(value > 0 && value < 1))) return null;
  const options = { weights: cohort.weights ?? undefined };
  const line = fitLogistic(logitDesign(p), cohort.outcome, options);
  const constant = { names: [INTERCEPT], rows: p.length, values: new Float64Array(p.length).fill(1) };
  const large = fitLogistic(constant, cohort.outcome, { ...options, offset: p.map(logit) });
  if (line.kind === "notFitted" || large.kind === "notFitted") return null;
  const at = (fit: LogisticFit, j: number): Line => ({
    estimate: fit.beta[j]!,
    interval: surveyCoefficient(fit, surveyVariance(fit, units), j).ci95,
  });
  return { slope: at(line, 1), level: at(large, 0) };
}

function fullest(validated: CrossValidationResult | null): readonly [string | undefined, Float64Array | undefined] {
  const name = ["M_full", "M_stated"].find((model) => validated?.probabilities[model]);
  return [name, name === undefined ? undefined : validated?.probabilities[name]];
}

// One decimal: a tenth of a buyer per 100 people.
function perHundred(gain: number, [low, high]: readonly [number, number]): string {
  const [a, b, c] = [gain, low, high].map((value) => (100 * value).toFixed(1).replace("-", "−"));
  return `${a} [${b}, ${c}]`;
}

/** E8: is choosing by the joint model worth more than contacting everyone, no one, or choosing by the stated model?
 *  "Useful" where at one of the plan's thresholds the gain over both is above 0 after Holm over the thresholds. */
export function worthAnswer(context: Context, validated: CrossValidationResult | null): Answer {
  const { cohort, plan } = context;
  const [name, p] = fullest(validated);
  if (!name || !p) return notAnswered(cohort.n, "Usefulness needs out-of-fold probabilities, and there are none.");
  const { outcome, weights, persons } = cohort;
  const gains = plan.thresholds.map((threshold) =>
    netBenefitGain({ probabilities: p, outcome, weights, persons }, threshold),
  );
  const adjusted = holm(gains.map((gain) => gain.p));
  const { doers } = outcomeWords(context);
  const useful = gains.filter((_, at) => adjusted[at]! < 0.05);
  const rate = shareOf(
    cohort,
    () => true,
    (row) => outcome[row] === 1,
  ).estimate!;
  const at = gains.reduce((best, gain) =>
    Math.abs(gain.threshold - rate) < Math.abs(best.threshold - rate) ? gain : best,
  );
  return {
    estimate: at.gain,
    interval: at.ci95,
    verdict: useful.length > 0 ? "useful" : "no evidence",
    sentence:
      `Out of fold, choosing by ${modelWords(name)} clearly beats contacting everyone and no one at ${useful.length} of ` +
      `${gains.length} thresholds (after Holm); at ${percent(at.threshold)}, the nearest to the base rate, it is worth ` +
      `${perHundred(at.gain, at.ci95)} ${doers} per 100 people more than the better of the two, wasted contacts counted.`,
    n: cohort.n,
    threshold: at.threshold,
    useful_thresholds: useful.map(({ threshold }) => threshold),
    gains,
  };
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
    verdict: isBeyond ? "impossible after correction" : "estimated",
    sentence:
      `${measure.label} correlates ${withInterval(r, limits)} with the outcome as measured. With its reliability of ` +
      `${decimals(reliability)} allowed for, the correlation is ${decimals(corrected.r_disattenuated)}` +
      `${isBeyond ? ", which no correlation can be: the reliability is too low or the sample too small" : ""}.`,
    n: cohort.n,
    r_observed: r,
    reliability,
  };
}
