import { blocksOf, type PartBlocks, tableBlock } from "../../blocks/block.ts";
import type { ReportData } from "../reportData.ts";
import type { TreatmentFinding } from "./sections.ts";
import { effectsTable, passThroughTable, sampleRatioTable } from "./treatmentTables.ts";

/** What randomised treatments changed. */
export const treatmentBlocks: PartBlocks<ReportData<TreatmentFinding>> = {
  title: "What the treatments changed",
  glossary: [
    [
      "Among everyone who was randomised",
      "people count in the group they were drawn into, whatever they saw or skipped.",
    ],
    [
      "Doing per saying",
      "the change in what people do divided by the change in what they say, where that changed enough.",
    ],
  ],
  blocks: (data) =>
    blocksOf(tableBlock(effectsTable(data)), tableBlock(passThroughTable(data)), tableBlock(sampleRatioTable(data))),
};
