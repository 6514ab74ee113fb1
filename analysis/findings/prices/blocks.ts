import { blocksOf, figureBlock, groupBlock, type PartBlocks, tableBlock } from "../../blocks/block.ts";
import type { ReportData } from "../reportData.ts";
import { priceFigures } from "./priceFigures.ts";
import { pricePointsTable, ratioTable } from "./priceTables.ts";
import type { PriceFinding } from "./sections.ts";

/** What people said of prices. */
export const pricesBlocks: PartBlocks<ReportData<PriceFinding>> = {
  title: "Prices",
  glossary: [],
  blocks: (data) =>
    blocksOf(
      groupBlock("grid", ...priceFigures(data).map(figureBlock)),
      tableBlock(pricePointsTable(data), "small"),
      tableBlock(ratioTable(data)),
    ),
};
