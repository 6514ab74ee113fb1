import { blocksOf, type PartBlocks, tableBlock } from "../../blocks/block.ts";
import type { ReportData } from "../reportData.ts";
import type { RuleSections } from "../rules/sections.ts";
import { claimsTable } from "./claimsTable.ts";
import type { ClaimSections } from "./sections.ts";

/** Claims made about the measures, each against the data. */
export const claimsBlocks: PartBlocks<ReportData<ClaimSections & RuleSections>> = {
  title: "Claims against the data",
  glossary: [["Interval [a, b]", "the range of values that fit the data; 95 of 100 such ranges hold the true value."]],
  blocks: (data) => blocksOf(tableBlock(claimsTable(data))),
};
