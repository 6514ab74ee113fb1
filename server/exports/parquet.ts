import { DuckDBInstance } from "@duckdb/node-api";
import { cellsOf, numericColumns } from "./readCsv.ts";

/** Longer than any row that an export writes: a request may hold no more. */
const LONGEST_ROW = 16 << 20;
const ROWS_OF_GROUP = 20_480;

/** Writes a CSV table of an export as Parquet (zstd): columns that hold numbers only become DOUBLE, all others text, empty is
 *  NULL. DuckDB reads the table itself, told all about it and left to guess nothing, and keeps no more than a group of rows. */
export async function writeParquet(from: string, to: string): Promise<void> {
  const numeric = await numericColumns(from);
  const header = (await cellsOf(from).next()).value ?? [];
  const columns = header.map((name: string) => `${literal(name)}: 'VARCHAR'`);
  const cells = header.map((name: string, place: number) => {
    return numeric[place] ? `cast(${quoted(name)} as DOUBLE) as ${quoted(name)}` : quoted(name);
  });
  const table = [
    ...[literal(from), "auto_detect=false", "header=true", `columns={${columns.join(", ")}}`],
    ...["delim=','", `quote='"'`, `escape='"'`, "new_line='\\n'", "nullstr=''", "encoding='utf-8'"],
    ...[`max_line_size=${LONGEST_ROW}`, "parallel=false", "strict_mode=true"],
  ];
  const instance = await DuckDBInstance.create(":memory:", { threads: "1" });
  const connection = await instance.connect();
  try {
    const rows = `select ${cells.join(", ")} from read_csv(${table.join(", ")})`;
    const form = `format parquet, compression zstd, row_group_size ${ROWS_OF_GROUP}`;
    await connection.run(`copy (${rows}) to ${literal(to)} (${form})`);
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

// DuckDB takes neither names nor the target of COPY as parameters.
const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`;
const literal = (text: string) => `'${text.replaceAll("'", "''")}'`;
