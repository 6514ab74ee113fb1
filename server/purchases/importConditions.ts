import type { Study } from "../../experiments/contract/study.ts";
import type { ConditionRow, RecordStore } from "../store/store.ts";
import type { RecordKind } from "./importRecords.ts";
import type { Changed, RowChange, Tally } from "./importReport.ts";
import { knownProduct } from "./products.ts";
import { recordColumns } from "./recordColumns.ts";
import type { RecordRow } from "./recordTable.ts";

/** What held for a product at a time: price, promotion, stock, advertising. What is known of a product and time stays. */
export async function conditionKind(
  records: RecordStore,
  study: Study,
  changed: Changed,
): Promise<RecordKind<ConditionRow>> {
  const corrections: ConditionRow[] = [];
  const inFile = new Set<string>();
  const known = new Map((await records.storedConditions(study.id)).map((row) => [keyOf(row), row]));
  return {
    kind: "conditions",
    columns: recordColumns.conditions,
    read: (row, counts) => conditionOf(row, counts, study),
    fresh: async (rows, counts) =>
      rows.flatMap(({ line, row }) => {
        const before = known.get(keyOf(row));
        known.set(keyOf(row), before ?? row);
        const isFirst = !inFile.has(keyOf(row));
        inFile.add(keyOf(row));
        if (before === undefined) return [row];
        const changes = changesOf(before, row, line);
        if (changes.length === 0) return [];
        counts.change(changes);
        // A further row that contradicts the first is told and goes no further.
        if (changed === "corrected" && isFirst) corrections.push(row);
        return [];
      }),
    async add(rows, mode) {
      const added = await records.addConditions(rows, mode);
      await records.correctConditions(corrections.splice(0), mode);
      return added;
    },
  };
}

function conditionOf(row: RecordRow, counts: Tally, study: Study): readonly ConditionRow[] {
  const [from, to] = [row.moment("from"), row.moment("to")];
  const { problem } = row;
  if (problem !== undefined || from === null || to === null || to.end < from.at) {
    counts.problem(problem ?? row.line, "from is after to.");
    return [];
  }
  const product = knownProduct(study, row.text("product"));
  if (product === undefined) {
    counts.unknownProduct(row.text("product"));
    return [];
  }
  return [
    {
      study_id: study.id,
      product,
      from_at: from.at.toISOString(),
      to_at: to.end.toISOString(),
      price: row.number("price"),
      promotion: row.text("promotion") ?? null,
      in_stock: row.flag("in_stock"),
      advertising: row.text("advertising") ?? null,
    },
  ];
}

function keyOf({ product, from_at, to_at }: ConditionRow): string {
  return JSON.stringify([product, from_at, to_at]);
}

const COMPARED = ["price", "promotion", "in_stock", "advertising"] as const;

function changesOf(stored: ConditionRow, found: ConditionRow, row: number): readonly RowChange[] {
  return COMPARED.filter((column) => stored[column] !== found[column]).map((column) => {
    return { row, column, before: String(stored[column] ?? ""), found: String(found[column] ?? "") };
  });
}
