import { randomInt } from "node:crypto";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { Problem } from "../../experiments/contract/problem.ts";
import { makeFolder } from "../../experiments/studyFile/makeFolder.ts";
import { keysMissing, needsKeys, pairUp } from "../backup/pairing.ts";
import type { StoreContext } from "../database/context.ts";
import { noteOff } from "../database/copy/copyFolder.ts";
import type { Part } from "../database/copy/cuts.ts";
import { type CopyOptions, KeptCopy } from "../database/copy/keepCopy.ts";
import type { Database } from "../database/database.ts";
import { storeLine } from "../database/migrations/migrate.ts";
import { openSqlite, type SqliteOptions } from "../database/sqlite.ts";
import type { SqliteDriverName } from "../database/sqliteHandle.ts";
import type { Tables } from "../database/tables.ts";
import { type VaultTables, vaultLine, vaultOf } from "../database/vault.ts";
import { type DataFolder, dataFolder, holdFolder } from "../files/dataFolder.ts";
import type { FreeBytes } from "../files/freeSpace.ts";
import { ANCHOR_FILE, type AuditAnchor, auditAnchor, refuseUnwritable } from "./audit/auditAnchor.ts";
import { keepErasing } from "./people/erasing.ts";
import { sqlStore } from "./sqlStore.ts";
import type { Store } from "./store.ts";

/** Where the data are: a folder with SQLite files, or a PostgreSQL database. With both, the database holds the data and
 *  the folder the keys that identifiers are encrypted with, so that destroying a key leaves nothing readable. */
export type StorePlace = {
  readonly data?: string;
  readonly database?: string;
  readonly now?: () => Date;
  readonly random?: () => number;
  readonly driver?: SqliteDriverName;
  /** How much may still be written where a folder is; asked of the operating system unless a test says. */
  readonly free?: FreeBytes;
  /** A file, best on another disk, to which the heads of the audit are appended too. */
  readonly auditFile?: string;
  readonly onLostConnection?: (error: Error) => void;
  /** Told of work in the background that failed and is tried again. */
  readonly onFailure?: (error: unknown) => void;
  /** A copy of the embedded database to keep in another folder while it is served. */
  readonly copy?: CopyOptions;
  /** Told when the copy falls behind. */
  readonly onCopyTrouble?: (error: unknown) => void;
};

export type OpenedStore = {
  readonly store: Store;
  readonly context: StoreContext;
  readonly keys: Database<VaultTables>;
  /** The data folder; none where PostgreSQL holds everything. */
  readonly folder?: string;
  readonly copy?: KeptCopy;
  close(): Promise<void>;
};

/** `serve` and `restore` have a data folder to themselves and begin a new store where there is none; `work` begins one and
 *  shares it; a `command` refuses to. */
export type StoreUse = "serve" | "restore" | "work" | "command";

/** Opens the store. Throws a Problem on a place without one for a command, and on a store that is not whole. */
export async function openStore(place: StorePlace, use: StoreUse): Promise<OpenedStore> {
  const now = place.now ?? (() => new Date());
  if (place.auditFile !== undefined) refuseUnwritable(place.auditFile);
  const opened = place.database === undefined ? await openFolder(place, now, use) : await openUrl(place, now, use);
  const { database, keys, copy, release } = opened;
  const vault = vaultOf(keys);
  const random = place.random ?? (() => randomInt(2 ** 32) / 2 ** 32);
  const context: StoreContext = { database, vault, anchor: anchorOf(place), now, random };
  const store = sqlStore(context, copy);
  let eraser: Awaited<ReturnType<typeof keepErasing>> | undefined;
  const result: OpenedStore = {
    store,
    context,
    keys,
    ...(place.data === undefined ? {} : { folder: place.data }),
    ...(copy ? { copy } : {}),
    async close() {
      await eraser?.stop();
      await copy?.finish();
      await store.close();
      copy?.release();
      release();
    },
  };
  try {
    await pairUp({ database, keys }, use === "restore" ? "begin anew" : "refuse");
    await copy?.begin();
    if (use === "serve") eraser = await keepErasing(context, place.onFailure ?? (() => {}));
    return result;
  } catch (error) {
    await result.close();
    throw error;
  }
}

function anchorOf({ data, database, auditFile, onCopyTrouble }: StorePlace): AuditAnchor {
  const folder = data ?? (database === undefined ? "data" : undefined);
  const own = folder === undefined ? [] : [join(folder, ANCHOR_FILE)];
  return auditAnchor([...own, ...(auditFile === undefined ? [] : [auditFile])], onCopyTrouble ?? (() => {}));
}

