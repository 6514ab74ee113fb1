import { count, percent } from "../blocks/numbers.ts";
import type { Comparison } from "../findings/comparison.ts";
import { labelOf, outcomeWords } from "../findings/names.ts";
import type { ReportData } from "../findings/reportData.ts";
import { yesRule } from "../findings/rules/yesRule.ts";

/** What the results mean for a decision, in one sentence; null where nothing was compared. */
export function decisionSentence(data: ReportData<Comparison>): string | null {
  const { implicit, stated } = data.primary;
  const increment = data.found.answers?.E4?.verdict ?? null;
  if (implicit !== null && increment === "implicit fits better, gain open")
    return `For a decision: whether measuring ${labelOf(data, implicit)} beside the stated questions would predict better for other people is open; more people would decide it.`;
  if (implicit !== null && increment === "implicit adds")
    return `For a decision: asking the stated questions and measuring ${labelOf(data, implicit)} together predicted better than the questions alone.`;
  if (implicit !== null && increment !== null && increment !== "not testable here")
    return `For a decision: nothing here shows that measuring ${labelOf(data, implicit)} beside the stated questions would improve it.`;
  return stated === null ? null : yesSentence(data, stated);
}

function yesSentence(data: ReportData<Comparison>, stated: string): string | null {
  const share = yesRule(data, stated)?.rule?.ppv ?? null;
  const { baseRate, n } = data.sample;
  if (share === null || share.estimate === null || baseRate === null) return null;
  const { did } = outcomeWords(data);
  if (data.sample.bought === 0) return `For a decision: nobody of ${count(n)} ${did}, so nothing here says who would.`;
  return `For a decision: plan with ${percent(share.estimate, share.n)} of those who say yes, not with all of them; of everybody, ${percent(baseRate, n)} ${did}.`;
}

/** What stays unknown, in one sentence. */
export function unknownSentence(data: ReportData<Comparison>): string {
  const gaps = Object.values(data.context.coverage?.gaps ?? {}).reduce((sum: number, people) => sum + (people ?? 0), 0);
  const construct = data.found.construct;
  const parts = [
    ...(gaps > 0 ? [`what ${count(gaps)} people did whose outcome could not be seen`] : []),
    ...(construct && construct.verdict === "not testable here"
      ? ["whether the implicit score holds something people cannot state"]
      : []),
    "whether the same holds for people who were not asked, in another market or at another time",
  ];
  return `Not known: ${parts.join("; ")}.`;
}
