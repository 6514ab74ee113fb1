import { createHash } from "node:crypto";
import { closeSync, createReadStream, createWriteStream, openSync, readSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { type Duplex, pipeline as joined, Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGunzip, createGzip } from "node:zlib";
import { z } from "zod";
import { Problem } from "../../experiments/contract/problem.ts";
import { systemReason } from "../../experiments/studyFile/systemReason.ts";
import type { Query } from "../database/database.ts";
import { storeLine } from "../database/migrations/migrate.ts";
import { type FreeBytes, refuseWithoutRoom } from "../files/freeSpace.ts";
import { newFile } from "../files/newFile.ts";
import { type FileKey, HEAD_BYTES, keyIdIn, sealing, unsealing } from "../files/sealedFile.ts";
import type { OpenedStore } from "../store/openStore.ts";
import { keyForRestore } from "./backupKeys.ts";
import { type DumpedRow, dumpStore, dumpVault } from "./dump.ts";

type Header = {
  readonly format: "saydo-backup";
  readonly version: 1;
  readonly createdAt: string;
  readonly steps: string[];
};
const Trailer = z.object({ end: z.literal(true), rows: z.record(z.string(), z.int()), sha256: z.string() });
type Trailer = z.infer<typeof Trailer>;

export type BackupReport = { readonly rows: Readonly<Record<string, number>>; readonly sha256: string };

export type BackupTarget = {
  /** A new file. */
  readonly file: string;
  /** Encrypts it under this key; open to everyone who has the file when absent. */
  readonly key?: FileKey;
  readonly free?: FreeBytes;
};

/** Writes everything a store holds into one file, from one consistent snapshot while collection goes on. The same file
 *  restores into either kind of database. Appears under its name, and on the disk, only when it is whole. Throws a
 *  Problem before anything is written when the file is there or the room is too small. */
export async function writeBackup(opened: OpenedStore, target: BackupTarget): Promise<BackupReport> {
  const { file, key, free } = target;
  return await newFile(file, async (draft) => {
    const bytes = await opened.context.database.bytes();
    refuseWithoutRoom("this backup", { folder: dirname(resolve(file)), bytes, ...(free ? { free } : {}) });
    const report = { rows: {}, sha256: "" };
    await opened.context.database.snapshot(async (query) => {
      const lines = Readable.from(linesOf(rowsOf(opened, query), opened.context.now(), report));
      const out = createWriteStream(draft, { flags: "wx", mode: 0o600, flush: true });
      if (key) await pipeline(lines, createGzip(), sealing(key), out);
      else await pipeline(lines, createGzip(), out);
    });
    return report;
  });
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

/** A backup file, and the file with the keys of encrypted ones. */
export type BackupSource = { readonly file: string; readonly keys?: string };

/** Every row of a backup, in an order in which they can be inserted again. */
export async function* rowsIn(source: BackupSource): AsyncGenerator<DumpedRow> {
  for await (const { value } of linesIn(source)) if (isRow(value)) yield value;
}

/** Every row of an open store as a backup has it. */
export async function* rowsOf(opened: OpenedStore, query: Query): AsyncGenerator<DumpedRow> {
  yield* dumpStore(query);
  yield* dumpVault(opened.keys);
}

/** Reads a backup to its end. Throws a Problem unless it is whole, unchanged and of a shape this version knows. */
export async function checkBackup(source: BackupSource): Promise<BackupReport> {
  const { file } = source;
  const hash = createHash("sha256");
  let pending: string | undefined;
  let header: unknown;
  let last: unknown;
  for await (const { text, value } of linesIn(source)) {
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

async function* linesIn(source: BackupSource): AsyncGenerator<{ readonly text: string; readonly value: unknown }> {
  const { file } = source;
  const utf8 = new TextDecoder("utf-8", { fatal: true });
  let rest = "";
  const stream = unpacked(source);
  try {
    // Not by readline, which drops the errors of the stream that it reads.
    for await (const chunk of stream) {
      const lines = `${rest}${utf8.decode(chunk, { stream: true })}`.split("\n");
      rest = lines.pop() ?? "";
      for (const text of lines) yield { text, value: JSON.parse(text) as unknown };
    }
    if (rest !== "") throw new Error("its last line has no end");
  } catch (error) {
    throw error instanceof Problem
      ? error
      : invalid(file, `The backup cannot be read: ${systemReason(error)}.`, "Use another backup.");
  } finally {
    stream.destroy();
  }
}

/** The backup's text: decrypted where it is encrypted, and unpacked. */
function unpacked({ file, keys }: BackupSource): Readable {
  const head = firstBytes(file);
  const id = keyIdIn(head);
  if (!id) return into(createReadStream(file), createGunzip());
  if (keys === undefined) throw invalid(file, "The backup is encrypted.", "Name the file with its keys: --keys FILE.");
  const sealed = createReadStream(file, { start: HEAD_BYTES });
  return into(into(sealed, unsealing(head, keyForRestore(keys, id).key)), createGunzip());
}

/** One stream into the next; a failure or end of either ends both, and whoever reads the second is told. */
function into<Next extends Duplex>(from: Readable, to: Next): Next {
  joined(from, to, () => {});
  return to;
}

function firstBytes(file: string): Buffer {
  const bytes = Buffer.alloc(HEAD_BYTES);
  try {
    const descriptor = openSync(file, "r");
    const count = readSync(descriptor, bytes, 0, HEAD_BYTES, 0);
    closeSync(descriptor);
    return bytes.subarray(0, count);
  } catch (error) {
    throw invalid(file, `The backup cannot be read: ${systemReason(error)}.`, "Check the path.");
  }
}

function isRow(value: unknown): value is DumpedRow {
  return typeof value === "object" && value !== null && "table" in value && "row" in value;
}

function invalid(file: string, detail: string, todo: string): Problem {
  return new Problem({ code: "backup-invalid", detail, file, todo });
}
