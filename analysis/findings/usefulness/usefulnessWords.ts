import type { AnswerSections } from "../answers/sections.ts";
import { labelOf, modelLabel, outcomeWords, sentence } from "../names.ts";
import type { ReportData } from "../reportData.ts";
import type { UsefulnessSections } from "./sections.ts";

type Data = ReportData<AnswerSections & UsefulnessSections>;

/** At how many thresholds choosing by a model beats contacting everyone and no one. */
export function decisionFinding(data: Data): string {
  const curves = Object.entries(data.decisionCurve?.curves ?? {});
  const [model = "M_full", curve = []] = curves.find(([name]) => name === "M_full") ?? curves[0] ?? [];
  const chosen = data.primary.implicit === null ? "the stated measures" : modelLabel(data, model).toLowerCase();
  const useful = curve.filter(
    ({ net_benefit, treat_all }) => net_benefit !== null && treat_all !== null && net_benefit > Math.max(0, treat_all),
  );
  if (curve.length === 0) return "What choosing by each model is worth";
  const clear = data.found.answers?.E8?.useful_thresholds;
  if (Array.isArray(clear))
    return `Choosing by ${chosen} clearly beats contacting everyone and no one at ${clear.length} of ${curve.length} thresholds`;
  return `Choosing by ${chosen} came out above contacting everyone and no one at ${useful.length} of ${curve.length} thresholds; not tested`;
}

/** Which measure finds the most buyers in the top fifth. */
export function gainsFinding(data: Data): string {
  const top = Object.entries(data.found.gains ?? {}).flatMap(([column, points]) => {
    const fifth = points.find(({ fraction }) => fraction !== null && Math.abs(fraction - 0.2) < 1e-9);
    return fifth?.cumulative_gain != null ? [{ column, gain: fifth.cumulative_gain }] : [];
  });
  const best = top.reduce<(typeof top)[number] | null>(
    (most, entry) => (most && most.gain >= entry.gain ? most : entry),
    null,
  );
  const { doers } = outcomeWords(data);
  if (!best) return `${sentence(doers)} found when the best scores are contacted first`;
  return `The top fifth by ${labelOf(data, best.column)} holds ${Math.round(best.gain * 100)}\u202f% of the ${doers}`;
}
