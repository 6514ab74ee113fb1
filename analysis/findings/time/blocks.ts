import { blocksOf, figureBlock, groupBlock, type PartBlocks, tableBlock } from "../../blocks/block.ts";
import type { ReportData } from "../reportData.ts";
import type { TimeFinding } from "./sections.ts";
import { timeFigure } from "./timeFigure.ts";
import { hazardTable } from "./timeTables.ts";

/** When people bought. */
export const timeBlocks: PartBlocks<ReportData<TimeFinding>> = {
  title: "When people bought",
  glossary: [
    ["Still watched", "people whose window is open count for as long as they were watched, and are not dropped."],
    ["Hazard ratio", "how many times as fast people buy for one unit more; 1 is no difference."],
  ],
  blocks: (data) => blocksOf(groupBlock("grid", figureBlock(timeFigure(data)), tableBlock(hazardTable(data)))),
};
