import { blocksOf, figureBlock, groupBlock, type PartBlocks, tableBlock } from "../../blocks/block.ts";
import type { ReportData } from "../reportData.ts";
import { countTable, topSegmentTable } from "./countTable.ts";
import { lorenzFigure } from "./lorenzFigure.ts";
import { rootogramFigure } from "./rootogramFigure.ts";
import type { SpendSections } from "./sections.ts";
import { concentrationTable, spendRankTable, spendTable } from "./spendTable.ts";

/** Counts and spend instead of a yes or no. */
export const spendBlocks: PartBlocks<ReportData<SpendSections>> = {
  title: "Counts and spend",
  glossary: [["Gini", "0 where everybody spends the same, 1 where one person spends everything."]],
  blocks: (data) => {
    const lorenz = lorenzFigure(data);
    return blocksOf(
      tableBlock(spendTable(data)),
      groupBlock("grid", tableBlock(countTable(data)), tableBlock(spendRankTable(data), "small")),
      groupBlock(
        "grid",
        figureBlock(rootogramFigure(data)),
        figureBlock(lorenz),
        groupBlock(
          "stack",
          lorenz === null ? tableBlock(concentrationTable(data), "small") : null,
          tableBlock(topSegmentTable(data), "small"),
        ),
      ),
    );
  },
};
