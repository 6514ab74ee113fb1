import { blocksOf, figureBlock, fileBlock, groupBlock, type PartBlocks, tableBlock } from "../../blocks/block.ts";
import type { ReportData } from "../../findings/reportData.ts";
import { splitHalfTable, timingTable } from "./qualityTables.ts";
import { timingFigures } from "./timingFigures.ts";

/** How fast and how well people worked in the timed tasks, how they scored, and how reliably. */
export const quality: PartBlocks<ReportData> = {
  title: "Timing, scores and their reliability",
  glossary: [],
  blocks: (data) =>
    blocksOf(
      groupBlock("grid", ...timingFigures(data).map(figureBlock)),
      tableBlock(splitHalfTable(data)),
      fileBlock(timingTable(data)),
    ),
};
