import type { ReportData } from "./reportData.ts";

/** Stands where a count of few people would, or one that would give such a count away: the two are not told apart. */
export const WITHHELD = "withheld";

/** What a table or figure says of groups it withholds; nothing where there are none. */
export function withheldNote({ fewest }: ReportData, groups: number): { readonly note?: string } {
  if (groups === 0) return {};
  return {
    note: `Withheld: fewer than ${fewest} people on one side of the outcome, or a group from which such a one could be worked out.`,
  };
}

/** What the report as a whole says of small counts: one sentence, none where everybody is simulated. */
export function smallCountsRule({ fewest, context }: ReportData): readonly string[] {
  if (fewest > 1) {
    return [
      `Counts of 1 to ${fewest - 1} people are not shown, nor what would give one away: they are marked as withheld, put together with others, or left out of tables, curves and figures.${context.smallestCell === undefined ? " The JSON file of the comparison, which is for those who hold the data, has every number." : ""}`,
    ];
  }
  return context.isSimulated ? [] : ["Every count is shown, however few people it is about, as the plan says."];
}
