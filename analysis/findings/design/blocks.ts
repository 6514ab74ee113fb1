import { blocksOf, groupBlock, type PartBlocks, tableBlock } from "../../blocks/block.ts";
import type { RankingSections } from "../ranking/sections.ts";
import type { ReportData } from "../reportData.ts";
import type { RuleSections } from "../rules/sections.ts";
import {
  effortTable,
  eligibleTable,
  interactionTable,
  orderTable,
  surveyedTable,
  weightedTable,
} from "./designTables.ts";
import type { StudyDesignSections } from "./sections.ts";

type Data = ReportData<StudyDesignSections & RankingSections & RuleSections>;

/** What depends on how the study was run: effort, order, eligibility, weights, being asked at all. */
export const designBlocks: PartBlocks<Data> = {
  title: "What depends on how the study was run",
  glossary: [],
  blocks: (data) =>
    blocksOf(
      groupBlock(
        "grid",
        tableBlock(effortTable(data)),
        tableBlock(interactionTable(data)),
        tableBlock(orderTable(data)),
        tableBlock(surveyedTable(data)),
      ),
      tableBlock(eligibleTable(data)),
      tableBlock(weightedTable(data)),
    ),
};
