import { blocksOf, groupBlock, type PartBlocks, tableBlock } from "../../blocks/block.ts";
import type { ProductSections } from "../products/sections.ts";
import type { RankingSections } from "../ranking/sections.ts";
import type { ReportData } from "../reportData.ts";
import { baseRateTable } from "./baseRateTable.ts";
import { cutPointTable } from "./cutPointTable.ts";
import { matchedTable } from "./matchedTable.ts";
import { pairedRulesTable } from "./pairedRulesTable.ts";
import { rulesTable } from "./rulesTable.ts";
import type { RuleSections } from "./sections.ts";

type Data = ReportData<ProductSections & RankingSections & RuleSections>;

/** Whom each yes-rule selects, at its own rate and at the same one, and what a yes is worth at other base rates. */
export const rulesBlocks: PartBlocks<Data> = {
  title: "Who says yes, and who does it",
  glossary: [
    ["PPV", "of those who say yes, the share who do it."],
    ["Lift", "that share divided by the share of everybody."],
    ["Sensitivity", "of those who do it, the share who said yes."],
    ["Specificity", "of those who do not, the share who did not say yes."],
  ],
  blocks: (data) =>
    blocksOf(
      tableBlock(rulesTable(data)),
      groupBlock("grid", tableBlock(matchedTable(data)), tableBlock(baseRateTable(data))),
      tableBlock(pairedRulesTable(data)),
      tableBlock(cutPointTable(data)),
    ),
};
