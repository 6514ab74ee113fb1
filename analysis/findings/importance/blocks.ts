import { blocksOf, figureBlock, groupBlock, type PartBlocks, tableBlock } from "../../blocks/block.ts";
import type { ReportData } from "../reportData.ts";
import { commonalityTable } from "./commonalityTable.ts";
import { importanceFigure } from "./importanceFigure.ts";
import { groupsTable } from "./importanceTable.ts";
import type { ImportanceSections } from "./sections.ts";

/** Which measures explain the outcome. */
export const importanceBlocks: PartBlocks<ReportData<ImportanceSections>> = {
  title: "Which measures explain the outcome",
  glossary: [
    ["Shapley share", "a measure's part of what all explain together, averaged over every order of adding them."],
  ],
  blocks: (data) =>
    blocksOf(
      groupBlock(
        "grid",
        figureBlock(importanceFigure(data)),
        groupBlock("stack", tableBlock(groupsTable(data)), tableBlock(commonalityTable(data))),
      ),
    ),
};
