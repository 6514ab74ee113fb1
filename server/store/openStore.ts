import { randomInt } from "node:crypto";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { StoreContext } from "./context.ts";
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
  readonly onErased?: (studyId: string) => Promise<void>;
  readonly onLostConnection?: (error: Error) => void;
};

export type OpenedStore = {
  readonly store: Store;
  readonly context: StoreContext;
  readonly keys: Database<VaultTables>;
  close(): Promise<void>;
};

/** Opens the store. Whoever serves holds a data folder alone; commands beside it (`work`) may share it. */
export async function openStore(place: StorePlace, use: "serve" | "work"): Promise<OpenedStore> {
  const now = place.now ?? (() => new Date());
  const opened = place.database === undefined ? await openFolder(place, now, use) : await openUrl(place, now);
  const { database, keys, release } = opened;
  const vault = vaultOf(keys);
  const random = place.random ?? (() => randomInt(2 ** 32) / 2 ** 32);
  const onErased = place.onErased ?? (async () => {});
  const context: StoreContext = { database, vault, now, random, onErased };
  const store = sqlStore(context);
  return {
    store,
    context,
    keys,
    async close() {
      await store.close();
      release();
    },
  };
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

type Opened = { readonly database: Database; readonly keys: Database<VaultTables>; release(): void };

async function openFolder(place: StorePlace, now: () => Date, use: "serve" | "work"): Promise<Opened> {
  const folder = dataFolder(place.data ?? "data");
  const hold = use === "serve" ? holdFolder(folder.folder) : { release: () => {} };
  try {
    const options = {
      now,
      ...(place.driver ? { driver: place.driver } : {}),
      ...(place.free ? { free: place.free } : {}),
    };
    const database = await openSqlite<Tables>(folder.store, { ...options, line: storeLine });
    const keys = await openSqlite<VaultTables>(folder.keys, { ...options, line: vaultLine });
    return { database, keys, release: hold.release };
  } catch (error) {
    hold.release();
    throw error;
  }
}

// The driver is loaded where there is a PostgreSQL: a server on a data folder starts without it.
async function openUrl(place: StorePlace, now: () => Date): Promise<Opened> {
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
