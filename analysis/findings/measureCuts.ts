import type { MeasureLabel } from "../blocks/context.ts";
import { startingWith } from "../statistics/named.ts";
import type { TopReport } from "../statistics/ranking/matchedSelection.ts";
import type { RuleReport } from "../statistics/shares/confusion.ts";
import { type Cut, isSameCut, safeCuts, withholdGroups } from "./disclosure.ts";
import { ruleColumn } from "./ruleColumn.ts";
import type { TercileCell } from "./rules/ruleSections.ts";
import type { CutSections, ShownLevel } from "./shown.ts";

/** Whom a report is about, as far as hiding few of them needs to know. */
export type People = {
  readonly fewest: number;
  readonly measures: readonly MeasureLabel[];
  readonly primary: { readonly stated: string | null; readonly implicit: string | null };
  readonly n: number | null;
  readonly bought: number | null;
};

/** What may be shown of one measure: where its people may be told apart by score, and the levels that may stand alone.
 *  A cut counts those at or above it, who bought and who did not. */
export type MeasureCuts = {
  readonly column: string;
  readonly total: Cut;
  readonly cuts: readonly Cut[];
  /** True for each say–do row that must be withheld, in its order. */
  readonly isWithheld: readonly boolean[];
};

type Levels = ReadonlyMap<string, readonly ShownLevel[]>;
type Source = { readonly found: CutSections; readonly people: People; readonly levels: Levels };

/** The cuts of every measure, the yes-rules' first, then the thirds and equal selections, last the points of curves. */
export function cutsOfMeasures(found: CutSections, people: People): readonly MeasureCuts[] {
  const levels: Levels = new Map(
    startingWith<"say_do_matrix_", readonly ShownLevel[] | null | undefined>(found, "say_do_matrix_"),
  );
  const columns = new Set([
    ...people.measures.map(({ column }) => column),
    ...levels.keys(),
    ...Object.keys(found.roc ?? {}),
    ...Object.keys(found.gains ?? {}),
    ...Object.keys(found.rules ?? {}).map((rule) => ruleColumn(people.measures, rule)),
  ]);
  return [...columns].map((column) => cutsOf({ found, people, levels }, column));
}

/** Whether a measure's people may be told apart here. */
export function isShown(found: MeasureCuts | undefined, cut: Cut | null): boolean {
  if (!found || cut === null) return false;
  const isEnd = isSameCut(cut, [0, 0]) || isSameCut(cut, found.total);
  return isEnd || found.cuts.some((kept) => isSameCut(kept, cut));
}

/** A point of a ROC curve. */
export type RatePoint = { readonly fpr: number; readonly tpr: number };

/** The points between those of a ROC curve that may be told beside it and beside each other: the cuts next to one, which it
 *  may give away, are as far from every shown cut as cuts must be from each other. */
export function shownBand<Point extends RatePoint>(
  found: MeasureCuts | undefined,
  band: readonly Point[],
  fewest: number,
): readonly Point[] {
  if (!found) return [];
  const { cuts, total } = found;
  const mayStand = (...some: readonly Cut[]) => safeCuts(some, { total, fewest }).length === some.length;
  const shown = [...cuts];
  return band.filter((point) => {
    const corners = cornersOf(point, total);
    const isApart = corners.every(
      (corner) => mayStand(corner) && shown.every((cut) => isSameCut(cut, corner) || mayStand(cut, corner)),
    );
    if (isApart) shown.push(...corners);
    return isApart;
  });
}

const ROUNDING = 1e-6;

/** The cuts around a point of a ROC curve that may lie between whole people. */
function cornersOf({ tpr, fpr }: RatePoint, [positive = 0, negative = 0]: Cut): readonly Cut[] {
  const around = (people: number) => [Math.floor(people + ROUNDING), Math.ceil(people - ROUNDING)];
  return around(tpr * positive).flatMap((buyers) => around(fpr * negative).map((others) => [buyers, others]));
}

/** A yes-rule's cut: those it selects, or leaves, whichever score higher. */
export function cutOfRule(name: string, rule: RuleReport | null | undefined): Cut | null {
  if (!rule) return null;
  return /_(le|lt)_/.test(name) ? [rule.fn, rule.tn] : [rule.tp, rule.fp];
}

