import { slug } from "../../blocks/figures/slug.ts";
import { count, percent } from "../../blocks/numbers.ts";
import type { Table } from "../../blocks/table.ts";
import { labelOf, outcomeWords } from "../names.ts";
import type { ReportData } from "../reportData.ts";
import { WITHHELD, withheldNote } from "../withheld.ts";

/** Stated level against buying: people, buyers, share and Wilson 95 % interval, one row a level. */
export function sayDoTable(data: ReportData, column: string): Table {
  const share = (value: number | null) => percent(value, data.sample.n);
  const { did } = outcomeWords(data);
  return {
    id: `say-do-${slug(column)}`,
    caption: `${labelOf(data, column)}: people at each level, and how many ${did}`,
    columns: [
      { name: "level", label: "Level", format: (value) => String(value ?? "").replace("-", "−") },
      { name: "n", label: "People", format: count },
      { name: "bought", label: `Who ${did}`, format: count },
      { name: "share", label: "Share", format: share },
      { name: "wilson95_low", label: "95 % from", format: share },
      { name: "wilson95_high", label: "to", format: share },
    ],
    rows: (data.sayDo[column] ?? []).map(({ level, n, x, estimate, wilson95 }) => [
      level,
      n ?? WITHHELD,
      x ?? WITHHELD,
      estimate,
      wilson95?.[0] ?? null,
      wilson95?.[1] ?? null,
    ]),
    ...withheldNote(data, (data.sayDo[column] ?? []).filter(({ n }) => n === null).length),
  };
}
