import { blocksOf, figureBlock, groupBlock, type PartBlocks, sentenceBlock, tableBlock } from "../../blocks/block.ts";
import { count, fixed, intervalText } from "../../blocks/numbers.ts";
import type { AnswerSections } from "../answers/sections.ts";
import type { ProductSections } from "../products/sections.ts";
import type { RankingSections } from "../ranking/sections.ts";
import type { ReportData } from "../reportData.ts";
import { sayDoFigure } from "../rules/sayDoFigure.ts";
import type { RuleSections } from "../rules/sections.ts";
import { correlationTable } from "./correlationTable.ts";
import { measuresTable } from "./measuresTable.ts";
import type { MeasureSections } from "./sections.ts";

type Data = ReportData<AnswerSections & MeasureSections & ProductSections & RankingSections & RuleSections>;

/** What was measured: distributions, say–do figures of the other stated measures, the net promoter score, correlations. */
export const measuresBlocks: PartBlocks<Data> = {
  title: "Measures",
  glossary: [],
  blocks: (data) =>
    blocksOf(
      tableBlock(measuresTable(data)),
      sentenceBlock(netPromoter(data)),
      groupBlock(
        "grid",
        ...Object.keys(data.sayDo)
          .filter((column) => column !== data.primary.stated)
          .map((column) => figureBlock(sayDoFigure(data, column))),
      ),
      tableBlock(correlationTable(data)),
    ),
};

function netPromoter({ found: { nps } }: Data): string | null {
  if (!nps || nps.nps === null) return null;
  const whole = (value: number | null) => fixed(value, 0);
  return (
    `Net promoter score: ${whole(nps.nps)} ${intervalText(nps.ci95_wald, whole)}, from ${count(nps.promoters)} promoters (9–10), ` +
    `${count(nps.passives)} passives (7–8) and ${count(nps.detractors)} detractors (0–6), n = ${count(nps.n)}. A score of a group, −100 to 100.`
  );
}
