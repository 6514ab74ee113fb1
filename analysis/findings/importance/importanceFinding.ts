import type { AnswerSections } from "../answers/sections.ts";
import type { ReportData } from "../reportData.ts";
import type { ImportanceSections } from "./sections.ts";

/** Shares of the explained variation by measure, the largest first. */
export function importanceFinding(data: ReportData<AnswerSections & ImportanceSections>): string {
  const shares = data.found.shapley_groups?.nagelkerke ?? data.found.shapley_groups?.mcfadden;
  if (shares?.stated == null || shares.implicit === null || shares.stated + shares.implicit <= 0)
    return "How much of the explained variation belongs to each measure";
  const { E6 } = data.found.answers ?? {};
  // A share of what chance explains is no finding.
  if (E6?.estimate === null) return "Too little is explained to say which measures explain more";
  const implicit = Math.round((100 * shares.implicit) / (shares.stated + shares.implicit));
  const stated = 100 - implicit;
  return `Of the explained variation, ${stated}\u202f% belongs to the stated measures and ${implicit}\u202f% to the implicit`;
}
