import { randomInt } from "node:crypto";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { Problem } from "../../experiments/contract/problem.ts";
import { ANCHOR_FILE, type AuditAnchor, auditAnchor, refuseUnwritable } from "./auditAnchor.ts";
import type { StoreContext } from "./context.ts";
import { noteOff } from "./copy/copyFolder.ts";
import type { Part } from "./copy/cuts.ts";
import { type CopyOptions, KeptCopy } from "./copy/keepCopy.ts";
import type { Database } from "./database.ts";
import { dataFolder, holdFolder } from "./dataFolder.ts";
import type { FreeBytes } from "./freeSpace.ts";
import { storeLine } from "./migrations/migrate.ts";
import { openSqlite } from "./sqlite.ts";
import type { SqliteDriverName } from "./sqliteHandle.ts";
import { sqlStore } from "./sqlStore.ts";
import type { Store } from "./store.ts";
import type { Tables } from "./tables.ts";
import { type VaultTables, vaultLine, vaultOf } from "./vault.ts";

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
  readonly onErased?: (studyId: string) => Promise<void>;
  readonly onLostConnection?: (error: Error) => void;
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

/** Opens the store. Whoever serves holds a data folder alone; commands beside it (`work`) may share it. */
export async function openStore(place: StorePlace, use: "serve" | "work"): Promise<OpenedStore> {
  const now = place.now ?? (() => new Date());
  if (place.auditFile !== undefined) refuseUnwritable(place.auditFile);
  const opened = place.database === undefined ? await openFolder(place, now, use) : await openUrl(place, now);
  const { database, keys, copy, release } = opened;
  const vault = vaultOf(keys);
  const random = place.random ?? (() => randomInt(2 ** 32) / 2 ** 32);
  const onErased = place.onErased ?? (async () => {});
  const context: StoreContext = { database, vault, anchor: anchorOf(place), now, random, onErased };
  const store = sqlStore(context, copy);
  const result: OpenedStore = {
    store,
    context,
    keys,
    ...(place.data === undefined ? {} : { folder: place.data }),
    ...(copy ? { copy } : {}),
    async close() {
      await copy?.finish();
      await store.close();
      copy?.release();
      release();
    },
  };
  try {
    await copy?.begin();
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

/** Opens a store for one piece of work and closes it whatever comes. */
export async function withStore<T>(place: StorePlace, work: (opened: OpenedStore) => Promise<T>): Promise<T> {
  const opened = await openStore(place, "work");
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

async function openFolder(place: StorePlace, now: () => Date, use: "serve" | "work"): Promise<Opened> {
  const folder = dataFolder(place.data ?? "data");
  const hold = use === "serve" ? holdFolder(folder.folder) : { release: () => {} };
  try {
    const options = {
      now,
      ...(place.driver ? { driver: place.driver } : {}),
      ...(place.free ? { free: place.free } : {}),
    };
    const copy = use === "serve" ? copyOf(place, folder.folder, now) : undefined;
    const watched = (part: Part) => ({ ...options, ...(copy ? { watcher: copy.watcher(part) } : {}) });
    const database = await openSqlite<Tables>(folder.store, { ...watched("store"), line: storeLine });
    const keys = await openSqlite<VaultTables>(folder.keys, { ...watched("keys"), line: vaultLine });
    return { database, keys, ...(copy ? { copy } : {}), release: hold.release };
  } catch (error) {
    hold.release();
    throw error;
  }
}

function copyOf({ copy, free, onCopyTrouble }: StorePlace, data: string, now: () => Date): KeptCopy | undefined {
  if (copy === undefined) {
    noteOff(data, now());
    return undefined;
  }
  const onTrouble = onCopyTrouble ?? (() => {});
  return new KeptCopy({ ...copy, data, now, onTrouble, ...(free ? { free } : {}) });
}

// The driver is loaded where there is a PostgreSQL: a server on a data folder starts without it.
async function openUrl(place: StorePlace, now: () => Date): Promise<Opened> {
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
  const { openPostgres } = await import("./postgres.ts");
  const database = await openPostgres<Tables>(url, { now, line: storeLine, ...lost });
  try {
    return { database, keys: await openKeys(place, now), release: () => {} };
  } catch (error) {
    await database.close();
    throw error;
  }
}

async function openKeys(place: StorePlace, now: () => Date): Promise<Database<VaultTables>> {
  if (place.data === undefined) {
    const { openPostgres } = await import("./postgres.ts");
    return await openPostgres<VaultTables>(place.database ?? "", { now, line: vaultLine, connections: 2 });
  }
  mkdirSync(place.data, { recursive: true, mode: 0o700 });
  return await openSqlite<VaultTables>(join(place.data, "keys.db"), { now, line: vaultLine });
}
