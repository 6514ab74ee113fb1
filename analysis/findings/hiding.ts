import { startingWith } from "../statistics/named.ts";
import type { GainsStep } from "../statistics/ranking/matchedSelection.ts";
import type { RocPoint } from "../statistics/ranking/rocPoints.ts";
import type { RuleReport } from "../statistics/shares/confusion.ts";
import type { NpsReport } from "../statistics/shares/netPromoterScore.ts";
import { type Cut, isFew } from "./disclosure.ts";
import {
  cutOfGain,
  cutOfPoint,
  cutOfRule,
  cutsOfMeasures,
  isShown,
  levelsAbove,
  type MeasureCuts,
  type People,
  type RatePoint,
  shownBand,
} from "./measureCuts.ts";
import { ruleColumn } from "./ruleColumn.ts";
import type { CutSections, ShownAuc, ShownBenefit, ShownLevel } from "./shown.ts";

/** What may be shown of a comparison: levels, yes-rules, thirds, curves and equal selections are cuts through the same
 *  people and are decided together, before any finding is shown. */
export type Hiding = ReturnType<typeof hidingOf>;

/** Decides what of a comparison may be shown where no count may be of fewer than `fewest` people. */
export function hidingOf(found: CutSections, { fewest, measures, primary, n, bought }: People) {
  const cuts = cutsOfMeasures(found, { fewest, measures, primary, n, bought });
  const of = (column: string) => cuts.find((one) => one.column === column);
  const rules: Readonly<Record<string, RuleReport | null>> = found.rules ?? {};
  const columnOf = (rule: string) => ruleColumn(measures, rule);
  const isCutShown = (column: string, cut: Cut | null) => isShown(of(column), cut);
  const isRuleShown = (name: string) => isCutShown(columnOf(name), cutOfRule(name, rules[name]));
  const isBoughtTold = bought !== null && n !== null && !isFew(bought, fewest) && !isFew(n - bought, fewest);
  const isNearSample = (people: number | null) => people !== null && n !== null && isFew(Math.abs(people - n), fewest);
  const levels = new Map(
    startingWith<"say_do_matrix_", readonly ShownLevel[] | null | undefined>(found, "say_do_matrix_"),
  );
  return {
    fewest,
    primary,
    rules,
    columnOf,
    people: { n, bought },
    isBoughtTold,
    isNearSample,
    isCutShown,
    isRuleShown,
    withheldRules: Object.keys(rules).filter((name) => !isRuleShown(name)),
    isLevelShown: (column: string, at: number) => !of(column)?.isWithheld[at],
    levelsOf: (column: string) =>
      (levels.get(column) ?? []).map(({ level }, at) => ({ level, isShown: !of(column)?.isWithheld[at] })),
    isPointShown: (column: string, point: RocPoint) => isCutShown(column, cutOfPoint(point, of(column)?.total ?? [])),
    isThresholdShown: (column: string, threshold: number) =>
      (found.roc?.[column] ?? []).some(
        (point) => point.threshold === threshold && isCutShown(column, cutOfPoint(point, of(column)?.total ?? [])),
      ),
    shownBand: <Point extends RatePoint>(column: string, band: readonly Point[]) => shownBand(of(column), band, fewest),
    isGainShown: (column: string, step: GainsStep) => isCutShown(column, cutOfGain(step, of(column)?.total ?? [])),
    isNetPromoterTold: (nps: NpsReport) =>
      isNetPromoterTold(nps, {
        fewest,
        of: of(columnOf("nps_promoter")),
        rows: levels.get(columnOf("nps_promoter")) ?? [],
      }),
    /** A number of people who are far enough from those of the main comparison; else null. */
    farFromSample: (people: number | null) => (isNearSample(people) || isFew(people ?? 0, fewest) ? null : people),
    /** An AUC without its numbers of buyers and others where either are few. */
    withoutFewSides: (auc: ShownAuc): ShownAuc =>
      isBoughtTold && !isFew(auc.n_pos ?? 0, fewest) && !isFew(auc.n_neg ?? 0, fewest)
        ? auc
        : { ...auc, n_pos: null, n_neg: null },
    /** A point of a decision curve without its numbers of people where either are few. */
    withoutFewContacts: (point: ShownBenefit): ShownBenefit =>
      isFew(point.tp ?? 0, fewest) || isFew(point.fp ?? 0, fewest) ? { ...point, tp: null, fp: null } : point,
  };
}

type Promoters = {
  readonly fewest: number;
  readonly of: MeasureCuts | undefined;
  readonly rows: readonly ShownLevel[];
};

function isNetPromoterTold({ promoters, passives, detractors }: NpsReport, { fewest, of, rows }: Promoters): boolean {
  if ([promoters, passives, detractors].some((people) => isFew(people, fewest))) return false;
  const isCut = (least: number) => isShown(of, levelsAbove(rows, least));
  return rows.length === 0 || !of?.isWithheld.some(Boolean) || (isCut(9) && isCut(7));
}
