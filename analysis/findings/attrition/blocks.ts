import { blocksOf, type PartBlocks, tableBlock } from "../../blocks/block.ts";
import type { ReportData } from "../reportData.ts";
import { progressTable, stayersTable, waveRatioTable } from "./attritionTables.ts";
import type { AttritionFinding } from "./sections.ts";

/** Who came back. */
export const attritionBlocks: PartBlocks<ReportData<AttritionFinding>> = {
  title: "Who came back",
  glossary: [
    [
      "Stayers and leavers",
      "people who finished a wave, and people who could have and did not; compared by what they said, felt and did the first time.",
    ],
  ],
  blocks: (data) =>
    blocksOf(tableBlock(progressTable(data)), tableBlock(stayersTable(data)), tableBlock(waveRatioTable(data))),
};
