import { createHash } from "node:crypto";
import type { PurchaseCorrection, PurchaseRow, RecordStore } from "../store/store.ts";
import type { LinedRow } from "./importRecords.ts";
import type { RowChange, Tally } from "./importReport.ts";
import { RowCounter } from "./rowCounter.ts";

/** Which purchases of a file are new. Equal rows of one file are as many purchases, and the n-th of them is the n-th of
 *  another file. With an order number, another row of the same order, product and kind (and, but for a purchase, moment) is
 *  another line of the order, unless the store has a line there that the file no longer holds: then it is that line,
 *  changed, and the stored one stays. */
export type OrderLines = {
  note(row: PurchaseRow, counts: Tally): void;
  fresh(rows: readonly LinedRow<PurchaseRow>[], counts: Tally): Promise<readonly PurchaseRow[]>;
};

/** `corrections` takes changed lines that are to go into the place of stored ones; null where the stored ones stay. */
export function orderLines(
  records: RecordStore,
  studyId: string,
  corrections: PurchaseCorrection[] | null,
): OrderLines {
  const inFile = new RowCounter();
  const met = new RowCounter();
  return {
    note(row, counts) {
      if (row.order_ref !== null && inFile.add(contentOf(row)) > 0) counts.countFor(copiesNote);
    },
    async fresh(rows, counts) {
      const stored = storedLines(await storedOf(records, studyId, rows), inFile);
      return rows.flatMap(({ line, row }) => {
        const content = contentOf(row);
        const before = met.add(content);
        const ready = { ...row, dedupe_key: dedupeKey(content, before) };
        if (row.order_ref === null) return [ready];
        if ((stored.counts.get(content) ?? 0) > before) return [];
        const changed = stored.gone.get(orderKey(row))?.shift();
        if (changed === undefined) return [ready];
        counts.change(changesOf(changed, row, line));
        corrections?.push({ stored: changed, row: ready });
        return [];
      });
    },
  };
}

async function storedOf(records: RecordStore, studyId: string, rows: readonly LinedRow<PurchaseRow>[]) {
  const people = new Set(rows.flatMap(({ row }) => (row.order_ref === null ? [] : [row.participant_id])));
  return people.size === 0 ? [] : await records.storedPurchases(studyId, [...people]);
}

/** How often each content is stored, and the lines of orders that the file does not hold. */
function storedLines(stored: readonly PurchaseRow[], inFile: RowCounter) {
  const counts = new Map<string, number>();
  const gone = new Map<string, PurchaseRow[]>();
  for (const row of stored) {
    if (row.order_ref === null) continue;
    const content = contentOf(row);
    counts.set(content, (counts.get(content) ?? 0) + 1);
    if (inFile.has(content)) continue;
    const key = orderKey(row);
    gone.set(key, [...(gone.get(key) ?? []), row]);
  }
  return { counts, gone };
}

function orderKey({ participant_id, order_ref, product, kind, purchased_at }: PurchaseRow): string {
  return JSON.stringify([participant_id, order_ref, product, kind, kind === "purchase" ? null : purchased_at]);
}

function contentOf(row: PurchaseRow): string {
  const { participant_id, purchased_at, product, kind, order_ref, quantity, amount, currency, channel } = row;
  const bought = [participant_id, purchased_at, product, kind, quantity, amount];
  return JSON.stringify(order_ref === null ? bought : [...bought, order_ref, currency, channel]);
}

const COMPARED = ["purchased_at", "quantity", "amount", "currency", "channel"] as const;

function changesOf(stored: PurchaseRow, found: PurchaseRow, row: number): readonly RowChange[] {
  return COMPARED.filter((column) => stored[column] !== found[column]).map((column) => {
    return { row, column, before: String(stored[column] ?? ""), found: String(found[column] ?? "") };
  });
}

function copiesNote(copies: number): string {
  if (copies === 1) return "1 row repeats a line of its order exactly; it was taken as a further line.";
  return `${copies} rows repeat a line of their order exactly; they were taken as further lines.`;
}

/** Says that a row is the same as one imported before. */
function dedupeKey(content: string, occurrence: number): string {
  return createHash("sha256").update(`${content}#${occurrence}`).digest("hex");
}