/** The cut below a number of people of whom so many are expected to buy. */
export function cutOfTop({ k, expected_hits: hits }: Pick<TopReport, "k" | "expected_hits">): Cut {
  return [hits, k - hits];
}

/** A point of a ROC curve as a cut. */
export function cutOfPoint({ tpr, fpr }: RatePoint, [positive = 0, negative = 0]: Cut): Cut {
  return [Math.round(tpr * positive), Math.round(fpr * negative)];
}

/** A point of a gains curve as a cut. */
export function cutOfGain(
  { fraction, expected_hits: hits }: { readonly fraction: number; readonly expected_hits: number },
  [positive = 0, negative = 0]: Cut,
): Cut {
  return [hits, fraction * (positive + negative) - hits];
}

function cutsOf(source: Source, column: string): MeasureCuts {
  const { found, levels, people } = source;
  const { fewest } = people;
  const total = totalOf(source, column);
  const counts = (levels.get(column) ?? []).map(countsOf);
  const own = [...ruleCuts(source, column), ...netPromoterCuts(source, column), ...selectionCuts(source, column)];
  const first = safeCuts(own, { total, fewest });
  if (counts.length > 0) {
    const isWithheld = withheldLevels(counts, first, fewest);
    return { column, total, isWithheld, cuts: isWithheld.some(Boolean) ? first : [...first, ...boundaries(counts)] };
  }
  const curves = [
    ...(found.roc?.[column] ?? []).map((point) => cutOfPoint(point, total)),
    ...(found.gains?.[column] ?? []).map((point) => cutOfGain(point, total)),
  ];
  return { column, total, isWithheld: [], cuts: safeCuts([...first, ...curves], { total, fewest }) };
}

function totalOf({ found, people: { n, bought }, levels }: Source, column: string): Cut {
  const counts = (levels.get(column) ?? []).map(countsOf);
  if (counts.length > 0) return summed(counts);
  const { n_pos, n_neg } = found.auc?.[column] ?? {};
  return n_pos != null && n_neg != null ? [n_pos, n_neg] : [bought ?? 0, (n ?? 0) - (bought ?? 0)];
}

function ruleCuts({ found, people }: Source, column: string): readonly Cut[] {
  return Object.entries(found.rules ?? {}).flatMap(([name, rule]) => {
    const cut = ruleColumn(people.measures, name) === column ? cutOfRule(name, rule) : null;
    return cut === null ? [] : [cut];
  });
}

/** Promoters from 9, passives from 7. */
function netPromoterCuts({ people, levels }: Source, column: string): readonly Cut[] {
  if (ruleColumn(people.measures, "nps_promoter") !== column) return [];
  const rows = levels.get(column) ?? [];
  return [9, 7].flatMap((least) => (rows.some(({ level }) => level >= least) ? [levelsAbove(rows, least)] : []));
}

/** Everybody who gave an answer of at least so much. */
export function levelsAbove(rows: readonly ShownLevel[], least: number): Cut {
  return summed(rows.filter(({ level }) => level >= least).map(countsOf));
}

/** Thirds of the primary implicit score, and the highest who are as many as said yes. */
function selectionCuts({ found, people }: Source, column: string): readonly Cut[] {
  const isImplicit = column === people.primary.implicit;
  const top = found.matched_selection?.[`${isImplicit ? "implicit" : column}_topk`];
  return [
    ...(isImplicit ? tercileCuts(found.say_do_by_implicit_tercile ?? []) : []),
    ...(top === undefined ? [] : [cutOfTop(top)]),
  ];
}

/** Where the highest third of the primary implicit score ends, and the middle one. */
export function tercileCuts(cells: readonly TercileCell[]): readonly Cut[] {
  return [[3], [3, 2]].flatMap((thirds) => {
    const above = cells.filter(({ tercile }) => thirds.includes(tercile));
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
export function countsOf({ x, n }: { readonly x: number | null; readonly n: number | null }): Cut {
  return [x ?? 0, (n ?? 0) - (x ?? 0)];
}

function summed(groups: readonly Cut[]): Cut {
  return [0, 1].map((kind) => groups.reduce((sum, counts) => sum + (counts[kind] ?? 0), 0));
}
