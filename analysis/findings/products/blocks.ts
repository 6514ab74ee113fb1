import { blocksOf, figureBlock, groupBlock, type PartBlocks, tableBlock } from "../../blocks/block.ts";
import type { ReportData } from "../reportData.ts";
import { iccTable } from "./iccTable.ts";
import { personTable } from "./personTable.ts";
import { productForest } from "./productForest.ts";
import type { ProductSections } from "./sections.ts";
import { synthesisTable } from "./synthesisTable.ts";

/** Implicit against stated for each product. */
export const productsBlocks: PartBlocks<ReportData<ProductSections>> = {
  title: "Product by product",
  glossary: [],
  blocks: (data) =>
    blocksOf(
      groupBlock("grid", figureBlock(productForest(data)), tableBlock(synthesisTable(data))),
      groupBlock("grid", tableBlock(personTable(data)), tableBlock(iccTable(data), "small")),
    ),
};
