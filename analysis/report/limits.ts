import { count, fixed, percent, significant } from "../blocks/numbers.ts";
import type { Comparison } from "../findings/comparison.ts";
import { suppressed } from "../findings/models/suppression.ts";
import { labelOf, outcomeWords } from "../findings/names.ts";
import type { ReportData } from "../findings/reportData.ts";
import { smallCountsRule } from "../findings/withheld.ts";

// Below ten events per coefficient the estimates are unstable and optimistic (Peduzzi et al. 1996).
const FEW_EVENTS_PER_PREDICTOR = 10;
const RARE = 0.05;

/** What a reader must hold against the results, from what is known of the data. One sentence or two each. */
export function limits(data: ReportData<Comparison>): readonly string[] {
  return [
    ...simulatedLimit(data),
    ...outcomeLimits(data),
    ...designLimits(data),
    ...modelLimits(data),
    "Being asked can change what people do; without a group that was not asked, the results hold for people who were asked.",
    ...(data.primary.implicit === null
      ? []
      : [
          "An implicit score is a property of the measure, inferred from speed; single results are noisy, and nothing here says what a person thinks without knowing it.",
        ]),
    "These are associations between scores and behaviour. They do not say what would happen if an attitude were changed.",
    ...effortLimit(data),
    ...smallCountsRule(data),
  ];
}

function simulatedLimit({ context }: ReportData<Comparison>): readonly string[] {
  return context.isSimulated ? ["The data are simulated: they show what the method does, not what people do."] : [];
}

function outcomeLimits(data: ReportData<Comparison>): readonly string[] {
  const { outcome, coverage } = data.context;
  const { baseRate, n } = data.sample;
  const unknown = Object.values(coverage?.gaps ?? {}).reduce((sum: number, people) => sum + (people ?? 0), 0);
  return [
    ...(outcome?.class === "self-report"
      ? [
          "The outcome is self-reported, in the same sitting as the other answers or after: it shares memory and wish to please with the stated measures, which favours them.",
        ]
      : []),
    ...(outcome?.class === "stated" ? ["The outcome is itself a statement; nothing here was done."] : []),
    ...(outcome?.class === "incentivised-choice"
      ? ["The outcome is a choice within the study, with real consequences, not a purchase in the market."]
      : []),
    ...(unknown > 0
      ? [
          `The outcome of ${count(unknown)} people is unknown. They are left out, not counted as ${outcomeWords(data).others}.`,
        ]
      : []),
    ...(coverage?.assumedShare !== undefined && coverage.assumedShare < 1
      ? [
          `The source is assumed to see ${percent(coverage.assumedShare, null)} of purchases; unseen purchases make every share in this report too low.`,
        ]
      : []),
    ...(baseRate !== null && baseRate > 0 && baseRate < RARE
      ? [
          `Only ${percent(baseRate, n)} ${outcomeWords(data).did}: accuracy is uninformative here, and shares of yes-sayers rest on few events.`,
        ]
      : []),
  ];
}

function designLimits({ context: { design } }: ReportData<Comparison>): readonly string[] {
  return design?.kind === "confirmatory" && design.preregistration
    ? []
    : ["The analysis is exploratory: intervals and p values do not allow for the choices made on the way."];
}

function modelLimits(data: ReportData<Comparison>): readonly string[] {
  const full = data.found.models?.M_full;
  const perPredictor =
    full?.events != null && full.n !== null && full.predictors.length > 0
      ? Math.min(full.events, full.n - full.events) / full.predictors.length
      : null;
  const reversed = suppressed(data).map((column) => labelOf(data, column));
  return [
    ...(perPredictor !== null && perPredictor < FEW_EVENTS_PER_PREDICTOR
      ? [
          `The full model has ${significant(perPredictor, 2)} events per predictor; under ${FEW_EVENTS_PER_PREDICTOR} its coefficients are unstable and its apparent fit is optimistic.`,
        ]
      : []),
    ...(reversed.length > 0
      ? [
          `In the full model the sign of ${reversed.join(", ")} is opposite to the measure's own relation with the outcome. It is printed, not interpreted.`,
        ]
      : []),
    ...(data.decisionCurve && !data.decisionCurve.isOutOfFold
      ? ["The decision curve uses probabilities fitted on the same people and is optimistic."]
      : []),
  ];
}

function effortLimit(data: ReportData<Comparison>): readonly string[] {
  const timed = data.measures.filter(({ minutes }) => minutes !== undefined);
  if (timed.length < 2) return [];
  const efforts = timed.map(({ label, minutes }) => `${label} ${fixed(minutes ?? null, 1)} min`);
  return [
    `The measures cost unequal effort (${efforts.join(", ")}): one item against a long task is not an even contest.`,
  ];
}
