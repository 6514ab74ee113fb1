import { type Cohort, columnOf } from "../../data/cohort.ts";
import type { ComparedMeasure } from "../../plan/measure.ts";
import { normalHalfWidth, normalTwoSided } from "../../statistics/numerics/distributions.ts";
import { type AucReport, delong, delongPaired, type PairedAucReport } from "../../statistics/ranking/delong.ts";
import { delongGlobal, type GlobalAucReport } from "../../statistics/ranking/delongGlobal.ts";
import { type EquivalenceReport, equivalence } from "../../statistics/ranking/equivalence.ts";
import { type GainsStep, gains } from "../../statistics/ranking/matchedSelection.ts";
import { type PartialAucReport, partialAuc } from "../../statistics/ranking/partialAuc.ts";
import { averagePrecision, type RocPoint, rocPoints } from "../../statistics/ranking/rocPoints.ts";
import { holm } from "../../statistics/shares/multiplicity.ts";
import { answeredBy } from "../answeredBy.ts";
import { type Context, entriesOf, pairsOf } from "../context.ts";
import { type Draws, resamplingOf } from "../replicates.ts";
import { unavailable } from "../unavailable.ts";
import { labelIn } from "../words.ts";
import { designAuc, pairedAuc } from "./pairedAuc.ts";

/** A paired AUC difference with the equivalence test of the plan's margin. */
export type ComparedAucs = PairedAucReport & {
  readonly [tost: `tost_margin_${string}`]: EquivalenceReport | null;
  readonly warning?: string;
};

/** AUC of every measure. Below one half is told, never flipped. */
export function aucSection(context: Context): Readonly<Record<string, DesignedAuc>> {
  const { measures, warn } = context;
  const section = entriesOf(rankable(context, measures), ({ column }): readonly [string, DesignedAuc] => {
    const { cohort } = answeredBy(context, [column]);
    return [column, designed(cohort, columnOf(cohort, column))];
  });
  for (const [column, { auc, ci95_delong }] of Object.entries(section)) {
    const upper = ci95_delong[1];
    if (upper !== null && upper < 0.5) {
      warn(
        `${labelIn(context, column)} ranks buyers below non-buyers (AUC ${auc.toFixed(3)}, whole interval under .5): check its sign ` +
          "and the block order. Nothing was flipped.",
      );
    }
    if (auc === 0 || auc === 1) {
      warn(`${labelIn(context, column)} separates buyers completely (AUC ${auc}): its DeLong interval has no width.`);
    }
  }
  return section;
}

/** DeLong's report; where rows are weighted or belong to persons, AUC, error and interval are those of the design. */
export type DesignedAuc = AucReport & {
  readonly design?: { readonly weighted: boolean; readonly persons: number | null };
};

function designed(cohort: Cohort, score: readonly number[]): DesignedAuc {
  const plain = delong(score, cohort.outcome);
  const { persons, weights } = cohort;
  if (persons === null && weights === null) return plain;
  const { auc, se } = designAuc(cohort, score);
  const half = se === null ? null : normalHalfWidth() * se;
  const z = se === null || se === 0 ? null : (auc - 0.5) / se;
  return {
    ...plain,
    auc,
    delong_se: se,
    delong_var: se === null ? null : se ** 2,
    ci95_delong: half === null ? [null, null] : [Math.max(0, auc - half), Math.min(1, auc + half)],
    ci95_logit: [null, null],
    gini: 2 * auc - 1,
    z_vs_half: z,
    p_vs_half: z === null ? null : normalTwoSided(z),
    design: { weighted: weights !== null, persons: persons === null ? null : new Set(persons).size },
  };
}

// Measures that both some buyers and some others answered.
function rankable<T extends { readonly column: string }>(context: Context, measures: readonly T[]): readonly T[] {
  return measures.filter(({ column }) => bothKinds(answeredBy(context, [column]).cohort));
}

function bothKinds({ buyers, n }: Cohort): boolean {
  return buyers > 0 && buyers < n;
}

type Pair = readonly [ComparedMeasure, ComparedMeasure];

function comparablePairs(context: Context): readonly { readonly pair: Pair; readonly cohort: Cohort }[] {
  return pairsOf(context.measures).flatMap((pair) => {
    const { cohort } = answeredBy(
      context,
      pair.map(({ column }) => column),
    );
    return bothKinds(cohort) ? [{ pair, cohort }] : [];
  });
}

/** Later minus earlier measure, for every pair, with equivalence tests, among the people who have both. */
export function aucPaired(context: Context): Readonly<Record<string, ComparedAucs>> {
  const { plan, warn } = context;
  return entriesOf(comparablePairs(context), ({ pair: [earlier, later], cohort }) => {
    const name = `${later.column}_minus_${earlier.column}`;
    const compared = pairedReport(cohort, columnOf(cohort, later.column), columnOf(cohort, earlier.column));
    if (compared.z === null) {
      warn(unavailable("auc_paired", "the difference has no standard error", `${later.label} − ${earlier.label}`));
    }
    return [name, { ...compared, ...marginTest(compared, plan.margin) }];
  });
}

