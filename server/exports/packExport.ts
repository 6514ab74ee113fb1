import { createWriteStream, existsSync } from "node:fs";
import { readdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { finished } from "node:stream/promises";
import type { StoredStudy } from "../store/store.ts";
import { csvFile } from "./csvFile.ts";
import type { NewTables } from "./newTables.ts";
import { toPsychDs } from "./psychDs.ts";
import { cellsOf, numericColumns } from "./readCsv.ts";
import { spreadsheetSafe } from "./spreadsheetSafe.ts";

export const exportFormats = ["csv", "jsonl", "parquet", "psych-ds"] as const;
export type ExportFormat = (typeof exportFormats)[number];

type Packing = {
  readonly format: ExportFormat;
  readonly style: "plain" | "spreadsheet";
  readonly stored: StoredStudy;
};

/** Turns a folder of CSV tables into another format, or makes its cells safe for spreadsheets. */
export async function packExport(out: NewTables, { format, style, stored }: Packing): Promise<void> {
  const folder = out.dir;
  const tables = (await readdir(folder)).filter((name) => name.endsWith(".csv"));
  if (format === "psych-ds") return await toPsychDs(folder, { tables, stored });
  if (format !== "csv") await removeReaders(folder);
  for (const table of tables) {
    const path = join(folder, table);
    const name = table.slice(0, -".csv".length);
    if (format === "csv") {
      if (style === "spreadsheet") await makeSafe(table, out);
      continue;
    }
    if (format === "parquet") await toParquet(path, join(folder, `${name}.parquet`));
    else if (!existsSync(join(folder, `${name}.jsonl`))) await writeLines(path, join(folder, `${name}.jsonl`));
    await rm(path);
  }
}

/** The scripts read CSV. */
async function removeReaders(folder: string): Promise<void> {
  for (const name of ["read.R", "read.py", "read.sps", "read.do"]) await rm(join(folder, name), { force: true });
}

/** DuckDB is large; a server that writes no Parquet never loads it. */
async function toParquet(from: string, to: string): Promise<void> {
  const { writeParquet } = await import("./parquet.ts");
  await writeParquet(from, to);
}

async function makeSafe(table: string, out: NewTables): Promise<void> {
  const path = join(out.dir, table);
  const safe = `${path}.part`;
  let file: ReturnType<typeof csvFile> | undefined;
  for await (const cells of cellsOf(path)) {
    const guarded = cells.map(spreadsheetSafe);
    if (file) await file.write(guarded);
    else file = csvFile(safe, guarded, "spreadsheet");
  }
  const written = await file?.close();
  await rename(safe, path);
  if (written !== undefined) out.facts.set(table, written);
}

async function writeLines(from: string, to: string): Promise<void> {
  const numeric = await numericColumns(from);
  const out = createWriteStream(to, { mode: 0o600 });
  const written = finished(out);
  let header: readonly string[] | undefined;
  for await (const cells of cellsOf(from)) {
    if (!header) {
      header = cells;
      continue;
    }
    const entries = header.map(
      (name, place) => [name, jsonValue(cells[place] ?? "", numeric[place] === true)] as const,
    );
    if (!out.write(`${JSON.stringify(Object.fromEntries(entries))}\n`)) {
      await new Promise<void>((resolve) => out.once("drain", () => resolve()));
    }
  }
  out.end();
  await written;
}

function jsonValue(text: string, isNumeric: boolean): string | number | null {
  if (text === "") return null;
  return isNumeric ? Number(text) : text;
}
