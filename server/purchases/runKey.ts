import { createWriteStream, existsSync } from "node:fs";
import { rename, rm } from "node:fs/promises";
import { finished } from "node:stream/promises";
import { stringify } from "csv-stringify";
import { askId } from "../../experiments/contract/asked.ts";
import { Problem } from "../../experiments/contract/problem.ts";
import { openTable } from "../../experiments/tableFiles/openTable.ts";
import { recipeOf } from "../../experiments/tableFiles/recipeFiles.ts";
import type { TableFlags } from "../../experiments/tableFiles/tableFlags.ts";
import { fileOrigin } from "../../experiments/tableFiles/tableOrigin.ts";
import { tidyText, wrongId } from "../../experiments/tables/ids.ts";
import { type RawRecord, readRaw } from "../../experiments/tables/rawRecords.ts";
import { saidOf } from "../../experiments/tables/said.ts";
import { refuseFolderless } from "../refuseFolderless.ts";
import { remembered } from "./remembered.ts";

export type KeyRequest = TableFlags & {
  readonly study: string;
  readonly in: string;
  readonly column: string;
  readonly out: string;
  /** Hears what was inferred while the file was read. */
  readonly onNotes?: (notes: readonly string[]) => void;
};

/** Replaces the identifiers of one column by the study's keyed hash, so that the file may leave the owner's machine; every
 *  other cell stays as it is. Returns the number of rows. The new file is CSV UTF-8 with commas, and is there whole or not at all. Empty cells stay
 *  empty. Throws a Problem for a file that cannot be read, and for an identifier that is none. */
export async function keyColumn(hashOf: (identifier: string) => string, request: KeyRequest): Promise<number> {
  if (existsSync(request.out)) throw isThere(request.out);
  refuseFolderless(request.out);
  // The column is named by hand, so that a recipe has nothing to say here; one that is not there is a mistake all the same.
  if (request.recipe !== undefined) recipeOf(request.recipe);
  const part = `${request.out}.part`;
  try {
    const keyed = await writeKeyed(hashOf, request, part);
    await rename(part, request.out);
    return keyed;
  } catch (error) {
    if (!isExisting(error)) await rm(part, { force: true });
    throw error;
  }
}

async function writeKeyed(hashOf: (identifier: string) => string, request: KeyRequest, part: string): Promise<number> {
  const { column } = request;
  const said = saidOf(request);
  const source = await openTable(fileOrigin(request.in, "--in"), request);
  const named = /^#\d+$/.test(column) ? { map: new Map([["participant_key", column]]) } : {};
  const name = "map" in named ? "participant_key" : column;
  const ask = { columns: { [name]: askId({ required: true }) }, said: { ...said, ...named } };
  const { header, columns, notes, records } = await readRaw(source, ask);
  const place = columns[0]?.place ?? 0;
  const meanings = said.values?.get(name);
  const table = stringify();
  const out = createWriteStream(part, { flags: "wx", mode: 0o600 });
  const written = finished(table.pipe(out));
  written.catch(() => undefined);
  const hash = remembered(hashOf);
  table.write([...header]);
  let rows = 0;
  try {
    for await (const record of records) {
      const found = tidyText(record.cells[place] ?? "");
      const id = meanings?.get(found) ?? found;
      if (id !== "") refuseWrong(id, { record, place, request });
      const cells = record.cells.with(place, id === "" ? "" : hash(id));
      if (!table.write(cells)) await Promise.race([new Promise((resolve) => table.once("drain", resolve)), written]);
      rows += 1;
    }
  } finally {
    table.end();
  }
  await written;
  request.onNotes?.(notes);
  return rows;
}

type At = { readonly record: RawRecord; readonly place: number; readonly request: KeyRequest };

function refuseWrong(id: string, { record, place, request }: At): void {
  const wrong = wrongId(id);
  if (wrong === null) return;
  throw new Problem({
    code: "table-invalid",
    file: request.in,
    line: record.line,
    column: place + 1,
    path: request.column,
    detail: `The cell "${request.column}" holds no identifier.`,
    found: id.slice(0, 60),
    ...wrong,
    todo: `${wrong.todo} If it means that there is none, say --value "${request.column}:${id.slice(0, 60)}="`,
  });
}

function isThere(out: string): Problem {
  return new Problem({
    code: "setting-invalid",
    path: "--out",
    detail: `${out} is there already, and no file is overwritten.`,
    expected: "the name of a new file",
    found: out,
    todo: "Name another file with --out, or move that one away.",
  });
}

function isExisting(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "EEXIST";
}