/** `auc_paired_holm`: p of every pair of measures after Holm (1979) over all pairs, persons counted where they have several
 *  rows; null where a difference has no test. */
export function aucPairedHolm(context: Context): Readonly<Record<string, number | null>> {
  const tested = comparablePairs(context).map(({ pair: [earlier, later], cohort }) => ({
    name: `${later.column}_minus_${earlier.column}`,
    p: pairedAuc(cohort, columnOf(cohort, later.column), columnOf(cohort, earlier.column)).p,
  }));
  const known = tested.flatMap(({ name, p }) => (p === null ? [] : [{ name, p }]));
  const adjusted = holm(known.map(({ p }) => p));
  const byName = new Map(known.map(({ name }, at) => [name, adjusted[at]!]));
  return entriesOf(tested, ({ name }) => [name, byName.get(name) ?? null]);
}

// The table and E3 print the same difference, error and p.
function pairedReport(cohort: Cohort, first: readonly number[], second: readonly number[]): PairedAucReport {
  const plain = delongPaired(first, second, cohort.outcome);
  const { difference, se, p, interval } = pairedAuc(cohort, first, second);
  if (cohort.persons === null && cohort.weights === null) {
    return { ...plain, p, ci95_difference: interval ?? plain.ci95_difference };
  }
  return {
    ...plain,
    auc1: designAuc(cohort, first).auc,
    auc2: designAuc(cohort, second).auc,
    difference,
    covariance: null,
    correlation: null,
    se_difference: se,
    z: se === null || se === 0 ? null : difference / se,
    p,
    ci95_difference: interval ?? [null, null],
  };
}

function marginTest(
  { difference, se_difference }: PairedAucReport,
  margin: number,
): Readonly<Record<`tost_margin_${string}`, EquivalenceReport | null>> {
  const test = se_difference === null || se_difference === 0 ? null : equivalence(difference, se_difference, margin);
  return { [`tost_margin_${marginName(margin)}`]: test };
}

/** `0_05`. */
export function marginName(margin: number): string {
  return String(margin).replace(".", "_");
}

/** One test that all measures rank alike; null with a single measure. */
export function aucGlobal({ cohort, measures, warn }: Context): GlobalAucReport | null {
  if (measures.length < 2) return null;
  const scores = new Map(measures.map(({ column }) => [column, columnOf(cohort, column)]));
  const report = delongGlobal(scores, cohort.outcome);
  if (report.chi2_all_equal === null) warn(unavailable("auc_global_delong", "two measures rank people identically"));
  return report;
}

/** Average precision of every measure. */
export function averagePrecisions(context: Context): Readonly<Record<string, number>> {
  return entriesOf(rankable(context, context.measures), ({ column }) => {
    const { cohort } = answeredBy(context, [column]);
    return [column, averagePrecision(columnOf(cohort, column), cohort.outcome)];
  });
}

/** ROC points of every measure, for the figure. */
export function rocSection(context: Context): Readonly<Record<string, readonly RocPoint[]>> {
  return entriesOf(rankable(context, context.measures), ({ column }) => {
    const { cohort } = answeredBy(context, [column]);
    return [column, rocPoints(columnOf(cohort, column), cohort.outcome)];
  });
}

const UP_TO = 0.2;
const AT = [0.1, 0.2, 0.5];
/** Resamples of a curve are sweeps over everybody: a percentile interval needs no more. */
const MOST_RESAMPLES = 400;

/** `partial_auc`: of every measure, the part of its ROC curve where at most a fifth of those who did not buy are above the
 *  cut, and its band at three of them. */
export function partialAucs(context: Context, draws: Draws): Readonly<Record<string, PartialAucReport>> {
  const resampling = resamplingOf(context, draws);
  const planned = resampling.kind === "given" ? MOST_RESAMPLES : resampling.resamples;
  const question = { upTo: UP_TO, at: AT, seed: draws.seed, resamples: Math.min(planned, MOST_RESAMPLES) };
  return entriesOf(rankable(context, context.measures), ({ column }): readonly [string, PartialAucReport] => {
    const { cohort } = answeredBy(context, [column]);
    return [column, partialAuc({ ...cohort, scores: columnOf(cohort, column) }, question)];
  });
}

/** Gains chart of every measure. */
export function gainsSection(context: Context): Readonly<Record<string, readonly GainsStep[]>> {
  return entriesOf(rankable(context, context.measures), ({ column }) => {
    const { cohort } = answeredBy(context, [column]);
    return [column, gains(columnOf(cohort, column), cohort.outcome)];
  });
}
