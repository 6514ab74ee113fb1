import { rmSync } from "node:fs";
import { dirname } from "node:path";
import { Kysely, sql } from "kysely";
import { Problem } from "../../experiments/contract/problem.ts";
import { APPLICATION_ID } from "../files/dataFolder.ts";
import { bytesOf, type FreeBytes, refuseWithoutRoom } from "../files/freeSpace.ts";
import { keepPrivate } from "../files/privateFile.ts";
import type { CommitWatcher } from "./copy/commitFeed.ts";
import type { Database } from "./database.ts";
import { type FailStopHandle, failStop } from "./failStop.ts";
import { type MigrationLine, migrate, missingSteps } from "./migrations/migrate.ts";
import { sqliteDialect } from "./sqliteDialect.ts";
import { openSqliteHandle, type SqliteDriverName, type SqliteHandle } from "./sqliteHandle.ts";

/** wal: readers never wait; 2 = FULL: a commit is on disk; secure_delete: what is deleted is overwritten. */
const REQUIRED = { journal_mode: "wal", synchronous: "2", foreign_keys: "1", secure_delete: "1" } as const;
// The log is cut back to this size after a checkpoint, so that a long reader leaves no giant file behind.
const JOURNAL_BYTES = 64 * 1024 * 1024;
const BUSY_MS = 5000;

export type SqliteOptions = {
  readonly now: () => Date;
  readonly line: MigrationLine;
  readonly driver?: SqliteDriverName;
  readonly free?: FreeBytes;
  /** Told of every commit, and asked before. */
  readonly watcher?: CommitWatcher;
};

/** Opens a SQLite store, brings it to the newest shape and proves its settings by a write. Throws a Problem on a store
 *  that is damaged, newer, or whose settings do not hold. */
export async function openSqlite<T>(file: string, options: SqliteOptions): Promise<Database<T>> {
  keepPrivate(file);
  const handle = failStop(openSqliteHandle(file, options));
  try {
    configure(handle);
    const database = sqliteDatabase<T>(handle, file, options);
    await migrateSafely(database, file, options);
    refuseWrongSettings(await database.faults());
    options.watcher?.opened(file, () => numberOf(handle, "data_version"));
    return database;
  } catch (error) {
    handle.close();
    throw asDamage(error, file);
  }
}

/** Before an old store is changed there must be room, and a copy of it stands beside it until the new one has been
 *  looked through. */
async function migrateSafely<T>(database: Database<T>, file: string, options: SqliteOptions): Promise<void> {
  const copy = `${file}.before-upgrade`;
  const isOld = (await missingSteps(database, options.line)) === "some";
  if (isOld) {
    const room = { folder: dirname(file), bytes: bytesOf(filesOf(file)) };
    refuseWithoutRoom("this upgrade", { ...room, ...(options.free ? { free: options.free } : {}) });
    rmSync(copy, { force: true });
    await sql`vacuum into ${copy}`.execute(database.query);
  }
  await migrate(database, options.line, options.now);
  if (isOld) await refuseBrokenUpgrade(database, file, copy);
  rmSync(copy, { force: true });
}

async function refuseBrokenUpgrade<T>(database: Database<T>, file: string, copy: string): Promise<void> {
  const { rows } = await sql<{ integrity_check: string }>`pragma integrity_check`.execute(database.query);
  if (rows[0]?.integrity_check === "ok") return;
  throw new Problem({
    code: "store-damaged",
    detail: `${file} is damaged after the upgrade: ${rows[0]?.integrity_check ?? "no answer"}.`,
    todo: `Stop, and put ${copy} back under its name.`,
  });
}

function filesOf(file: string): readonly string[] {
  return [file, `${file}-wal`];
}

