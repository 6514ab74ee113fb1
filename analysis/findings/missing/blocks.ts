import { blocksOf, type PartBlocks, tableBlock } from "../../blocks/block.ts";
import type { ReportData } from "../reportData.ts";
import { countedCoverageTable } from "./countedCoverageTable.ts";
import { boundsTable, coverageAdjustedTable, observableTable, patternTable, pooledTable } from "./missingTables.ts";
import type { MissingFinding } from "./sections.ts";
import { tippingTable } from "./tippingTable.ts";

/** What depends on values that are missing and purchases that nobody could see. */
export const missingBlocks: PartBlocks<ReportData<MissingFinding>> = {
  title: "Missing answers and unseen purchases",
  glossary: [["Information missing", "the part of an estimate that rests on filled-in values."]],
  blocks: (data) =>
    blocksOf(
      tableBlock(patternTable(data), "small"),
      tableBlock(pooledTable(data)),
      tableBlock(tippingTable(data)),
      tableBlock(boundsTable(data)),
      tableBlock(observableTable(data)),
      tableBlock(coverageAdjustedTable(data), "small"),
      tableBlock(countedCoverageTable(data), "small"),
    ),
};
