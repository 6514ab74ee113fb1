import { blocksOf, figureBlock, fileBlock, groupBlock, type PartBlocks, tableBlock } from "../../blocks/block.ts";
import type { Comparison } from "../../findings/comparison.ts";
import type { ReportData } from "../../findings/reportData.ts";
import { powerFigure } from "./powerFigure.ts";
import { powerTable, precisionTable } from "./powerTables.ts";

/** How exactly the questions were answered, and how many people it would take to settle those that are open. */
export const power: PartBlocks<ReportData<Comparison>> = {
  title: "Precision and power",
  glossary: [],
  blocks: (data) =>
    blocksOf(
      groupBlock("grid", figureBlock(powerFigure(data)), tableBlock(precisionTable(data))),
      fileBlock(powerTable(data)),
    ),
};
