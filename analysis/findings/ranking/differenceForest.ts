import type { Figure } from "../../blocks/figures/figure.ts";
import { forestSvg } from "../../blocks/figures/forest.ts";
import { count, decimal, withInterval } from "../../blocks/numbers.ts";
import { kindOf } from "../names.ts";
import type { ProductSections } from "../products/sections.ts";
import type { ReportData } from "../reportData.ts";
import { sourceLine } from "../sourceLine.ts";
import { intervalMethod } from "./areas.ts";
import { differences, equivalenceOf } from "./differences.ts";
import { differenceTable } from "./differenceTable.ts";
import { FEW } from "./pairedAuc.ts";
import { rankingFinding } from "./rankingWords.ts";
import type { RankingSections } from "./sections.ts";

/** Paired differences of AUC with DeLong intervals against the line of no difference and the equivalence margin. Nested
 *  models compared in the sample they were fitted on are left out: DeLong's test is not valid there (Demler 2012). */
export function differenceForest(data: ReportData<ProductSections & RankingSections>): Figure | null {
  const rows = differences(data).flatMap(({ label, later, difference, interval }) =>
    difference === null
      ? []
      : [
          {
            label,
            kind: kindOf(data, later),
            estimate: difference,
            interval,
            text: withInterval(difference, interval),
          },
        ],
  );
  if (rows.length === 0) return null;
  const margin = Object.values(data.found.auc_paired ?? {})
    .map((paired) => equivalenceOf(paired).margin)
    .find((value) => value !== null);
  return {
    id: "auc-differences",
    span: "half",
    title: rankingFinding(data),
    subtitle: `n = ${count(data.sample.n)}, the same people on both sides. First minus second; ${differenceMethod(data)}${margin == null ? "" : `; shaded: differences under ${decimal(margin)}`}.`,
    description: `${rows.map((row) => `${row.label}: ${row.text}`).join("; ")}. No difference is 0.`,
    source: sourceLine(data, "paired AUC"),
    table: differenceTable(data),
    draw: (width) =>
      forestSvg({
        rows,
        width,
        axis: "ΔAUC",
        reference: 0,
        referenceLabel: "no difference",
        ...(margin == null ? {} : { band: margin }),
        tickFormat: (value) => decimal(value),
      }),
  };
}

// As in the answer: an error that few people give is itself hardly known.
function differenceMethod(data: ReportData<ProductSections & RankingSections>): string {
  const { n, bought } = data.sample;
  const isFew = n !== null && bought !== null && Math.min(bought, n - bought) < FEW;
  const method = intervalMethod(data);
  return isFew && method.startsWith("DeLong") ? "95 % intervals by t, with DeLong errors" : method;
}
