import { type Cohort, columnOf } from "../../data/cohort.ts";
import { correlationCoefficient, type SpearmanReport, spearman } from "../../statistics/association/correlation.ts";
import { dependentCorrelations } from "../../statistics/association/dependentCorrelations.ts";
import { countSections, type Sections, spendSections } from "../../statistics/models/counts/countSections.ts";
import { midranks } from "../../statistics/ranking/midranks.ts";
import { concentrationIntervals } from "../../statistics/value/concentrationIntervals.ts";
import { type Answer, decimals, notAnswered, pText } from "../answers/answer.ts";
import type { Context } from "../context.ts";
import { correlations, dependentCorrelationsSection } from "../measures/describeSections.ts";
import { ladderOf } from "../models/ladder.ts";
import { peopleIn } from "../ranking/pairedAuc.ts";
import { type Draws, resamplingOf } from "../replicates.ts";
import type { SpendSections } from "./sections.ts";

/** The models of a count or an amount; empty for another number, and below four rows. */
export function modelledQuantity(context: Context, draws: Draws): SpendSections {
  const { outcome, cohort, warn } = context;
  if (cohort.n < FEWEST_ROWS) {
    warn(`${outcome.column} is not analysed: fewer than four rows are complete.`);
    return {};
  }
  if (outcome.kind === "continuous") return {};
  const { sections, warnings } = modelled(context);
  for (const sentence of warnings) warn(`${outcome.column}: ${sentence}.`);
  return outcome.kind === "amount"
    ? { ...sections, concentration_intervals: concentrationIntervals(spendingOf(cohort), drawnFrom(context, draws)) }
    : sections;
}

function spendingOf({ outcome, persons }: Cohort) {
  return { values: outcome, persons };
}

/** A studentised interval sweeps over everybody in each resample: it needs no more. */
const MOST_RESAMPLES = 500;

function drawnFrom(context: Context, draws: Draws) {
  const resampling = resamplingOf(context, draws);
  const planned = resampling.kind === "given" ? MOST_RESAMPLES : resampling.resamples;
  return { seed: draws.seed, resamples: Math.min(planned, MOST_RESAMPLES) };
}

const FEWEST_ROWS = 4;

/** Correlations with an outcome that is a number but no count or amount. */
export function quantityCorrelations(context: Context) {
  if (context.outcome.kind !== "continuous" || context.cohort.n < FEWEST_ROWS) return {};
  return {
    correlations: correlations(context),
    dependent_correlations: dependentCorrelationsSection(context),
  };
}

function modelled(context: Context): Sections {
  const { outcome, cohort } = context;
  const { full, implicit } = ladderOf(context);
  const stated = full.filter((name) => !implicit.includes(name));
  const { columns, floor } = cohort;
  if (outcome.kind === "amount") {
    return spendSections({ columns, spend: cohort.outcome, floor, stated, implicit });
  }
  return countSections({
    columns,
    counts: cohort.outcome,
    exposure: outcome.exposure === undefined ? undefined : columnOf(cohort, outcome.exposure),
    predictors: [...full, ...floor],
    implicit,
  });
}

/** E10: the ranking question for counts, spend and other numbers, by rank correlation with the outcome. */
export function quantityAnswer(context: Context): Answer {
  const { cohort, primary, outcome, plan } = context;
  const { stated, implicit } = primary;
  if (!stated || !implicit || peopleIn(cohort) < 4) {
    return notAnswered(cohort.n, `${outcome.column} needs a stated and an implicit measure on four people.`);
  }
  const compared = rankComparison(context, implicit.column, stated.column);
  if (compared === null) return notAnswered(cohort.n, `${outcome.column} or a measure does not vary.`);
  const { difference, zou2007_ci95: interval, steiger1980 } = compared.test;
  const isAlike = interval.every((limit) => Math.abs(limit) < plan.margin);
  const verdict = isAlike
    ? `equivalent within ${String(plan.margin).replace(/^0/, "")}`
    : interval[0] > 0
      ? "implicit better"
      : interval[1] < 0
        ? "stated better"
        : "no evidence";
  return {
    estimate: difference,
    interval,
    verdict,
    sentence:
      `${outcome.column}: rank correlation ${rho(compared.stated)} with ${stated.label} (stated) and ` +
      `${rho(compared.implicit)} with ${implicit.label} (implicit), difference ${decimals(difference)} ` +
      `[${decimals(interval[0])}, ${decimals(interval[1])}], ${pText(steiger1980.p)}: ${verdict}.`,
    n: cohort.n,
    outcome: outcome.column,
  };
}

function rho({ rho: value }: SpearmanReport): string {
  return value === null ? "undefined" : decimals(value);
}

function rankComparison({ cohort }: Context, later: string, earlier: string) {
  const [k, h, y] = [columnOf(cohort, later), columnOf(cohort, earlier), cohort.outcome];
  const [rankK, rankH, rankY] = [midranks(k), midranks(h), midranks(y)];
  const jk = correlationCoefficient(rankK, rankY);
  const jh = correlationCoefficient(rankH, rankY);
  const kh = correlationCoefficient(rankK, rankH);
  if (jk === null || jh === null || kh === null) return null;
  if ([jk, jh, kh].some((r) => Math.abs(r) === 1)) return null;
  return {
    implicit: spearman(k, y),
    stated: spearman(h, y),
    // Correlated rows tell less than as many people: the test counts people.
    test: dependentCorrelations({ jk, jh, kh, n: peopleIn(cohort) }),
  };
}
