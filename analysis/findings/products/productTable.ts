import { count, decimal, pNumber, significant } from "../../blocks/numbers.ts";
import type { Table } from "../../blocks/table.ts";
import { outcomeWords, productName, sentence } from "../names.ts";
import type { ReportData } from "../reportData.ts";

/** Per product: people, buyers, both AUCs, their difference, and the likelihood-ratio test of adding the implicit score. */
export function productTable(data: ReportData): Table {
  const two = (value: number | null) => decimal(value);
  return {
    id: "products",
    caption: "Implicit against stated, product by product",
    columns: [
      { name: "product", label: "Product" },
      { name: "n", label: "n", format: count },
      { name: "buyers", label: sentence(outcomeWords(data).doers), format: count },
      { name: "auc_implicit", label: "AUC implicit", format: two },
      { name: "auc_stated", label: "AUC stated", format: two },
      { name: "difference", label: "ΔAUC", format: two },
      { name: "ci95_low", label: "95 % from", format: two },
      { name: "ci95_high", label: "to", format: two },
      { name: "p_holm", label: "p, Holm", format: pNumber },
      { name: "lr_chi2", label: "χ², adding implicit", format: (value) => significant(value) },
      { name: "lr_p", label: "p", format: pNumber },
      { name: "lr_p_holm", label: "p, Holm", format: pNumber },
    ],
    rows: Object.entries(data.products).map(([id, row]) => [
      productName(data, id),
      row.n,
      row.buyers,
      row.auc1,
      row.auc2,
      row.difference,
      row.ci95_difference?.[0] ?? null,
      row.ci95_difference?.[1] ?? null,
      row.holmDifference,
      row.add_implicit_lr?.chi2 ?? null,
      row.add_implicit_lr?.p ?? null,
      row.holmIncrement,
    ]),
  };
}
