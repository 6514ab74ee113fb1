import { blocksOf, type PartBlocks, sentenceBlock, tableBlock } from "../../blocks/block.ts";
import { count, decimal } from "../../blocks/numbers.ts";
import type { AnswerSections } from "../answers/sections.ts";
import type { ClaimSections } from "../claims/sections.ts";
import { sentence } from "../names.ts";
import type { ProductSections } from "../products/sections.ts";
import type { RankingSections } from "../ranking/sections.ts";
import type { ReportData } from "../reportData.ts";
import type { RuleSections } from "../rules/sections.ts";
import type { UsefulnessSections } from "../usefulness/sections.ts";
import { coefficientTable } from "./coefficientTable.ts";
import { incrementFinding } from "./incrementFinding.ts";
import { modelsTable } from "./modelsTable.ts";
import { nestedTable } from "./nestedTable.ts";
import type { ModelSections } from "./sections.ts";

type Data = ReportData<
  AnswerSections & ClaimSections & ModelSections & ProductSections & RankingSections & RuleSections & UsefulnessSections
>;

/** The ladder of models, the tests of what adds to what, and the coefficients. */
export const modelsBlocks: PartBlocks<Data> = {
  title: "Does one add to the other?",
  glossary: [
    ["R²", "how much of who did it a model explains, from 0 to 1; Nagelkerke's and Tjur's are two ways to count it."],
    ["Out of fold", "predicted for people whom the model had not seen."],
    ["Brier score", "the mean squared distance between prediction and what happened; smaller is better."],
  ],
  blocks: (data) => {
    const tables = [
      tableBlock(modelsTable(data)),
      tableBlock(nestedTable(data), "small"),
      tableBlock(coefficientTable(data)),
    ];
    if (tables.every((table) => table === null)) return [];
    return blocksOf(
      sentenceBlock(sentence(incrementFinding(data)).replace(/\.?$/, ".")),
      sentenceBlock(gainInSample(data)),
      ...tables,
    );
  },
};

function gainInSample({ found }: Data): string | null {
  const gain = found.delta_r2_full_minus_stated;
  if (!gain) return null;
  const n = found.models?.M_full?.n ?? null;
  return `In the sample, adding the implicit score raised Nagelkerke's R² by ${decimal(gain.nagelkerke)} and Tjur's R² by ${decimal(gain.tjur)}${n === null ? "" : `, n = ${count(n)}`}.`;
}
