import { farApart, isFew, withholdColumns, withholdGroups } from "../disclosure.ts";
import { ruleColumn } from "../names.ts";
import type { ReportData, SayDoRow } from "../reportData.ts";
import {
  countsOf,
  cutOfGain,
  cutOfPoint,
  cutOfRule,
  cutOfTop,
  isShown,
  type MeasureCuts,
  tercileCuts,
} from "./measureCuts.ts";

type Sections = ReportData["sections"];

/** The counts by outcome that may be shown: say–do levels, rules, curves, thirds, products and calibration groups. */
export function protectOutcome(data: ReportData, cuts: readonly MeasureCuts[]): ReportData {
  const { fewest, sample } = data;
  const of = (column: string) => cuts.find((found) => found.column === column);
  const { n, bought } = sample;
  const isTold = bought !== null && n !== null && !isFew(bought, fewest) && !isFew(n - bought, fewest);
  return {
    ...data,
    sample: isTold ? sample : { ...sample, bought: null, baseRate: null },
    sayDo: mapped(data.sayDo, (rows, column) => rows.map((row, at) => (of(column)?.isWithheld[at] ? blank(row) : row))),
    roc: mapped(data.roc, (points, column) =>
      points.filter((point) => isShown(of(column), cutOfPoint(point, of(column)?.total ?? []))),
    ),
    crossValidated: mapped(data.crossValidated, (model) => protectGroups(model, fewest)),
    products: protectProducts(data.products, fewest),
    sections: protectSections(data, of),
  };
}

type Of = (column: string) => MeasureCuts | undefined;

function protectSections(data: ReportData, of: Of): Sections {
  const { nps, matched_selection: matched, ...sections } = data.sections;
  const { rules, gains, say_do_by_implicit_tercile: thirds } = sections;
  const isRuleShown = (name: string) => isShown(of(ruleColumn(data, name)), cutOfRule(name, rules?.[name]));
  return {
    ...sections,
    ...(nps && isNetPromoterTold(data, of) ? { nps } : {}),
    ...(matched ? protectMatched(data, of) : {}),
    ...(rules ? { rules: mapped(rules, (rule, name) => (isRuleShown(name) ? rule : blankRule(rule))) } : {}),
    ...(gains
      ? {
          gains: mapped(gains, (points, column) =>
            points.filter((point) => isShown(of(column), cutOfGain(point, of(column)?.total ?? []))),
          ),
        }
      : {}),
    ...(thirds ? { say_do_by_implicit_tercile: protectThirds(data, of) } : {}),
    ...protectTold(data, isRuleShown),
    ...protectSamples(data),
  };
}

/** Claims and answers about a rule that is withheld, without their numbers. */
function protectTold(data: ReportData, isRuleShown: (name: string) => boolean): Partial<Sections> {
  const { rules, claims, answers, base_rate_adjusted_ppv: rates } = data.sections;
  const withheld = Object.keys(rules ?? {}).filter((name) => !isRuleShown(name));
  if (withheld.length === 0) return {};
  const hasPrimary = (column: string | null) => withheld.some((name) => ruleColumn(data, name) === column);
  const numbers = { estimate: null, interval: null, n: null };
  const silent = {
    ...numbers,
    verdict: null,
    sentence: `Withheld: fewer than ${data.fewest} people on one side of the answer.`,
  };
  const isSilent = (key: string) =>
    (key === "E1" && hasPrimary(data.primary.stated)) || (key === "E2" && hasPrimary(data.primary.implicit));
  return {
    ...(claims
      ? {
          claims: claims.map((claim) =>
            withheld.some((name) => name === claim.rule || ruleColumn(data, name) === claim.measure)
              ? { ...claim, ...numbers, x: null, p: null, n_to_decide: null, sentence: null }
              : claim,
          ),
        }
      : {}),
    ...(answers
      ? { answers: mapped(answers, (answer, key) => (isSilent(key) ? { ...answer, ...silent } : answer)) }
      : {}),
    ...(rates ? { base_rate_adjusted_ppv: rates.map((point) => without(point, withheld)) } : {}),
  };
}

/** People of other analyses than the main one, whose number would tell how few were left out. */
function protectSamples({ sections, sample, fewest }: ReportData): Partial<Sections> {
  const { specifications, descriptives, correlations } = sections;
  const main = sample.n === null || sample.bought === null ? [] : [[sample.n, sample.bought]];
  const counted = (specifications ?? []).map(({ n, buyers }) => [n ?? 0, buyers ?? 0]);
  const isFar = farApart([...main, ...counted], fewest).slice(main.length);
  const isNear = (n: number | null) => n !== null && sample.n !== null && isFew(Math.abs(n - sample.n), fewest);
  return {
    ...(specifications
      ? {
          specifications: specifications.map((one, at) =>
            isFar[at] || one.is_primary ? one : { ...one, n: null, buyers: null },
          ),
        }
      : {}),
    ...(descriptives
      ? {
          descriptives: mapped(descriptives, (one) =>
            isNear(one.n) || isFew(one.missing ?? 0, fewest) ? { ...one, n: null, missing: null } : one,
          ),
        }
      : {}),
    ...(correlations
      ? {
          correlations: mapped(correlations, (one) =>
            one.pearson && isNear(one.pearson.n) ? { ...one, pearson: { ...one.pearson, n: null } } : one,
          ),
        }
      : {}),
  };
}

