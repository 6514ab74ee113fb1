import { type AucReport, delong, delongPaired, type PairedAucReport } from "../metrics/delong.ts";
import { delongGlobal, type GlobalAucReport } from "../metrics/delongGlobal.ts";
import { type EquivalenceReport, equivalence } from "../metrics/equivalence.ts";
import { type GainsStep, gains } from "../metrics/matchedSelection.ts";
import { holm } from "../metrics/multiplicity.ts";
import { averagePrecision, type RocPoint, rocPoints } from "../metrics/rocPoints.ts";
import { columnOf } from "./cohort.ts";
import { type Context, entriesOf, pairsOf } from "./context.ts";
import { pairedAuc } from "./pairedAuc.ts";

/** A paired AUC difference with the equivalence test of the plan's margin. */
export type ComparedAucs = PairedAucReport & {
  readonly [tost: `tost_margin_${string}`]: EquivalenceReport | null;
  readonly warning?: string;
};

/** AUC of every measure. Below one half is told, never flipped. */
export function aucSection({ cohort, measures, warn }: Context): Readonly<Record<string, AucReport>> {
  const section = entriesOf(measures, ({ column }) => [column, delong(columnOf(cohort, column), cohort.outcome)]);
  for (const [column, { auc, ci95_delong }] of Object.entries(section)) {
    const upper = ci95_delong[1];
    if (upper !== null && upper < 0.5) {
      warn(
        `${column} ranks buyers below non-buyers (AUC ${auc.toFixed(3)}, whole interval under .5): check its sign ` +
          "and the block order. Nothing was flipped.",
      );
    }
    if (auc === 0 || auc === 1) {
      warn(`${column} separates buyers completely (AUC ${auc}): its DeLong interval has no width.`);
    }
  }
  return section;
}

/** Later minus earlier measure, for every pair, with equivalence tests. */
export function aucPaired({ cohort, measures, plan, warn }: Context): Readonly<Record<string, ComparedAucs>> {
  return entriesOf(pairsOf(measures), ([earlier, later]) => {
    const name = `${later.column}_minus_${earlier.column}`;
    const compared = delongPaired(columnOf(cohort, later.column), columnOf(cohort, earlier.column), cohort.outcome);
    if (compared.z === null) warn(`auc_paired.${name}: z and p are null, the difference has no standard error.`);
    return [name, { ...compared, ...marginTest(compared, plan.margin) }];
  });
}

/** `auc_paired_holm`: p of every pair of measures after Holm (1979) over all pairs, persons counted where they have several
 *  rows; null where a difference has no test. */
export function aucPairedHolm({ cohort, measures }: Context): Readonly<Record<string, number | null>> {
  const tested = pairsOf(measures).map(([earlier, later]) => ({
    name: `${later.column}_minus_${earlier.column}`,
    p: pairedAuc(cohort, columnOf(cohort, later.column), columnOf(cohort, earlier.column)).p,
  }));
  const known = tested.flatMap(({ name, p }) => (p === null ? [] : [{ name, p }]));
  const adjusted = holm(known.map(({ p }) => p));
  const byName = new Map(known.map(({ name }, at) => [name, adjusted[at]!]));
  return entriesOf(tested, ({ name }) => [name, byName.get(name) ?? null]);
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
  if (report.chi2_all_equal === null) warn("auc_global_delong is null: two measures rank people identically.");
  return report;
}

/** Average precision of every measure. */
export function averagePrecisions({ cohort, measures }: Context): Readonly<Record<string, number>> {
  return entriesOf(measures, ({ column }) => [column, averagePrecision(columnOf(cohort, column), cohort.outcome)]);
}

/** ROC points of every measure, for the figure. */
export function rocSection({ cohort, measures }: Context): Readonly<Record<string, readonly RocPoint[]>> {
  return entriesOf(measures, ({ column }) => [column, rocPoints(columnOf(cohort, column), cohort.outcome)]);
}

/** Gains chart of every measure. */
export function gainsSection({ cohort, measures }: Context): Readonly<Record<string, readonly GainsStep[]>> {
  return entriesOf(measures, ({ column }) => [column, gains(columnOf(cohort, column), cohort.outcome)]);
}
