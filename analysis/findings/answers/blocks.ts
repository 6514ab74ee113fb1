import { blocksOf, figureBlock, groupBlock, type PartBlocks } from "../../report/block.ts";
import type { ReportData } from "../../report/reportData.ts";
import { allAnswers } from "./answerLines.ts";
import { sayFeelFigure } from "./sayFeelFigure.ts";

/** Every answer in full. */
export const answersBlocks: PartBlocks<ReportData> = {
  title: "The answers in full",
  glossary: [],
  blocks: (data) => {
    const lines = allAnswers(data);
    const figure = figureBlock(sayFeelFigure(data));
    return blocksOf(groupBlock("columns", figure, lines.length === 0 ? null : { kind: "answers", lines }));
  },
};
