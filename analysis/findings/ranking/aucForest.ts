import type { Figure } from "../../blocks/figures/figure.ts";
import { type ForestRow, forestSvg } from "../../blocks/figures/forest.ts";
import { count, decimal, percent, withInterval } from "../../blocks/numbers.ts";
import { knownInterval } from "../answers/answer.ts";
import { kindOf, labelOf, modelLabel, outcomeWords } from "../names.ts";
import type { ProductSections } from "../products/sections.ts";
import type { ReportData } from "../reportData.ts";
import { sourceLine } from "../sourceLine.ts";
import { areas, intervalMethod } from "./areas.ts";
import { aucTable } from "./aucTable.ts";
import { bestFinding } from "./rankingWords.ts";
import type { RankingSections } from "./sections.ts";

type Data = ReportData<ProductSections & RankingSections>;

/** AUC of every measure, and of the models out of fold, each with its interval. Null when there are no AUCs. */
export function aucForest(data: Data): Figure | null {
  const rows = [...measureRows(data), ...modelRows(data)];
  if (rows.length === 0) return null;
  const { n, bought } = data.sample;
  const { doers, others } = outcomeWords(data);
  return {
    id: "auc",
    span: "half",
    title: bestFinding(data),
    subtitle: `n = ${count(n)}, ${count(bought)} ${doers} (${percent(data.sample.baseRate, n)}). AUC: chance that one of the ${doers} scores above one of the ${others}; ${intervalMethod(data)}; models out of fold.`,
    description: `${rows.map((row) => `${row.label} ${row.text}`).join("; ")}. Chance is .50.`,
    source: sourceLine(data, "AUC"),
    table: aucTable(data),
    draw: (width) =>
      forestSvg({
        rows,
        width,
        axis: "AUC",
        reference: 0.5,
        referenceLabel: "chance",
        tickFormat: (value) => decimal(value),
      }),
  };
}

function measureRows(data: Data): readonly ForestRow[] {
  return areas(data).flatMap(({ column, auc, interval }) =>
    rowOf(auc, interval, { label: labelOf(data, column), kind: kindOf(data, column) }),
  );
}

function modelRows(data: Data): readonly ForestRow[] {
  return Object.entries(data.crossValidated).flatMap(([model, { pooled_auc }]) =>
    rowOf(pooled_auc.auc, knownInterval(pooled_auc.ci95_delong), {
      label: `Model: ${modelLabel(data, model).toLowerCase()}`,
      kind: kindOf(data, model),
    }),
  );
}

function rowOf(
  estimate: number | null,
  interval: readonly [number, number] | null,
  named: Pick<ForestRow, "label" | "kind">,
): readonly ForestRow[] {
  return estimate === null ? [] : [{ ...named, estimate, interval, text: withInterval(estimate, interval) }];
}
