import type { ConditionRow, RecordStore } from "../store/store.ts";
import type { ImportOptions } from "./importPurchases.ts";
import { type ImportReport, tally } from "./importReport.ts";
import { endOfMoment, readMoment } from "./moments.ts";
import { knownProduct } from "./products.ts";
import { readTable, type TableSource } from "./readTable.ts";

/** Imports what held for a product at a time: price, promotion, stock, advertising. */
export async function importConditions(
  records: RecordStore,
  source: TableSource,
  { study, map, dateFormat, isDryRun }: ImportOptions,
): Promise<ImportReport> {
  const counts = tally();
  const rows: ConditionRow[] = [];
  for await (const row of readTable(source, { required: ["product", "from", "to"], ...(map ? { map } : {}) })) {
    counts.count("rowsRead");
    const product = knownProduct(study, row.cell("product"));
    const from = readMoment(row.cell("from") ?? "", dateFormat);
    const to = readMoment(row.cell("to") ?? "", dateFormat);
    const price = row.cell("price") === undefined ? null : Number(row.cell("price"));
    const stock = row.cell("in_stock");
    if (product === undefined) counts.count("unknownProduct");
    else if (!from || !to) counts.problem(row.row, "from and to must be dates");
    else if (Number.isNaN(price)) counts.problem(row.row, "price is not a number");
    else if (stock !== undefined && stock !== "0" && stock !== "1") counts.problem(row.row, "in_stock must be 1 or 0");
    else
      rows.push({
        study_id: study.id,
        product,
        from_at: from.at.toISOString(),
        to_at: endOfMoment(to).toISOString(),
        price,
        promotion: row.cell("promotion") ?? null,
        in_stock: stock === undefined ? null : Number(stock),
        advertising: row.cell("advertising") ?? null,
      });
  }
  const added = await records.addConditions(rows, isDryRun ? "try" : "keep");
  counts.count("added", added);
  counts.count("duplicate", rows.length - added);
  return counts.report("conditions", isDryRun);
}
