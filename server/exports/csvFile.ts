import { createHash } from "node:crypto";
import { createWriteStream } from "node:fs";
import { finished } from "node:stream/promises";
import { stringify } from "csv-stringify/sync";
import { csvRow } from "./csvRow.ts";

/** What was written: rows below the header, bytes, and their SHA-256 (hex). */
export type FileFacts = { readonly rows: number; readonly bytes: number; readonly sha256: string };
export type CsvFile = {
  write(cells: readonly string[]): Promise<void>;
  /** Writes many rows at once. */
  writeAll(rows: readonly (readonly string[])[]): Promise<void>;
  close(): Promise<FileFacts>;
};

/** What stands for a zero byte in a table: R, spreadsheets and our own reader take none for text. */
const ZERO = "\u2400";
const BOM = "\ufeff";
/** Characters gathered before they are hashed and written: a write of each row takes longer than making it. */
const WRITTEN_AT_ONCE = 1 << 18;

/** Opens a new CSV file (UTF-8, comma, header first) and streams rows into it, counted and hashed on their way. */
export function csvFile(path: string, columns: readonly string[], style: "plain" | "spreadsheet" = "plain"): CsvFile {
  const lineOf = style === "spreadsheet" ? quotedRow : csvRow;
  const out = createWriteStream(path, { mode: 0o600 });
  const written = finished(out);
  // Whoever closes the file learns of a failure; before that it must not end the process.
  written.catch(() => undefined);
  const hash = createHash("sha256");
  let [rows, bytes] = [0, 0];
  let text = style === "spreadsheet" ? BOM : "";
  const flush = async () => {
    const chunk = Buffer.from(text.includes("\0") ? text.replaceAll("\0", ZERO) : text);
    text = "";
    hash.update(chunk);
    bytes += chunk.length;
    if (!out.write(chunk)) await Promise.race([drained(out), written]);
  };
  const add = (cells: readonly string[]) => {
    rows += 1;
    text += lineOf(cells);
  };
  text += lineOf(columns);
  return {
    async write(cells) {
      add(cells);
      if (text.length >= WRITTEN_AT_ONCE) await flush();
    },
    async writeAll(all) {
      for (const cells of all) add(cells);
      if (text.length >= WRITTEN_AT_ONCE) await flush();
    },
    async close() {
      await flush();
      out.end();
      await written;
      return { rows, bytes, sha256: hash.digest("hex") };
    },
  };
}

function quotedRow(cells: readonly string[]): string {
  return stringify([[...cells]], { quoted: true, quoted_match: /[\r\n]/ });
}

async function drained(stream: NodeJS.EventEmitter): Promise<void> {
  await new Promise((resolve) => stream.once("drain", resolve));
}
