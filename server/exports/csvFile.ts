import { createHash } from "node:crypto";
import { createWriteStream } from "node:fs";
import { finished } from "node:stream/promises";
import { stringify } from "csv-stringify";

/** What was written: rows below the header, bytes, and their SHA-256 (hex). */
export type FileFacts = { readonly rows: number; readonly bytes: number; readonly sha256: string };
export type CsvFile = { write(cells: readonly string[]): Promise<void>; close(): Promise<FileFacts> };

/** What stands for a zero byte in a table: R, spreadsheets and our own reader take none for text. */
const ZERO = "\u2400";

/** Opens a new CSV file (UTF-8, comma, header first) and streams rows into it, counted and hashed on their way. */
export function csvFile(path: string, columns: readonly string[], style: "plain" | "spreadsheet" = "plain"): CsvFile {
  // A lone carriage return would end a line for some readers.
  const options = { quoted_match: /[\r\n]/, quoted: style === "spreadsheet", bom: style === "spreadsheet" };
  const table = stringify(options);
  const out = createWriteStream(path, { mode: 0o600 });
  const written = finished(table.pipe(out));
  // Whoever closes the file learns of a failure; before that it must not end the process.
  written.catch(() => undefined);
  const hash = createHash("sha256");
  let [rows, bytes] = [0, 0];
  table.on("data", (chunk: Buffer) => {
    hash.update(chunk);
    bytes += chunk.length;
  });
  table.write(columns.map(readable));
  return {
    async write(cells) {
      rows += 1;
      if (!table.write(cells.map(readable))) await Promise.race([drained(table), written]);
    },
    async close() {
      table.end();
      await written;
      return { rows, bytes, sha256: hash.digest("hex") };
    },
  };
}

function readable(cell: string): string {
  return cell.includes("\0") ? cell.replaceAll("\0", ZERO) : cell;
}

async function drained(stream: NodeJS.EventEmitter): Promise<void> {
  await new Promise((resolve) => stream.once("drain", resolve));
}
