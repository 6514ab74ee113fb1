import { DuckDBInstance } from "@duckdb/node-api";
import { cellsOf, numericColumns } from "./readCsv.ts";

const ROWS_AT_ONCE = 10_000;

/** Writes a CSV table as Parquet (zstd): columns that hold numbers only become DOUBLE, all others text, empty is NULL. */
export async function writeParquet(from: string, to: string): Promise<void> {
  const numeric = await numericColumns(from);
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  try {
    const rows = cellsOf(from);
    const header = (await rows.next()).value as readonly string[];
    const columns = header.map((name, place) => `${quoted(name)} ${numeric[place] ? "DOUBLE" : "VARCHAR"}`);
    await connection.run(`create table exported (${columns.join(", ")})`);
    const appender = await connection.createAppender("exported");
    let count = 0;
    for await (const cells of rows) {
      for (const [place, text] of cells.entries()) {
        if (text === "") appender.appendNull();
        else if (numeric[place]) appender.appendDouble(Number(text));
        else appender.appendVarchar(text);
      }
      appender.endRow();
      count += 1;
      if (count % ROWS_AT_ONCE === 0) appender.flushSync();
    }
    appender.closeSync();
    await connection.run(`copy exported to ${literal(to)} (format parquet, compression zstd)`);
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

// DuckDB takes neither names nor the target of COPY as parameters.
const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`;
const literal = (text: string) => `'${text.replaceAll("'", "''")}'`;
