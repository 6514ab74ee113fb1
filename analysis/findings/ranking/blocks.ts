import { blocksOf, figureBlock, groupBlock, type PartBlocks, sentenceBlock, tableBlock } from "../../blocks/block.ts";
import { count, pValue, significant } from "../../blocks/numbers.ts";
import type { ProductSections } from "../products/sections.ts";
import type { ReportData } from "../reportData.ts";
import type { RuleSections } from "../rules/sections.ts";
import { aucForest } from "./aucForest.ts";
import { differenceForest } from "./differenceForest.ts";
import { partialAucTable } from "./partialAucTable.ts";
import { rocFigure } from "./rocFigure.ts";
import type { RankingSections } from "./sections.ts";

type Data = ReportData<ProductSections & RankingSections & RuleSections>;

/** ROC curves, AUCs and their paired differences. */
export const rankingBlocks: PartBlocks<Data> = {
  title: "Which measure ranks people best?",
  glossary: [
    ["AUC", "the chance that a person who did it scores above one who did not; .50 is a coin, 1 is perfect."],
    ["ΔAUC", "the difference of two AUCs of the same people."],
  ],
  blocks: (data) =>
    blocksOf(
      sentenceBlock(allAlike(data)),
      groupBlock(
        "grid",
        figureBlock(rocFigure(data)),
        groupBlock("stack", figureBlock(aucForest(data)), figureBlock(differenceForest(data))),
      ),
      tableBlock(partialAucTable(data), "small"),
    ),
};

function allAlike({ found }: Data): string | null {
  const global = found.auc_global_delong;
  if (!global) return null;
  const test = `χ²(${count(global.df)}) = ${significant(global.chi2_all_equal)}, ${pValue(global.p)}`;
  return `Do all measures rank alike? ${test} (global DeLong test over ${Object.keys(found.auc ?? {}).length} measures).`;
}
