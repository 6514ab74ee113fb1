import { createHash } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { rename } from "node:fs/promises";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGunzip, createGzip } from "node:zlib";
import { z } from "zod";
import { Problem } from "../../experiments/contract/problem.ts";
import type { Database } from "./database.ts";
import { type DumpedRow, dumpStore, dumpVault, isEmpty, loadRows } from "./dump.ts";
import { storeLine } from "./migrations/migrate.ts";
import type { OpenedStore } from "./openStore.ts";

type Header = {
  readonly format: "saydo-backup";
  readonly version: 1;
  readonly createdAt: string;
  readonly steps: string[];
};
const Trailer = z.object({ end: z.literal(true), rows: z.record(z.string(), z.int()), sha256: z.string() });
type Trailer = z.infer<typeof Trailer>;

export type BackupReport = { readonly rows: Readonly<Record<string, number>>; readonly sha256: string };

/** Writes everything a store holds into one file, from one consistent snapshot while collection goes on. The same file
 *  restores into either kind of database. Appears under its name only when it is whole. */
export async function writeBackup(opened: OpenedStore, file: string): Promise<BackupReport> {
  const report = { rows: {}, sha256: "" };
  const draft = `${file}.part`;
  await opened.context.database.snapshot(async (query) => {
    const rows = async function* () {
      yield* dumpStore(query);
      yield* dumpVault(opened.keys);
    };
    const lines = Readable.from(linesOf(rows(), opened.context.now(), report));
    await pipeline(lines, createGzip(), createWriteStream(draft, { flags: "wx", mode: 0o600 }));
  });
  await rename(draft, file);
  return report;
}

async function* linesOf(
  rows: AsyncIterable<DumpedRow>,
  now: Date,
  report: { rows: Record<string, number>; sha256: string },
): AsyncGenerator<string> {
  const hash = createHash("sha256");
  const line = (value: unknown): string => {
    const text = `${JSON.stringify(value)}\n`;
    hash.update(text);
    return text;
  };
  const steps = storeLine.steps.map(({ name }) => name);
  yield line({ format: "saydo-backup", version: 1, createdAt: now.toISOString(), steps } satisfies Header);
  for await (const one of rows) {
    report.rows[one.table] = (report.rows[one.table] ?? 0) + 1;
    yield line(one);
  }
  report.sha256 = hash.digest("hex");
  yield `${JSON.stringify({ end: true, ...report } satisfies Trailer)}\n`;
}

/** Restores a backup into an empty store. The whole file is checked first: one that is cut off or changed touches nothing. */
export async function restoreBackup(opened: OpenedStore, file: string): Promise<BackupReport> {
  const report = await checkBackup(file);
  if (!(await isEmpty(opened.context.database.query))) {
    throw invalid(file, "The store to restore into is not empty.", "Name a new folder or an empty database.");
  }
  await load(opened.context.database, file, (table) => !table.startsWith("keys."));
  await load(opened.keys, file, (table) => table.startsWith("keys."));
  return report;
}

const AT_ONCE = 2000;

async function load<T>(database: Database<T>, file: string, wanted: (table: string) => boolean): Promise<void> {
  await database.query.transaction().execute(async (transaction) => {
    let some: DumpedRow[] = [];
    for await (const { value } of linesIn(file)) {
      if (!isRow(value) || !wanted(value.table)) continue;
      some.push(value);
      if (some.length < AT_ONCE) continue;
      await loadRows(transaction, some);
      some = [];
    }
    await loadRows(transaction, some);
  });
}

/** Reads a backup to its end. Throws a Problem unless it is whole, unchanged and of a shape this version knows. */
export async function checkBackup(file: string): Promise<BackupReport> {
  const hash = createHash("sha256");
  let pending: string | undefined;
  let header: unknown;
  let last: unknown;
  for await (const { text, value } of linesIn(file)) {
    if (pending !== undefined) hash.update(pending);
    else header = value;
    pending = `${text}\n`;
    last = value;
  }
  const sha256 = hash.digest("hex");
  refuseHeader(file, header);
  const trailer = Trailer.safeParse(last);
  if (!trailer.success || trailer.data.sha256 !== sha256) {
    throw invalid(file, "The backup is cut off or has been changed.", "Use another backup.");
  }
  return { rows: trailer.data.rows, sha256 };
}

function refuseHeader(file: string, header: unknown): void {
  const isOurs = typeof header === "object" && header !== null && "format" in header && "steps" in header;
  if (!isOurs || header.format !== "saydo-backup" || !Array.isArray(header.steps)) {
    throw invalid(file, "This file is not a backup made by Saydo.", "Check the path.");
  }
  const known = new Set(storeLine.steps.map(({ name }) => name));
  const unknown = header.steps.filter((step: unknown) => !known.has(String(step)));
  if (unknown.length > 0) {
    throw invalid(
      file,
      `The backup comes from a newer version (${unknown.join(", ")}).`,
      "Use that version or a newer one.",
    );
  }
}

async function* linesIn(file: string): AsyncGenerator<{ readonly text: string; readonly value: unknown }> {
  const source = createReadStream(file);
  const unpacked = source.pipe(createGunzip());
  source.on("error", (error) => unpacked.destroy(error));
  const utf8 = new TextDecoder("utf-8", { fatal: true });
  let rest = "";
  try {
    // Not by readline, which drops the errors of the stream that it reads.
    for await (const chunk of unpacked) {
      const lines = `${rest}${utf8.decode(chunk, { stream: true })}`.split("\n");
      rest = lines.pop() ?? "";
      for (const text of lines) yield { text, value: JSON.parse(text) as unknown };
    }
    if (rest !== "") throw new Error("its last line has no end");
  } catch (error) {
    throw error instanceof Problem
      ? error
      : invalid(file, `The backup cannot be read: ${String(error)}.`, "Use another backup.");
  } finally {
    source.destroy();
  }
}

function isRow(value: unknown): value is DumpedRow {
  return typeof value === "object" && value !== null && "table" in value && "row" in value;
}

function invalid(file: string, detail: string, todo: string): Problem {
  return new Problem({ code: "backup-invalid", detail, file, todo });
}
