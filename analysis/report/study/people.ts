import { blocksOf, figureBlock, groupBlock, type PartBlocks, tableBlock } from "../../blocks/block.ts";
import type { ReportData } from "../../findings/reportData.ts";
import { flowFigure } from "./flowFigure.ts";
import { coverageTable, exclusionTable, selectionTable } from "./peopleTables.ts";

/** Who came, who left, whose outcome is known, whose scores were excluded. */
export const people: PartBlocks<ReportData> = {
  title: "People: flow, coverage, exclusions",
  glossary: [],
  blocks: (data) =>
    blocksOf(
      groupBlock("grid", figureBlock(flowFigure(data))),
      groupBlock("grid", tableBlock(coverageTable(data)), tableBlock(exclusionTable(data))),
      tableBlock(selectionTable(data)),
    ),
};
