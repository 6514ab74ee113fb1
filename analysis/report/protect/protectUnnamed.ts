import { asRecord, numberIn, recordsIn } from "../cells.ts";
import { isFew, isSameCut, withholdGroups, withholdTogether } from "../disclosure.ts";
import type { Comparison, ReportData } from "../reportData.ts";

type Change = (section: unknown, data: ReportData) => unknown;

/** What each section that the report reads from the comparison as it stands may still say. */
const CHANGES: Readonly<Record<string, Change>> = {
  rules_eligible: eligibleRules,
  outcome_bounds: (section, data) =>
    keepRules(section, data, ({ unknown }) => !isFew(numberIn(unknown) ?? 0, data.fewest)),
  coverage_adjusted_ppv: (section, data) =>
    Array.isArray(section) ? section.map((point) => keepRules(point, data, () => true)) : section,
  weighted: (section, data) => ({ ...asRecord(section), ppv: keepRules(asRecord(section).ppv, data, () => true) }),
  cut_points: cutPoints,
  intent_calibration: intentCalibration,
  count_distribution: countDistribution,
  poisson: (section, data) =>
    isFew(numberIn(asRecord(section).observed_zeros) ?? 0, data.fewest)
      ? { ...asRecord(section), observed_zeros: null }
      : section,
  observable_vs_others: (section, data) =>
    Object.fromEntries(
      recordsIn(section).filter(([, { n1, n0 }]) => ![n1, n0].some((n) => isFew(numberIn(n) ?? 0, data.fewest))),
    ),
  prices,
};

/** A comparison's free sections without counts of few people. `data` has its named sections protected already. */
export function protectUnnamed(data: ReportData): ReportData {
  const comparison: Comparison = Object.fromEntries(
    Object.entries(data.comparison).flatMap(([name, section]): readonly (readonly [string, unknown])[] => {
      const change = CHANGES[name];
      if (change !== undefined) return [[name, change(section, data)]];
      return isPattern(name) && hasFew(section, data.fewest) ? [] : [[name, section]];
    }),
  );
  return { ...data, comparison };
}

function isPattern(name: string): boolean {
  return /^patterns_.+_1_is_observed$/.test(name);
}

function hasFew(section: unknown, fewest: number): boolean {
  return Object.values(asRecord(section)).some((n) => isFew(numberIn(n) ?? 0, fewest));
}

function isTold(data: ReportData, rule: string): boolean {
  return data.sections.rules?.[rule] === undefined || data.sections.rules[rule].tp !== null;
}

type Section = Readonly<Record<string, unknown>>;

function keepRules(section: unknown, data: ReportData, isKept: (rule: Section, name: string) => boolean): Section {
  return Object.fromEntries(
    Object.entries(asRecord(section)).filter(([name, rule]) => isTold(data, name) && isKept(asRecord(rule), name)),
  );
}

/** A rule among the eligible, where neither they nor the others are few on any side of it. */
function eligibleRules(section: unknown, data: ReportData): Section {
  return keepRules(section, data, (rule, name) => {
    const [own, all] = [sidesOf(rule), sidesOf(asRecord(data.sections.rules?.[name]))];
    const others = all.map((side, at) => side.map((n, kind) => n - own[at]![kind]!));
    return withholdTogether([own, others], data.fewest)?.every((isWithheld) => !isWithheld) ?? false;
  });
}

type Sides = readonly (readonly number[])[];

function sidesOf(rule: Section): Sides {
  const [tp, fp, fn, tn] = [rule.tp, rule.fp, rule.fn, rule.tn].map((n) => numberIn(n) ?? 0);
  return [
    [tp!, fp!],
    [fn!, tn!],
  ];
}

/** The best cut of a measure only where its curve may show it. */
function cutPoints(section: unknown, data: ReportData): unknown {
  return Object.fromEntries(
    recordsIn(section).filter(([column, { threshold }]) =>
      (data.roc[column] ?? []).some((point) => point.threshold === numberIn(threshold)),
    ),
  );
}

