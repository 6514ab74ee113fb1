import { blocksOf, figureBlock, groupBlock, type PartBlocks } from "../../blocks/block.ts";
import type { ClaimSections } from "../claims/sections.ts";
import type { ProductSections } from "../products/sections.ts";
import type { RankingSections } from "../ranking/sections.ts";
import type { ReportData } from "../reportData.ts";
import type { RuleSections } from "../rules/sections.ts";
import type { UsefulnessSections } from "../usefulness/sections.ts";
import { allAnswers } from "./answerLines.ts";
import { sayFeelFigure } from "./sayFeelFigure.ts";
import type { AnswerSections } from "./sections.ts";

type Data = ReportData<
  AnswerSections & ClaimSections & ProductSections & RankingSections & RuleSections & UsefulnessSections
>;

/** Every answer in full. */
export const answersBlocks: PartBlocks<Data> = {
  title: "The answers in full",
  glossary: [],
  blocks: (data) => {
    const lines = allAnswers(data);
    const figure = figureBlock(sayFeelFigure(data));
    return blocksOf(groupBlock("columns", figure, lines.length === 0 ? null : { kind: "answers", lines }));
  },
};
