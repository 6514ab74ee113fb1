import { pNumber, twoDecimals } from "../../blocks/numbers.ts";
import type { Table } from "../../blocks/table.ts";
import type { AnovaIcc } from "../../statistics/models/clustered/anovaIcc.ts";
import { startingWith } from "../../statistics/named.ts";
import { labelOf } from "../names.ts";
import type { ReportData } from "../reportData.ts";
import type { ProductSections } from "./sections.ts";

/** How much of the outcome and of each measure lies between people who have several rows. */
export function iccTable(data: ReportData<ProductSections>): Table {
  const found = startingWith<"icc1_", AnovaIcc | null | undefined>(data.found, "icc1_");
  return {
    id: "persons-icc",
    caption: "How alike one person's rows are",
    columns: [
      { name: "measure", label: "Measure" },
      { name: "icc1", label: "ICC(1)", format: twoDecimals },
      { name: "icc2", label: "ICC(2)", format: twoDecimals },
      { name: "p", label: "p", format: pNumber },
    ],
    rows: found.flatMap(([name, icc]) =>
      icc?.icc1 == null ? [] : [[labelOf(data, name.replace(/_anova$/, "")), icc.icc1, icc.icc2, icc.p]],
    ),
    note: "ICC(1): the share of variance that lies between people, which can come out below 0. ICC(2): how reliable a person's mean over their rows is. p: that people do not differ (F test).",
  };
}
