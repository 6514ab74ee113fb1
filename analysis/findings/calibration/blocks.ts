import { blocksOf, figureBlock, groupBlock, type PartBlocks, tableBlock } from "../../blocks/block.ts";
import type { AnswerSections } from "../answers/sections.ts";
import type { ReportData } from "../reportData.ts";
import { calibrationFigure } from "./calibrationFigure.ts";
import { intentFigure } from "./intentFigure.ts";
import { forecastTable } from "./intentTables.ts";
import type { CalibrationSections } from "./sections.ts";

/** Predicted against observed, and stated chances against what was done. */
export const calibrationBlocks: PartBlocks<ReportData<AnswerSections & CalibrationSections>> = {
  title: "Are the probabilities right?",
  glossary: [
    ["Slope", "1 where predicted chances spread as much as what happened; below 1 they are too extreme."],
    ["Isotonic", "smoothed so that the share never falls as the answer rises."],
  ],
  blocks: (data) =>
    blocksOf(
      groupBlock(
        "grid",
        figureBlock(calibrationFigure(data)),
        figureBlock(intentFigure(data)),
        tableBlock(forecastTable(data)),
      ),
    ),
};
