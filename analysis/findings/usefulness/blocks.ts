import { blocksOf, figureBlock, groupBlock, type PartBlocks } from "../../report/block.ts";
import type { ReportData } from "../../report/reportData.ts";
import { decisionFigure } from "./decisionFigure.ts";
import { gainsFigure } from "./gainsFigure.ts";

/** Decision curve and gains. */
export const usefulnessBlocks: PartBlocks<ReportData> = {
  title: "Is it worth using?",
  glossary: [
    [
      "Net benefit",
      "people reached who do it, less the contacts wasted, these weighed by the chance at which a contact just pays.",
    ],
    ["Threshold", "the chance of doing it at which a contact just pays."],
  ],
  blocks: (data) => blocksOf(groupBlock("grid", figureBlock(decisionFigure(data)), figureBlock(gainsFigure(data)))),
};
