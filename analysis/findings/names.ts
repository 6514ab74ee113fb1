import type { Kind, MeasureLabel } from "../blocks/context.ts";
import { count } from "../blocks/numbers.ts";
import type { ReportData } from "./reportData.ts";

const MODEL_NAMES: Readonly<Record<string, string>> = {
  M_past: "Floor (covariates)",
  M_floor: "Floor (covariates)",
  M_stated: "Stated",
  M_implicit: "Implicit",
  M_full: "Stated + implicit",
};

/** The human name of a measure's column; the column itself when nobody named it. */
export function labelOf(data: ReportData, column: string): string {
  return measureOf(data, column)?.label ?? column;
}

/** The measure behind a column, or undefined. */
export function measureOf(data: ReportData, column: string): MeasureLabel | undefined {
  return data.measures.find((measure) => measure.column === column);
}

/** Whether a column or a model is stated, implicit, both or something else: its colour and shape in every figure. */
export function kindOf(data: ReportData, name: string): Kind {
  if (name === "M_stated" || name === "stated") return "stated";
  if (name === "M_implicit" || name === "implicit") return "implicit";
  if (name === "M_full" || name === "full") return "both";
  return measureOf(data, name.replace(/^M_/, ""))?.kind ?? "other";
}

/** A model's name in words: "Stated + implicit", or the label of its single predictor. */
export function modelLabel(data: ReportData, model: string): string {
  return MODEL_NAMES[model] ?? labelOf(data, model.replace(/^M_/, ""));
}

const RULE = /^(.+)_(ge|gt|le|lt|eq)_?(minus)?(\d[\d_]*)$/;
const SIGNS: Readonly<Record<string, string>> = { ge: "≥", gt: ">", le: "≤", lt: "<", eq: "=" };

/** A yes-rule in words, from its name in out.json: `pi5_top2` → "Purchase intent, top 2 boxes". */
export function ruleLabel(data: ReportData, rule: string): string {
  const label = labelOf(data, ruleColumn(data, rule));
  if (rule.endsWith("_promoter")) return `${label}, promoters (9–10)`;
  const top = /_top([12])$/.exec(rule);
  if (top) return `${label}, top ${top[1] === "1" ? "box" : "2 boxes"}`;
  const [, , sign = "", minus, value = ""] = RULE.exec(rule) ?? [];
  return sign === "" ? label : `${label} ${SIGNS[sign]} ${cut(value, minus)}`;
}

/** The column a yes-rule is about. `nps_promoter` keeps that name whatever its column is called. */
export function ruleColumn(data: ReportData, rule: string): string {
  const plain = /^(.+)_(promoter|top[12])$/.exec(rule)?.[1] ?? RULE.exec(rule)?.[1] ?? rule;
  if (rule !== "nps_promoter" || measureOf(data, "nps")) return plain;
  const recommending = data.measures.find(
    ({ column, kind, scale }) =>
      kind === "stated" && (/^(ltr|likelihood|recommend)/i.test(column) || (scale?.[0] === 0 && scale[1] === 10)),
  );
  return recommending?.column ?? plain;
}

/** `auc_paired` names: later and earlier column of `later_minus_earlier`, or null when a name does not split. */
export function pairOf(data: ReportData, key: string): readonly [string, string] | null {
  const [later, earlier] = key.replace(/_in_sample$/, "").split("_minus_");
  const isKnown = (name: string) => name.startsWith("M_") || measureOf(data, name) !== undefined;
  return later !== undefined && earlier !== undefined && isKnown(later) && isKnown(earlier) ? [later, earlier] : null;
}

type OutcomeWords = { readonly did: string; readonly doers: string; readonly others: string };
const BOUGHT: OutcomeWords = { did: "bought", doers: "buyers", others: "non-buyers" };
// Only an observed purchase may be called one.
const WORDS: Readonly<Record<string, OutcomeWords>> = {
  "observed-purchase": BOUGHT,
  "incentivised-choice": { did: "chose it", doers: "choosers", others: "others" },
  coupon: { did: "used the coupon", doers: "coupon users", others: "others" },
  referral: { did: "brought somebody", doers: "people who brought somebody", others: "people who did not" },
  "self-report": { did: "report it", doers: "people who report it", others: "people who do not" },
  "hypothetical-choice": { did: "chose it", doers: "choosers", others: "others" },
  stated: { did: "say they will", doers: "people who say they will", others: "people who do not" },
};

/** The usual words of a class of outcome. */
export function classWords(of: string | undefined): OutcomeWords {
  return WORDS[of ?? "observed-purchase"] ?? BOUGHT;
}

/** The words of the outcome, as the study gives them or by its class: did ("bought"), doers ("buyers"), others. */
export function outcomeWords({ context: { outcome } }: ReportData): OutcomeWords {
  const usual = classWords(outcome?.class);
  return {
    did: outcome?.did ?? usual.did,
    doers: outcome?.doers ?? usual.doers,
    others: outcome?.others ?? usual.others,
  };
}

/** Capitalises the first letter of a sentence. */
export function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function cut(digits: string, minus: string | undefined): string {
  return `${minus === undefined ? "" : "−"}${digits.replace("_", ".").replace(/^0\./, ".")}`;
}

/** A product's name, or its id when nobody named it. */
export function productName(data: ReportData, id: string): string {
  return data.context.products.find((product) => product.id === id)?.name ?? id;
}

/** So many people, or so many ratings where people rated several products. */
export function peopleText(data: ReportData, n: number): string {
  if (data.sample.unit === "rows") return `${count(n)} ${n === 1 ? "row" : "rows"}`;
  if (data.sample.unit !== "people") return `${count(n)} ${n === 1 ? "rating by a person" : "ratings by people"}`;
  return n === 1 ? "1 person" : `${count(n)} people`;
}
