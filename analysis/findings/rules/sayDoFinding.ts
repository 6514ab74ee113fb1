import { count, percentWithInterval } from "../../blocks/numbers.ts";
import type { AnswerSections } from "../answers/sections.ts";
import { labelOf, outcomeWords, peopleText, sentence } from "../names.ts";
import type { ProductSections } from "../products/sections.ts";
import { isClustered } from "../ranking/areas.ts";
import type { RankingSections } from "../ranking/sections.ts";
import type { ReportData } from "../reportData.ts";
import type { RuleSections } from "./sections.ts";
import { yesRule } from "./yesRule.ts";

type Data = ReportData<AnswerSections & ProductSections & RankingSections & RuleSections>;

/** "Of 212 people who said they would buy, 64 did: 30 % [24, 37]", for a measure's yes-rule. */
export function sayDoFinding(data: Data, column: string): string {
  const found = yesRule(data, column);
  const ppv = found?.rule?.ppv;
  const { did } = outcomeWords(data);
  if (!ppv || ppv.n === null || ppv.x === null)
    return `${sentence(labelOf(data, column))}: what was said, and how many ${did}`;
  if (ppv.n === 0) return `Nobody gave a yes on ${labelOf(data, column)}`;
  const saying =
    data.measures.find((measure) => measure.column === column)?.yes ?? `gave a yes on ${labelOf(data, column)}`;
  // Where people have several rows the comparison's own interval is clustered, Wilson's is not.
  const told = isClustered(data) && column === data.primary.stated ? data.found.answers?.E1?.interval : null;
  const interval = told ?? ppv.wilson95;
  return `Of ${peopleText(data, ppv.n)} who ${saying}, ${count(ppv.x)} ${did}: ${percentWithInterval(ppv.estimate, interval, ppv.n)}`;
}
