import { blocksOf, figureBlock, groupBlock, type PartBlocks } from "../../blocks/block.ts";
import type { AnswerSections } from "../answers/sections.ts";
import type { ReportData } from "../reportData.ts";
import { decisionFigure } from "./decisionFigure.ts";
import { gainsFigure } from "./gainsFigure.ts";
import type { UsefulnessSections } from "./sections.ts";

/** Decision curve and gains. */
export const usefulnessBlocks: PartBlocks<ReportData<AnswerSections & UsefulnessSections>> = {
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
