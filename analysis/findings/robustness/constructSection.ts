import { mean, sampleCorrelation, sampleStandardDeviation } from "simple-statistics";
import { type ConstructReport, constructVerdict } from "../../statistics/models/errorsInVariables/constructVerdict.ts";
import type { Columns } from "../../statistics/models/logistic/design.ts";
import { type Context, pairsOf } from "../context.ts";
import type { FittedLadder } from "../models/fitLadder.ts";
import { peopleIn } from "../ranking/pairedAuc.ts";
import { reliabilityOf } from "../reliability/reliabilitySections.ts";
import { samplingUnits } from "../samplingUnits.ts";
import { labelsIn } from "../words.ts";

/** Rows × replicates of the simulation, so that large studies do not wait for digits nobody reads. */
const SIMULATED_ROWS = 20_000;
const MOST_REPLICATES = 40;
const LEAST_REPLICATES = 10;

/** Whether the primary implicit score carries something people cannot state: errors-in-variables models at the measured
 *  reliability of the stated items and over assumed ones (statistics.md §8.1). Null without both kinds of measure or
 *  when buyers and non-buyers are separated. */
export function constructSection(
  context: Context,
  { ladder, method }: FittedLadder,
  seed: number,
): ConstructReport | null {
  const { cohort, primary } = context;
  const stated = ladder.full.filter((name) => !ladder.implicit.includes(name));
  // The primary score first: the curve over assumed reliabilities is about it.
  const first = ladder.implicit.find((name) => name === primary.implicit?.column);
  const implicit = [...(first === undefined ? [] : [first]), ...ladder.implicit.filter((name) => name !== first)];
  if (method === "firth" || stated.length === 0 || implicit.length === 0) return null;
  const attitude = statedAttitude(context, stated);
  const affordable = Math.min(MOST_REPLICATES, Math.max(LEAST_REPLICATES, Math.floor(SIMULATED_ROWS / cohort.n)));
  return constructVerdict(attitude.columns, {
    outcome: cohort.outcome,
    stated: attitude.names,
    implicit,
    covariates: cohort.floor,
    weights: cohort.weights,
    units: samplingUnits(cohort),
    statedReliability: attitude.reliability,
    reliabilityErrors: attitude.errors,
    seed,
    // Without a measured reliability there is only the curve over assumed ones, which needs no fine digits.
    simexReplicates: attitude.reliability === null ? LEAST_REPLICATES : affordable,
  });
}

type Attitude = {
  readonly columns: Columns;
  readonly names: readonly string[];
  readonly reliability: Readonly<Record<string, number>> | null;
  /** Standard errors of reliabilities that come from this sample. */
  readonly errors: Readonly<Record<string, number>>;
};

const COMPOSITE = "stated_attitude";

/** The stated side with its reliability: each item with its own where all are known; else, of two items or more, the mean
 *  of their z scores as one attitude, whose reliability is their standardised alpha (Cronbach 1951). */
function statedAttitude(context: Context, stated: readonly string[]): Attitude {
  const { columns } = context.cohort;
  const own = statedReliability(context, stated);
  if (own !== null || stated.length < 2) {
    return { columns, names: stated, reliability: own, errors: reliabilityErrors(context, stated) };
  }
  const scores = stated.map((name) => standardised(columns[name]!));
  const alpha = standardisedAlpha(scores);
  const composite = scores[0]!.map((_, row) => mean(scores.map((items) => items[row]!)));
  if (alpha !== null && alpha > 0) {
    context.warn(
      `To judge whether the implicit score holds what people cannot state, ${labelsIn(context, stated, " and ")} were taken as items of one attitude, with the reliability they ` +
        `show together (standardised alpha ${alpha.toFixed(2)}).`,
    );
  }
  return {
    columns: { ...columns, [COMPOSITE]: composite },
    names: [COMPOSITE],
    reliability: alpha !== null && alpha > 0 ? { [COMPOSITE]: alpha } : null,
    errors:
      alpha !== null && alpha > 0 ? { [COMPOSITE]: alphaError(alpha, stated.length, peopleIn(context.cohort)) } : {},
  };
}

// Large-sample error of alpha for items of one strength (Feldt, Woodruff & Salih 1987).
function alphaError(alpha: number, items: number, people: number): number {
  return people < 3 ? 0 : (1 - alpha) * Math.sqrt((2 * items) / ((items - 1) * (people - 2)));
}

/** Errors of reliabilities that come from halves in the table; one the plan states is taken as known. */
function reliabilityErrors({ table, measures, cohort }: Context, names: readonly string[]) {
  return Object.fromEntries(
    names.flatMap((name) => {
      const measure = measures.find(({ column }) => column === name);
      if (!measure?.halves) return [];
      const reliability = reliabilityOf(table, measure);
      return reliability === null ? [] : [[name, alphaError(reliability, 2, peopleIn(cohort))] as const];
    }),
  );
}

function standardised(values: ArrayLike<number>): readonly number[] {
  const list = Array.from(values);
  const [centre, spread] = [mean(list), sampleStandardDeviation(list)];
  return list.map((value) => (spread === 0 ? 0 : (value - centre) / spread));
}

/** k r̄ / (1 + (k − 1) r̄), with r̄ the mean correlation of the items; null when an item never varies. */
function standardisedAlpha(scores: readonly (readonly number[])[]): number | null {
  if (scores.some((items) => items.every((value) => value === 0))) return null;
  const pairs = pairsOf(scores).map(([one, other]) => sampleCorrelation([...one], [...other]));
  const average = mean(pairs);
  return (scores.length * average) / (1 + (scores.length - 1) * average);
}

// Known only when every stated item of the model has one: an item without it could carry the whole error.
function statedReliability(
  { table, measures }: Context,
  names: readonly string[],
): Readonly<Record<string, number>> | null {
  const known = names.flatMap((name) => {
    const measure = measures.find(({ column }) => column === name);
    const reliability = measure === undefined ? null : reliabilityOf(table, measure);
    return reliability !== null && reliability > 0 ? [[name, Math.min(1, reliability)] as const] : [];
  });
  return known.length === names.length ? Object.fromEntries(known) : null;
}
