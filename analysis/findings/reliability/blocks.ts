import { blocksOf, groupBlock, type PartBlocks, tableBlock } from "../../blocks/block.ts";
import type { ReportData } from "../reportData.ts";
import { disattenuationTable, reliabilityTable } from "./reliabilityTable.ts";
import type { ReliabilitySections } from "./sections.ts";

/** Reliability and correlations corrected for it. */
export const reliabilityBlocks: PartBlocks<ReportData<ReliabilitySections>> = {
  title: "How reliable are the measures?",
  glossary: [
    ["Reliability", "how well a measure agrees with itself, from 0 to 1."],
    ["Cronbach's α", "reliability from how the items of a scale go together."],
  ],
  blocks: (data) =>
    blocksOf(groupBlock("grid", tableBlock(reliabilityTable(data)), tableBlock(disattenuationTable(data)))),
};
