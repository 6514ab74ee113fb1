import { sentence, withLabels } from "../names.ts";
import { count, decimal, withInterval } from "../numbers.ts";
import type { ReportData } from "../readReport.ts";
import { specificationTable } from "../tables/specificationTable.ts";
import type { Figure } from "./figure.ts";
import { forestSvg } from "./forest.ts";
import { sourceLine } from "./sourceLine.ts";

/** ΔAUC, implicit minus stated, under every reasonable choice, sorted, the planned one marked. Null with one choice. */
export function specificationFigure(data: ReportData): Figure | null {
  const specifications = data.sections.specifications ?? [];
  const known = specifications.flatMap(({ delta_auc, ...specification }) =>
    delta_auc === null ? [] : [{ ...specification, delta_auc }],
  );
  const planned = known.find(({ is_primary }) => is_primary);
  if (known.length < 2 || !planned) return null;
  const sameSign = known.filter(({ delta_auc }) => Math.sign(delta_auc) === Math.sign(planned.delta_auc)).length;
  const rows = known
    .toSorted((a, b) => b.delta_auc - a.delta_auc)
    .map(({ name, n, is_primary, delta_auc, delta_auc_ci95 }) => ({
      label: `${sentence(withLabels(data, name))} (n = ${count(n)})`,
      kind: is_primary ? ("both" as const) : ("implicit" as const),
      estimate: delta_auc,
      interval: delta_auc_ci95,
      text: withInterval(delta_auc, delta_auc_ci95),
    }));
  return {
    id: "specifications",
    span: "half",
    title: `${sameSign} of ${known.length} ways to compare give a difference of the same sign as the planned one`,
    subtitle: "ΔAUC, implicit minus stated; DeLong 95 % intervals; the square is the comparison as planned.",
    description: `${rows.map(({ label, text }) => `${label}: ${text}`).join("; ")}. No difference is 0.`,
    source: sourceLine(data, "specifications"),
    table: specificationTable(data),
    draw: (width) =>
      forestSvg({
        rows,
        width,
        axis: "ΔAUC, implicit − stated",
        reference: 0,
        referenceLabel: "no difference",
        tickFormat: (value) => decimal(value),
      }),
  };
}
