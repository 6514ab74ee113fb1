import { blocksOf, figureBlock, groupBlock, type PartBlocks, tableBlock } from "../../blocks/block.ts";
import type { ReportData } from "../reportData.ts";
import { bayesTable } from "./bayesTable.ts";
import type { RobustnessSections } from "./sections.ts";
import { sensitivityFigure } from "./sensitivityFigure.ts";
import { specificationFigure } from "./specificationFigure.ts";
import { unmeasuredTable } from "./unmeasuredTable.ts";

/** The headline under every other reasonable choice. */
export const robustnessBlocks: PartBlocks<ReportData<RobustnessSections>> = {
  title: "Would other choices change the answer?",
  glossary: [["Reliability assumed", "how far the stated answers are free of measurement error; 1 is none."]],
  blocks: (data) =>
    blocksOf(
      groupBlock("grid", figureBlock(specificationFigure(data)), figureBlock(sensitivityFigure(data))),
      tableBlock(unmeasuredTable(data), "small"),
      tableBlock(bayesTable(data), "small"),
    ),
};
