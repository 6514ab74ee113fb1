import { asRecord, numberIn } from "../cells.ts";
import { parts } from "../comparisonShape.ts";
import { type Cut, isSameCut, safeCuts, withholdGroups } from "../disclosure.ts";
import { ruleColumn } from "../names.ts";
import type { ReportData, SayDoRow } from "../reportData.ts";

/** What may be shown of one measure: where its people may be told apart by score, and the levels that may stand alone.
 *  A cut counts those at or above it, who bought and who did not. */
export type MeasureCuts = {
  readonly column: string;
  readonly total: Cut;
  readonly cuts: readonly Cut[];
  /** True for each say–do row that must be withheld, in its order. */
  readonly isWithheld: readonly boolean[];
};

/** The cuts of every measure, the yes-rules' first, then the thirds and equal selections, last the points of curves. */
export function cutsOfMeasures(data: ReportData, fewest: number): readonly MeasureCuts[] {
  const columns = new Set([
    ...data.measures.map(({ column }) => column),
    ...Object.keys(data.sayDo),
    ...Object.keys(data.roc),
    ...Object.keys(data.sections.gains ?? {}),
    ...Object.keys(data.sections.rules ?? {}).map((rule) => ruleColumn(data, rule)),
  ]);
  return [...columns].map((column) => cutsOf(data, column, fewest));
}

/** Whether a measure's people may be told apart here. */
export function isShown(found: MeasureCuts | undefined, cut: Cut | null): boolean {
  if (!found || cut === null) return false;
  const isEnd = isSameCut(cut, [0, 0]) || isSameCut(cut, found.total);
  return isEnd || found.cuts.some((kept) => isSameCut(kept, cut));
}

/** A yes-rule's cut: those it selects, or leaves, whichever score higher. */
export function cutOfRule(name: string, rule: unknown): Cut | null {
  const { tp, fp, fn, tn } = asRecord(rule);
  const above = /_(le|lt)_/.test(name) ? [fn, tn] : [tp, fp];
  const [hits, misses] = above.map(numberIn);
  return hits == null || misses == null ? null : [hits, misses];
}

/** The cut below a number of people of whom so many are expected to buy. */
export function cutOfTop(top: unknown): Cut | null {
  const { k, expected_hits: hits } = parts.TopSelection.safeParse(top).data ?? {};
  return k == null || hits == null ? null : [hits, k - hits];
}

/** A point of a ROC curve as a cut. */
export function cutOfPoint(
  { tpr, fpr }: { readonly tpr: number | null; readonly fpr: number | null },
  [positive = 0, negative = 0]: Cut,
): Cut | null {
  return tpr === null || fpr === null ? null : [Math.round(tpr * positive), Math.round(fpr * negative)];
}

/** A point of a gains curve as a cut. */
export function cutOfGain(
  { fraction, expected_hits: hits }: { readonly fraction: number | null; readonly expected_hits: number | null },
  [positive = 0, negative = 0]: Cut,
): Cut | null {
  return fraction === null || hits === null ? null : [hits, fraction * (positive + negative) - hits];
}

function cutsOf(data: ReportData, column: string, fewest: number): MeasureCuts {
  const total = totalOf(data, column);
  const levels = (data.sayDo[column] ?? []).map(countsOf);
  const first = safeCuts(
    [...ruleCuts(data, column), ...netPromoterCuts(data, column), ...selectionCuts(data, column)],
    {
      total,
      fewest,
    },
  );
  if (levels.length > 0) {
    const isWithheld = withheldLevels(levels, first, fewest);
    return { column, total, isWithheld, cuts: isWithheld.some(Boolean) ? first : [...first, ...boundaries(levels)] };
  }
  const curves = [
    ...(data.roc[column] ?? []).map((point) => cutOfPoint(point, total)),
    ...(data.sections.gains?.[column] ?? []).map((point) => cutOfGain(point, total)),
  ].filter((cut) => cut !== null);
  return { column, total, isWithheld: [], cuts: safeCuts([...first, ...curves], { total, fewest }) };
}

function totalOf(data: ReportData, column: string): Cut {
  const levels = (data.sayDo[column] ?? []).map(countsOf);
  if (levels.length > 0) return summed(levels);
  const { n_pos, n_neg } = data.sections.auc?.[column] ?? {};
  const { n, bought } = data.sample;
  return n_pos != null && n_neg != null ? [n_pos, n_neg] : [bought ?? 0, (n ?? 0) - (bought ?? 0)];
}

function ruleCuts(data: ReportData, column: string): readonly Cut[] {
  return Object.entries(data.sections.rules ?? {}).flatMap(([name, rule]) => {
    const cut = ruleColumn(data, name) === column ? cutOfRule(name, rule) : null;
    return cut === null ? [] : [cut];
  });
}

/** Promoters from 9, passives from 7. */
function netPromoterCuts(data: ReportData, column: string): readonly Cut[] {
  if (ruleColumn(data, "nps_promoter") !== column) return [];
  return [9, 7].flatMap((least) => {
    const above = (data.sayDo[column] ?? []).filter(({ level }) => level !== null && level >= least);
    return above.length === 0 ? [] : [summed(above.map(countsOf))];
  });
}

/** Thirds of the primary implicit score, and the highest who are as many as said yes. */
function selectionCuts(data: ReportData, column: string): readonly Cut[] {
  const isImplicit = column === data.primary.implicit;
  const top = cutOfTop(asRecord(data.sections.matched_selection)[isImplicit ? "implicit_topk" : `${column}_topk`]);
  return [...(isImplicit ? tercileCuts(data) : []), ...(top === null ? [] : [top])];
}

/** Where the highest third of the primary implicit score ends, and the middle one. */
export function tercileCuts(data: ReportData): readonly Cut[] {
  const cells = data.sections.say_do_by_implicit_tercile ?? [];
  return [[3], [3, 2]].flatMap((thirds) => {
    const above = cells.filter(({ tercile }) => tercile !== null && thirds.includes(tercile));
    return above.length === 0 ? [] : [summed(above.map(countsOf))];
  });
}

function withheldLevels(levels: readonly Cut[], cuts: readonly Cut[], fewest: number): readonly boolean[] {
  const isEdge = boundaries(levels).map((boundary) => cuts.some((cut) => isSameCut(cut, boundary)));
  const withheld = levels.map(() => false);
  for (let from = 0; from < levels.length; ) {
    const edge = isEdge.findIndex((is, at) => at > from && is);
    const to = edge < 0 ? levels.length : edge;
    withholdGroups(levels.slice(from, to), fewest).forEach((is, at) => {
      withheld[from + at] = is;
    });
    from = to;
  }
  return withheld;
}

/** For every level, everybody at it or above. */
function boundaries(levels: readonly Cut[]): readonly Cut[] {
  return levels.map((_, at) => summed(levels.slice(at)));
}

/** A row's counts: those who bought, those who did not. */
export function countsOf({ x, n }: Pick<SayDoRow, "x" | "n">): Cut {
  return [x ?? 0, (n ?? 0) - (x ?? 0)];
}

function summed(groups: readonly Cut[]): Cut {
  return [0, 1].map((kind) => groups.reduce((sum, counts) => sum + (counts[kind] ?? 0), 0));
}
