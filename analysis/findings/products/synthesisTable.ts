import { count, decimal, pNumber, significant } from "../../blocks/numbers.ts";
import type { Table } from "../../blocks/table.ts";
import type { ReportData } from "../reportData.ts";
import type { ProductSections } from "./sections.ts";

type Data = ReportData<ProductSections>;

/** The products' differences pooled: as one common difference, and as differences that vary, with the range in which the
 *  next product is expected. */
export function synthesisTable(data: Data): Table {
  const pooled = data.found.product_synthesis?.delta_auc;
  const two = (value: number | null) => decimal(value);
  const random = pooled?.reml;
  const rows = [
    ["One difference for all", pooled?.fixed?.estimate, pooled?.fixed?.ci95, null],
    ["Differences that vary (REML), normal interval", random?.estimate, random?.ci95, null],
    ["Differences that vary (REML), HKSJ interval", random?.estimate, random?.hksj?.ci95, random?.hksj?.p],
    ["A further product (prediction)", random?.estimate, random?.prediction_interval_t_kminus2, null],
  ] as const;
  return {
    id: "product-synthesis",
    caption: "ΔAUC, implicit − stated, over products",
    columns: [
      { name: "model", label: "Model" },
      { name: "delta_auc", label: "ΔAUC", format: two },
      { name: "ci95_low", label: "95 % from", format: two },
      { name: "ci95_high", label: "to", format: two },
      { name: "p", label: "p", format: pNumber },
    ],
    rows: rows.flatMap(([name, estimate, limits, p]) =>
      estimate == null ? [] : [[name, estimate, limits?.[0] ?? null, limits?.[1] ?? null, p ?? null]],
    ),
    note: `${heterogeneity(data)}Pooling takes the products as independent; where the same people rated several, the row “all products” counts persons.`,
  };
}

function heterogeneity(data: Data): string {
  const pooled = data.found.product_synthesis?.delta_auc;
  if (!pooled || pooled.Q_p === null) return "";
  const differ = pooled.Q_p < 0.05 ? "The products differ" : "No clear sign that the products differ";
  return `${differ}: Q(${count(pooled.Q_df)}) = ${significant(pooled.Q)}, p = ${pNumber(pooled.Q_p)}, I² = ${significant(pooled.I2_percent_from_Q, 2)} %, τ² = ${significant(pooled.reml?.tau2 ?? null, 2)}. `;
}