function sqliteDatabase<T>(handle: FailStopHandle, file: string, options: SqliteOptions): Database<T> {
  const { watcher } = options;
  const query = new Kysely<T>({ dialect: sqliteDialect(handle, watcher) });
  const settings = async () => readSettings(handle);
  return {
    dialect: "sqlite",
    query,
    settings,
    async faults() {
      const failure = handle.failure();
      return [...(failure === null ? [] : [failure]), ...wrongSettings(readSettings(handle))];
    },
    async snapshot(work) {
      const reader = openSqliteHandle(file, { ...options, mode: "read" });
      const snapshotQuery = new Kysely<T>({ dialect: sqliteDialect(reader) });
      reader.exec(`pragma busy_timeout = ${BUSY_MS}; begin`);
      try {
        return await work(snapshotQuery);
      } finally {
        await snapshotQuery.destroy();
      }
    },
    async scrub() {
      const isDone = await query.connection().execute(cutLog);
      if (isDone) watcher?.scrubbed();
      return isDone;
    },
    settled: async () => await watcher?.settled(),
    bytes: async () => bytesOf(filesOf(file)),
    close: () => query.destroy(),
  };
}

/** Puts everything the log holds into the database and empties the log. False when a reader or another writer is in the way:
 *  whoever serves waits for none of them. */
async function cutLog<T>(connection: Kysely<T>): Promise<boolean> {
  await sql`pragma busy_timeout = 0`.execute(connection);
  try {
    const { rows } = await sql<{ busy: number }>`pragma wal_checkpoint(truncate)`.execute(connection);
    return rows[0]?.busy === 0;
  } finally {
    await sql`pragma busy_timeout = ${sql.lit(BUSY_MS)}`.execute(connection);
  }
}

function configure(handle: SqliteHandle): void {
  handle.exec(`pragma busy_timeout = ${BUSY_MS}`);
  // Asked of SQLite, which may have taken back a first write that was cut off.
  if (numberOf(handle, "page_count") === 0) handle.exec(`pragma application_id = ${APPLICATION_ID}`);
  handle.exec("pragma journal_mode = wal");
  handle.exec("pragma synchronous = full");
  handle.exec("pragma foreign_keys = on");
  handle.exec("pragma secure_delete = on");
  handle.exec(`pragma journal_size_limit = ${JOURNAL_BYTES}`);
  // The index of trials' ids is written at random places: it must fit (in KiB), and a page that changes often is copied
  // home once (after so many pages).
  handle.exec("pragma cache_size = -65536");
  handle.exec("pragma wal_autocheckpoint = 8000");
}

function numberOf(handle: SqliteHandle, pragma: "data_version" | "page_count"): number {
  const [row] = handle.run(`pragma ${pragma}`, []).rows;
  // Library seam: a pragma answers one row with one column.
  return (row as Record<typeof pragma, number>)[pragma];
}

function readSettings(handle: SqliteHandle): Readonly<Record<string, string>> {
  const read = (name: string) => {
    const [row] = handle.run(`pragma ${name}`, []).rows;
    // Library seam: a pragma answers one row with one column.
    return [name, String(Object.values(row as Record<string, unknown>)[0])] as const;
  };
  return Object.fromEntries(Object.keys(REQUIRED).map(read));
}

function wrongSettings(settings: Readonly<Record<string, string>>): readonly string[] {
  return Object.entries(REQUIRED)
    .filter(([name, value]) => settings[name] !== value)
    .map(([name, value]) => `${name} is ${settings[name]}, and must be ${value}`);
}

function refuseWrongSettings(faults: readonly string[]): void {
  if (faults.length === 0) return;
  throw new Problem({
    code: "store-unavailable",
    detail: `The store would not keep its promises: ${faults.join("; ")}.`,
    todo: "Use a local disk that supports SQLite's write-ahead log; network folders do not.",
  });
}

function asDamage(error: unknown, file: string): unknown {
  const reason = String(error);
  if (!/malformed|not a database|disk image|SQLITE_CORRUPT|NOTADB/i.test(reason)) return error;
  return new Problem({
    code: "store-damaged",
    detail: `${file} is damaged: ${reason}.`,
    todo: "Restore the newest backup with saydo restore.",
  });
}
