import { count, decimal, significant, twoDecimals } from "../../blocks/numbers.ts";
import type { Cell, Table } from "../../blocks/table.ts";
import { measureOf, outcomeWords } from "../names.ts";
import type { RankingSections } from "../ranking/sections.ts";
import type { ReportData } from "../reportData.ts";
import type { MeasureSections } from "./sections.ts";

type Data = ReportData<MeasureSections & RankingSections>;

/** Every measure's n, mean, SD and median, its means among those who bought and the others, the standardised difference,
 *  and what it cost a participant in minutes. */
export function measuresTable(data: Data): Table {
  const { doers, others } = outcomeWords(data);
  const three = twoDecimals;
  const isTimed = data.measures.some(({ minutes }) => minutes != null);
  const columns = Object.keys(data.found.descriptives ?? data.found.buyers_vs_nonbuyers ?? {});
  return {
    id: "measures",
    caption: "Measures: distribution, difference by outcome, and effort",
    columns: [
      { name: "measure", label: "Measure" },
      { name: "kind", label: "Kind" },
      { name: "n", label: "n", format: count },
      { name: "missing", label: "Missing", format: count },
      { name: "mean", label: "Mean", format: three },
      { name: "sd", label: "SD", format: three },
      { name: "median", label: "Median", format: three },
      { name: "min", label: "Min", format: three },
      { name: "max", label: "Max", format: three },
      { name: "mean_outcome_1", label: `Mean, ${doers}`, format: three },
      { name: "mean_outcome_0", label: `Mean, ${others}`, format: three },
      { name: "cohen_d", label: "d", format: (value) => decimal(value) },
      { name: "auc", label: "AUC", format: (value) => decimal(value) },
      { name: "trials", label: "Answers or trials", format: count },
      { name: "minutes", label: "Minutes", format: (value) => significant(value, 2) },
    ],
    rows: columns.map((column) => measureRow(data, column)),
    note: `SD with n − 1. d: mean difference in pooled SDs.${isTimed ? " Minutes: what the measure takes of a participant's time; an even contest would give each the same." : ""}`,
  };
}

function measureRow(data: Data, column: string): readonly Cell[] {
  const described = data.found.descriptives?.[column];
  const groups = data.found.buyers_vs_nonbuyers?.[column];
  const measure = measureOf(data, column);
  return [
    measure?.label ?? column,
    measure?.kind ?? "described",
    described?.n ?? null,
    described?.missing || null,
    described?.mean ?? null,
    described?.sd ?? null,
    described?.median ?? null,
    described?.min ?? null,
    described?.max ?? null,
    groups?.mean1 ?? null,
    groups?.mean0 ?? null,
    groups?.cohen_d_pooled ?? null,
    data.found.auc?.[column]?.auc ?? null,
    measure?.trials ?? null,
    measure?.minutes ?? null,
  ];
}