/** What every command does that makes no store: opens the one that is there for one piece of work, and closes it. Throws a
 *  Problem where there is none. */
export async function withExistingStore<T>(place: StorePlace, work: (opened: OpenedStore) => Promise<T>): Promise<T> {
  return await withStore(place, work, "command");
}

/** Opens a store for one piece of work and closes it whatever comes. */
export async function withStore<T>(
  place: StorePlace,
  work: (opened: OpenedStore) => Promise<T>,
  use: StoreUse = "work",
): Promise<T> {
  const opened = await openStore(place, use);
  try {
    return await work(opened);
  } finally {
    await opened.close();
  }
}

type Opened = {
  readonly database: Database;
  readonly keys: Database<VaultTables>;
  readonly copy?: KeptCopy;
  release(): void;
};

async function openFolder(place: StorePlace, now: () => Date, use: StoreUse): Promise<Opened> {
  const folder = dataFolder(place.data ?? "data", use === "command" ? "find" : "make");
  const hold = use === "serve" || use === "restore" ? holdFolder(folder.folder) : { release: () => {} };
  try {
    const options = {
      now,
      ...(place.driver ? { driver: place.driver } : {}),
      ...(place.free ? { free: place.free } : {}),
    };
    const copy = use === "serve" ? copyOf(place, folder.folder, now) : undefined;
    // What a copy follows changes nothing before the copy is begun.
    if (copy) await pairFiles(folder, options);
    const watched = (part: Part) => ({ ...options, ...(copy ? { watcher: copy.watcher(part) } : {}) });
    const database = await openSqlite<Tables>(folder.store, { ...watched("store"), line: storeLine });
    const keys = await closingOnFailure(database, () => openKeysIn(folder.keys, database, watched("keys")));
    return { database, keys, ...(copy ? { copy } : {}), release: hold.release };
  } catch (error) {
    hold.release();
    throw error;
  }
}

async function pairFiles(folder: DataFolder, options: Omit<SqliteOptions, "line">): Promise<void> {
  const database = await openSqlite<Tables>(folder.store, { ...options, line: storeLine });
  const keys = await closingOnFailure(database, () => openKeysIn(folder.keys, database, options));
  try {
    await pairUp({ database, keys }, "refuse");
  } finally {
    await keys.close();
    await database.close();
  }
}

/** Opens the file with the keys. Throws store-damaged, and makes none, where a store has lost its own. */
async function openKeysIn(
  file: string,
  database: Database,
  options: Omit<SqliteOptions, "line">,
): Promise<Database<VaultTables>> {
  if (!existsSync(file) && (await needsKeys(database.query))) throw keysMissing(file);
  return await openSqlite<VaultTables>(file, { ...options, line: vaultLine });
}

function copyOf({ copy, free, onCopyTrouble }: StorePlace, data: string, now: () => Date): KeptCopy | undefined {
  if (copy === undefined) {
    noteOff(data, now());
    return undefined;
  }
  const onTrouble = onCopyTrouble ?? (() => {});
  return new KeptCopy({ ...copy, data, now, onTrouble, ...(free ? { free } : {}) });
}

async function closingOnFailure<T>(database: Database, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    await database.close();
    throw error;
  }
}

// The driver is loaded where there is a PostgreSQL: a server on a data folder starts without it.
async function openUrl(place: StorePlace, now: () => Date, use: StoreUse): Promise<Opened> {
  if (place.copy !== undefined) {
    throw new Problem({
      code: "setting-invalid",
      path: "--copy-to",
      detail: "Saydo copies its embedded database; PostgreSQL copies itself.",
      todo: "Use PostgreSQL's streaming replication, with synchronous_commit = remote_write or remote_apply where replies are to wait for it.",
    });
  }
  const url = place.database ?? "";
  const lost = place.onLostConnection === undefined ? {} : { onLostConnection: place.onLostConnection };
  const { openPostgres } = await import("../database/postgres.ts");
  const isThere = use === "command" ? "must" : "may";
  const database = await openPostgres<Tables>(url, { now, line: storeLine, isThere, ...lost });
  return { database, keys: await closingOnFailure(database, () => openKeys(place, database, now)), release: () => {} };
}

async function openKeys(place: StorePlace, database: Database, now: () => Date): Promise<Database<VaultTables>> {
  if (place.data === undefined) {
    const { openPostgres } = await import("../database/postgres.ts");
    return await openPostgres<VaultTables>(place.database ?? "", { now, line: vaultLine, connections: 2 });
  }
  const file = join(place.data, "keys.db");
  if (!existsSync(file) && (await needsKeys(database.query))) throw keysMissing(file);
  makeFolder(place.data, 0o700);
  return await openKeysIn(file, database, { now });
}