function protectMatched(data: ReportData, of: Of): Pick<Sections, "matched_selection"> {
  const matched = data.sections.matched_selection;
  const { stated, implicit } = data.primary;
  const cut = cutOfTop({ k: matched?.k, expected_hits: (matched?.k ?? 0) * (matched?.stated_ppv ?? 0) });
  if (!matched || stated === null || !isShown(of(stated), cut)) return {};
  const isKept = ([key, top]: readonly [string, unknown]) => {
    const column = /^(.+)_topk$/.exec(key)?.[1];
    return column === undefined || isShown(of(column === "implicit" ? (implicit ?? column) : column), cutOfTop(top));
  };
  const { k, stated_ppv, ...tops } = matched;
  return { matched_selection: { k, stated_ppv, ...Object.fromEntries(Object.entries(tops).filter(isKept)) } };
}

/** The six groups of the thirds; none where a third is no cut that may be shown beside the rules and curves. */
function protectThirds(data: ReportData, of: Of): NonNullable<Sections["say_do_by_implicit_tercile"]> {
  const cells = data.sections.say_do_by_implicit_tercile ?? [];
  const { implicit } = data.primary;
  const areCuts = implicit !== null && tercileCuts(data).every((cut) => isShown(of(implicit), cut));
  const rows = [0, 1].map((yes) =>
    [1, 2, 3].map((third) => cells.find((c) => c.stated_yes === yes && c.tercile === third)),
  );
  const [no, yes] = rows.map((row) => row.map((cell) => (cell ? countsOf(cell) : [0, 0])));
  if (!areCuts || !no || !yes) return [];
  const isWithheld = withholdColumns([no, yes], data.fewest);
  return cells.filter((cell) => !isWithheld[(cell.tercile ?? 1) - 1]);
}

function isNetPromoterTold(data: ReportData, of: Of): boolean {
  const { fewest } = data;
  const { n, promoters, passives, detractors } = data.sections.nps ?? {};
  if (n == null || promoters == null || passives == null || detractors == null) return true;
  if ([promoters, passives, detractors].some((people) => isFew(people, fewest))) return false;
  const column = ruleColumn(data, "nps_promoter");
  const rows = data.sayDo[column] ?? [];
  const isCut = (least: number) => {
    const above = rows.filter(({ level }) => (level ?? 0) >= least).map(countsOf);
    return isShown(
      of(column),
      [0, 1].map((kind) => above.reduce((sum, counts) => sum + (counts[kind] ?? 0), 0)),
    );
  };
  return rows.length === 0 || !of(column)?.isWithheld.some(Boolean) || (isCut(9) && isCut(7));
}

function protectGroups(
  model: ReportData["crossValidated"][string],
  fewest: number,
): ReportData["crossValidated"][string] {
  const protect = <Group extends { readonly n: number | null; readonly observed: number | null }>(
    groups: readonly Group[],
  ) => {
    const counts = groups.map(({ n, observed }) => {
      const hits = Math.round((n ?? 0) * (observed ?? 0));
      return [hits, (n ?? 0) - hits];
    });
    const isWithheld = withholdGroups(counts, fewest);
    return groups.filter((_, at) => !isWithheld[at]);
  };
  return {
    ...model,
    ...(model.decile_groups ? { decile_groups: protect(model.decile_groups) } : {}),
    ...(model.ece?.bins ? { ece: { ...model.ece, bins: protect(model.ece.bins) } } : {}),
  };
}

/** Products that few rated are left out; numbers of people and buyers that would give a few away are. */
function protectProducts(products: ReportData["products"], fewest: number): ReportData["products"] {
  const asked = Object.entries(products).filter(([, { n }]) => n === null || !isFew(n, fewest));
  const isWithheld = withholdGroups(
    asked.map(([, { n, buyers }]) => [buyers ?? 0, (n ?? 0) - (buyers ?? 0)]),
    fewest,
  );
  return Object.fromEntries(
    asked.map(([name, product], at) => [name, isWithheld[at] ? { ...product, n: null, buyers: null } : product]),
  );
}

function blank(row: SayDoRow): SayDoRow {
  return { level: row.level, x: null, n: null, estimate: null, wilson95: null };
}

type Rule = NonNullable<Sections["rules"]>[string];

function blankRule({ base_rate }: Rule): Rule {
  return { base_rate, tp: null, fp: null, fn: null, tn: null, selection_rate: null };
}

function without<Value>(record: Readonly<Record<string, Value>>, names: readonly string[]): Record<string, Value> {
  return Object.fromEntries(Object.entries(record).filter(([name]) => !names.includes(name)));
}

function mapped<Value>(
  record: Readonly<Record<string, Value>>,
  change: (value: Value, name: string) => Value,
): Record<string, Value> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, change(value, name)]));
}
