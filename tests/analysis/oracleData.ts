import { readFileSync } from "node:fs";
import { parse } from "csv-parse/sync";
import { oraclePath } from "./oracles.ts";

/** The numeric columns of a CSV file of an oracle case; text columns are left out. */
export function oracleColumns(caseName: string, file = "data.csv"): Readonly<Record<string, readonly number[]>> {
  const rows: readonly Record<string, string>[] = parse(readFileSync(oraclePath(caseName, file)), { columns: true });
  const names = Object.keys(rows[0]!).filter((name) => rows.every((row) => Number.isFinite(Number(row[name]))));
  return Object.fromEntries(names.map((name) => [name, rows.map((row) => Number(row[name]))]));
}

/** The rows of a CSV file of an oracle case as text. */
export function oracleRows(caseName: string, file = "data.csv"): readonly Readonly<Record<string, string>>[] {
  return parse(readFileSync(oraclePath(caseName, file)), { columns: true });
}

/** The rows of a CSV file of whole numbers without a header. */
export function oracleIndices(caseName: string, file = "boot_idx.csv"): readonly Int32Array[] {
  const rows: readonly string[][] = parse(readFileSync(oraclePath(caseName, file)));
  return rows.map((row) => Int32Array.from(row, Number));
}
