import { ReportContext, type ReportContextInput } from "../blocks/context.ts";
import type { Comparison } from "../findings/comparison.ts";
import { shownComparison } from "./readReport.ts";

/** A comparison as `--json` writes it. Where the study names the fewest people a count may be about, no number in it is
 *  about fewer; else every number is in it: the file is for those who hold the rows themselves. */
export function publicComparison(comparison: Comparison, about: ReportContextInput): Comparison {
  const context = ReportContext.parse(about);
  return context.smallestCell === undefined ? comparison : shownComparison(comparison, context).found;
}
