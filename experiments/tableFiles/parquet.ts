import { createReadStream } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Problem } from "../contract/problem.ts";
import type { TableSource } from "../tables/ask.ts";
import { hashOfFile } from "./hashed.ts";
import type { TableOrigin } from "./tableOrigin.ts";

/** A Parquet file as comma-separated text. DuckDB is loaded only here. Throws a Problem for an upload, and for a file
 *  DuckDB cannot read. */
export async function parquetAsCsv(origin: TableOrigin): Promise<TableSource> {
  const { name, path } = origin;
  if (path === undefined)
    throw unreadable(name, "an upload", "Save the table as CSV UTF-8, or import it by the command line.");
  const folder = await mkdtemp(join(tmpdir(), "saydo-parquet-"));
  const text = join(folder, "table.csv");
  async function* chunks() {
    try {
      await copyAsCsv({ from: path ?? "", to: text, name });
      yield* createReadStream(text, { highWaterMark: 1 << 20 });
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }
  const sha256 = await hashOfFile(origin);
  return { name, chunks: chunks(), sha256: () => sha256, notes: [] };
}

type Copy = { readonly from: string; readonly to: string; readonly name: string };

async function copyAsCsv({ from, to, name }: Copy): Promise<void> {
  const { DuckDBInstance } = await import("@duckdb/node-api");
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  try {
    await connection.run("set TimeZone = 'UTC'");
    await connection.run(`copy (select * from read_parquet(${literal(from)})) to ${literal(to)} (format csv, header)`);
  } catch (error) {
    const said = error instanceof Error ? (error.message.split("\n")[0] ?? "") : String(error);
    const found = said.replaceAll(/ *(in|of|from)? *file ["'][^"']*["']/g, "").replace(/^[\w ]*Error: /, "");
    throw unreadable(name, found, "Write the file again, or save it as CSV UTF-8.");
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

function unreadable(file: string, found: string, todo: string): Problem {
  return new Problem({
    code: "table-invalid",
    file,
    detail: "This Parquet file cannot be read.",
    expected: "a Parquet file on this machine",
    found,
    todo,
  });
}

// DuckDB takes the target of COPY as no parameter.
const literal = (text: string) => `'${text.replaceAll("'", "''")}'`;
