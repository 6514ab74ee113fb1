import type { Ask } from "../../../experiments/tables/ask.ts";
import { type SaidFlags, saidOf } from "../../../experiments/tables/said.ts";
import { recordColumns } from "../../../server/purchases/recordColumns.ts";
import { type RecordTable, recordBatches } from "../../../server/purchases/recordTable.ts";

/** Bytes as a table of records, in chunks of any size. */
export function recordsOf(bytes: Uint8Array | string, flags: SaidFlags = {}, chunk = 1 << 16): RecordTable {
  const all = typeof bytes === "string" ? Buffer.from(bytes) : bytes;
  return {
    file: "orders.csv",
    said: saidOf(flags),
    notes: [],
    open: async () => ({ name: "orders.csv", chunks: chunksOf(all, chunk) }),
  };
}

function* chunksOf(bytes: Uint8Array, size: number): Generator<Uint8Array> {
  for (let from = 0; from < bytes.length; from += size) yield bytes.subarray(from, from + size);
}

/** What an import would take of each row, or the row's first mistake. */
export async function cellsIn(table: RecordTable, columns: Ask["columns"] = recordColumns.purchases) {
  const reading = { rows: 0, notes: [], sha256: "" };
  const rows: unknown[] = [];
  for await (const batch of recordBatches(table, columns, reading)) {
    for (const row of batch) {
      const cells = Object.entries(columns).map(([name, { kind }]) => {
        if (kind === "moment") return row.moment(name)?.at.toISOString();
        if (kind === "number") return row.number(name);
        if (kind === "flag") return row.flag(name);
        return kind === "choice" ? row.choice(name) : row.text(name);
      });
      rows.push(row.problem === undefined ? cells : { problem: row.problem.detail });
    }
  }
  return { rows, notes: reading.notes as readonly string[] };
}
