import type { AnalysisPlan, PlannedMeasure } from "../../experiments/contract/plan.ts";
import { numberName, parseRule, type Rule, ruleSuffix } from "./rule.ts";

/** What a measure does: asks, infers, or neither. */
export type Role = "stated" | "implicit" | "other";

/** A measure of the plan with its defaults filled in. */
export type ComparedMeasure = {
  readonly column: string;
  readonly label: string;
  readonly role: Role;
  readonly kind: string | null;
  readonly scale: readonly [number, number] | null;
  /** Lowest and highest value that is an answer: the plan's scale, else that of the kind; null where neither is known. */
  readonly answerScale: readonly [number, number] | null;
  /** The rules this measure is judged by, the one claimed as its yes first. */
  readonly rules: readonly NamedRule[];
  readonly halves: readonly [string, string] | null;
  readonly reliability: number | null;
  readonly frame: AnalysisPlan["frame"];
  readonly minutes: number | null;
};

/** A yes-rule on a column, under the name it has in the results. */
export type NamedRule = { readonly name: string; readonly column: string; readonly rule: Rule; readonly short: string };

const LIKELIHOOD = "likelihoodToRecommend";
const INTENT = "purchaseIntent";
const PROBABILITY = "purchaseProbability";
const DEFAULT_INTENT_SCALE = [1, 5] as const;
// The likelihood to recommend (Reichheld 2003) and Juster's purchase probability (1966) have eleven points each.
const ELEVEN_POINTS = [0, 10] as const;

/** All measures of a plan in its order: stated, implicit, other. */
export function comparedMeasures(plan: AnalysisPlan): readonly ComparedMeasure[] {
  const of = (role: Role) => plan[role].map((measure) => comparedMeasure(measure, role, plan));
  return [...of("stated"), ...of("implicit"), ...of("other")];
}

function comparedMeasure(measure: PlannedMeasure, role: Role, plan: AnalysisPlan): ComparedMeasure {
  const kind = measure.kind ?? (role === "stated" ? kindByName(measure.column) : null);
  const scale = measure.scale ?? (kind === INTENT ? DEFAULT_INTENT_SCALE : null);
  const known = { column: measure.column, role, kind, scale };
  return {
    ...known,
    answerScale: scale ?? (kind === LIKELIHOOD || kind === PROBABILITY ? ELEVEN_POINTS : null),
    label: measure.label ?? measure.column,
    rules: rulesOf(known, measure.yes === undefined ? null : parseRule(measure.yes)),
    halves: measure.halves ?? null,
    reliability: measure.reliability ?? null,
    frame: measure.frame ?? plan.frame,
    minutes: measure.minutes ?? null,
  };
}

/** The kind a column's name gives away when the plan names none: `nps`, `pi5`, `juster` and their like. */
export function kindByName(column: string): string | null {
  if (/^(nps|ltr|likelihood_?to_?recommend)/i.test(column)) return LIKELIHOOD;
  if (/^(pi\d*$|purchase_?intent)/i.test(column)) return INTENT;
  if (/^(juster|purchase_?probability)/i.test(column)) return PROBABILITY;
  return null;
}

type Known = Pick<ComparedMeasure, "column" | "role" | "kind" | "scale">;

function rulesOf(measure: Known, yes: Rule | null): readonly NamedRule[] {
  const always = standardRules(measure);
  const first = yes ?? always[0] ?? null;
  const rules = first === null ? always : [first, ...always.filter((rule) => !isSame(rule, first))];
  return rules.map((rule) => namedRule(measure, rule));
}

function standardRules({ kind, role, scale }: Known): readonly Rule[] {
  if (role === "implicit") return [{ operator: ">", value: 0 }];
  if (kind === INTENT && scale !== null) {
    return [
      { operator: ">=", value: scale[1] - 1 },
      { operator: ">=", value: scale[1] },
    ];
  }
  if (kind === LIKELIHOOD) return [{ operator: ">=", value: 9 }];
  if (kind === PROBABILITY) return [{ operator: ">=", value: 7 }];
  return [];
}

function isSame(a: Rule, b: Rule): boolean {
  return a.operator === b.operator && a.value === b.value;
}

/** The name a rule on a measure has in the results: `nps_promoter`, `pi5_top2`, `juster_ge7`, `dscore_gt_0_35`. */
export function namedRule(measure: Known, rule: Rule): NamedRule {
  const { column } = measure;
  const ending = specialEnding(measure, rule);
  if (ending === "promoter") return { name: "nps_promoter", column, rule, short: "promoter" };
  if (ending !== null) return { name: `${column}_${ending}`, column, rule, short: `${column}${ending}` };
  const digits = numberName(rule.value).replaceAll("_", "");
  return { name: `${column}_${ruleSuffix(rule)}`, column, rule, short: `${column.replaceAll("_", "")}${digits}` };
}

function specialEnding({ kind, scale }: Known, rule: Rule): "promoter" | "top1" | "top2" | null {
  if (rule.operator !== ">=") return null;
  if (kind === LIKELIHOOD && rule.value === 9) return "promoter";
  if (kind !== INTENT || scale === null) return null;
  if (rule.value === scale[1]) return "top1";
  return rule.value === scale[1] - 1 ? "top2" : null;
}

/** The two measures the headline questions are about: those the plan names, else the first purchase intent (else the
 *  first stated) and the first implicit one. Either may be absent. */
export function primaryMeasures(
  plan: AnalysisPlan,
  measures: readonly ComparedMeasure[],
): { readonly stated: ComparedMeasure | null; readonly implicit: ComparedMeasure | null } {
  const stated = measures.filter(({ role }) => role === "stated");
  const implicit = measures.filter(({ role }) => role === "implicit");
  const named = (column: string | undefined, among: readonly ComparedMeasure[]) =>
    among.find((measure) => measure.column === column);
  return {
    stated: named(plan.primary.stated, stated) ?? stated.find(({ kind }) => kind === INTENT) ?? stated[0] ?? null,
    implicit: named(plan.primary.implicit, implicit) ?? implicit[0] ?? null,
  };
}

/** The first measure of a kind; null when there is none. */
export function measureOfKind(measures: readonly ComparedMeasure[], kind: string): ComparedMeasure | null {
  return measures.find((measure) => measure.kind === kind) ?? null;
}