const ISOTONIC = "isotonic_purchase_rate_by_";

/** The rates of the levels that the say–do table shows; beside a withheld one, no smoothed line and no share of the top
 *  answers either. */
function intentCalibration(section: unknown, data: ReportData): unknown {
  const found = asRecord(section);
  const column = Object.keys(found)
    .find((key) => key.startsWith(ISOTONIC))
    ?.slice(ISOTONIC.length);
  const given = found[`purchase_rate_by_${column}`];
  const rates = Array.isArray(given) ? given.map(asRecord) : [];
  const isWithheld = withheldRates(rates, data, column ?? "");
  if (!isWithheld.some(Boolean)) return section;
  const calibration = Object.entries(asRecord(found.calibration)).filter(([key]) => !key.startsWith("top"));
  return {
    ...found,
    calibration: Object.fromEntries(calibration),
    [`purchase_rate_by_${column}`]: rates.filter((_, at) => !isWithheld[at]),
    [`${ISOTONIC}${column}`]: [],
  };
}

function withheldRates(rates: readonly Section[], data: ReportData, column: string): readonly boolean[] {
  const shown = data.sayDo[column];
  if (shown) return rates.map(({ level }) => shown.some((row) => row.level === numberIn(level) && row.n === null));
  const counts = rates.map(({ x, n }) => [numberIn(x) ?? 0, (numberIn(n) ?? 0) - (numberIn(x) ?? 0)]);
  return withholdGroups(counts, data.fewest);
}

function countDistribution(section: unknown, data: ReportData): unknown {
  const { observed, ...rest } = asRecord(section);
  const people = Array.isArray(observed) ? observed.map((n) => numberIn(n) ?? 0) : [];
  const isWithheld = withholdGroups(
    people.map((n) => [n]),
    data.fewest,
  );
  return { ...rest, observed: people.map((n, at) => (isWithheld[at] ? null : n)) };
}

/** Answers about prices: only curves that many people draw, and of these the steps that many take. */
function prices(section: unknown, data: ReportData): unknown {
  return Object.fromEntries(recordsIn(section).map(([id, methods]) => [id, priceMethods(methods, data.fewest)]));
}

function priceMethods(methods: Readonly<Record<string, unknown>>, fewest: number): unknown {
  return Object.fromEntries(
    recordsIn(methods).flatMap(([name, method]): readonly (readonly [string, unknown])[] => {
      const n = numberIn(method.n) ?? 0;
      if (isFew(n, fewest)) return [];
      if (name === "gabor_granger")
        return [[name, { ...method, curve: stepsOf(method.curve, demandCounts(n), fewest) }]];
      if (name === "van_westendorp")
        return [[name, { ...method, curves: stepsOf(method.curves, meterCounts(n), fewest) }]];
      return [[name, method]];
    }),
  );
}

type CountsOf = (point: Readonly<Record<string, unknown>>) => readonly number[];

function demandCounts(n: number): CountsOf {
  return ({ buyers }) => [numberIn(buyers) ?? 0, n - (numberIn(buyers) ?? 0)];
}

function meterCounts(n: number): CountsOf {
  return (point) =>
    ["too_cheap", "cheap", "expensive", "too_expensive"].flatMap((curve) => {
      const people = Math.round(n * (numberIn(point[curve]) ?? 0));
      return [people, n - people];
    });
}

/** The points of a curve that lie nobody or enough people from the one before and from its ends. */
function stepsOf(curve: unknown, countsOf: CountsOf, fewest: number): unknown {
  const points = Array.isArray(curve) ? curve.map(asRecord) : [];
  const shown: (readonly number[])[] = [];
  return points.filter((point) => {
    const counts = countsOf(point);
    const before = shown.at(-1);
    const isFar =
      !counts.some((people) => isFew(people, fewest)) &&
      (before === undefined ||
        isSameCut(counts, before) ||
        counts.every((people, at) => !isFew(Math.abs(people - before[at]!), fewest)));
    if (isFar) shown.push(counts);
    return isFar;
  });
}
