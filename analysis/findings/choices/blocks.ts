import { blocksOf, type PartBlocks, tableBlock } from "../../blocks/block.ts";
import type { ReportData } from "../reportData.ts";
import { choiceCountsTable, choiceTermsTable, measuredChoiceTable } from "./choiceTables.ts";
import type { ChoiceFinding } from "./sections.ts";

/** What people chose. */
export const choiceBlocks: PartBlocks<ReportData<ChoiceFinding>> = {
  title: "What people chose",
  glossary: [["Odds, times", "how many times higher the odds of being chosen are; 1 is no difference."]],
  blocks: (data) =>
    blocksOf(
      tableBlock(choiceCountsTable(data), "small"),
      tableBlock(choiceTermsTable(data)),
      tableBlock(measuredChoiceTable(data)),
    ),
};
