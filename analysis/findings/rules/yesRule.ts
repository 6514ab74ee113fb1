import type { RuleReport } from "../../statistics/shares/confusion.ts";
import { ruleColumn } from "../names.ts";
import type { ReportData } from "../reportData.ts";
import type { RuleSections } from "./sections.ts";

type Data = ReportData<RuleSections>;

/** The rule that turns a measure's answers into a yes, first in plan order (top 2 boxes, promoters, at least 7, above a
 *  cut); null when the comparison has none. */
export function yesRule(
  data: Data,
  column: string | null,
): { readonly name: string; readonly rule: RuleReport | null } | null {
  const found = Object.entries(data.found.rules ?? {}).find(([name]) => ruleColumn(data, name) === column);
  return found ? { name: found[0], rule: found[1] } : null;
}

/** The lowest answer of a stated measure that counts as a yes; null when its rule is not a cut on the answers. */
export function yesLevel(data: Data, column: string): number | null {
  const name = yesRule(data, column)?.name;
  if (name === undefined) return null;
  if (name.endsWith("_promoter")) return 9;
  const atLeast = /_ge_?(\d+)$/.exec(name);
  if (atLeast) return Number(atLeast[1]);
  const top = /_top([12])$/.exec(name);
  const last = Math.max(...(data.sayDo[column] ?? []).map(({ level }) => level ?? Number.NEGATIVE_INFINITY));
  return top && Number.isFinite(last) ? last + 1 - Number(top[1]) : null;
}
