import { createReadStream, createWriteStream } from "node:fs";
import { basename } from "node:path";
import { finished } from "node:stream/promises";
import { stringify } from "csv-stringify";
import { Problem } from "../../experiments/contract/problem.ts";
import { headerOf, readTable } from "./readTable.ts";

export type KeyRequest = { readonly study: string; readonly in: string; readonly column: string; readonly out: string };

/** Replaces the identifiers of one column by the study's keyed hash, so that the file may leave the owner's machine.
 *  Returns the number of rows. Empty cells stay empty. */
export async function keyColumn(hashOf: (identifier: string) => string, request: KeyRequest): Promise<number> {
  const source = () => ({ name: basename(request.in), bytes: createReadStream(request.in) });
  const columns = await headerOf(source()).catch(asNotFound);
  if (!columns.includes(request.column)) {
    throw new Problem({
      code: "table-invalid",
      detail: `There is no column "${request.column}".`,
      file: request.in,
      expected: "one of the file's columns",
      found: columns.join(", "),
    });
  }
  const table = stringify({ header: true, columns: [...columns] });
  const out = createWriteStream(request.out, { flags: "wx", mode: 0o600 });
  const written = finished(table.pipe(out));
  let rows = 0;
  for await (const row of readTable(source(), { required: [request.column] })) {
    const cells = columns.map((column) => {
      const text = row.cell(column);
      return column === request.column && text !== undefined ? hashOf(text) : (text ?? "");
    });
    if (!table.write(cells)) await new Promise((resolve) => table.once("drain", resolve));
    rows += 1;
  }
  table.end();
  await written;
  return rows;
}

function asNotFound(error: unknown): never {
  if (error instanceof Error && "code" in error && error.code === "ENOENT") {
    throw new Problem({ code: "file-not-found", detail: `There is no such file (${error.message}).` });
  }
  throw error;
}
