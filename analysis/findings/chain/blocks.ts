import { blocksOf, type PartBlocks, sentenceBlock, tableBlock } from "../../blocks/block.ts";
import type { ReportData } from "../reportData.ts";
import { chainPassagesTable, chainPeopleTable, chainStepsTable } from "./chainTables.ts";
import type { ChainFinding } from "./sections.ts";

/** From employees to value. */
export const chainBlocks: PartBlocks<ReportData<ChainFinding>> = {
  title: "From employees to value",
  glossary: [
    ["Unit", "a branch, shop or team; the steps compare the means of units, not of people."],
    [
      "Through",
      "the part of what goes with employees that also goes with what lies between: an association along an order that is assumed, no proof of cause.",
    ],
  ],
  blocks: (data) => {
    const shown = data.found.chain;
    return blocksOf(
      sentenceBlock(shown?.cost_subtracted === true ? "Value is what customers bring less what they cost." : null),
      tableBlock(chainStepsTable(data)),
      tableBlock(chainPassagesTable(data)),
      tableBlock(chainPeopleTable(data), "small"),
    );
  },
};
