import type { TrialEnvelope } from "../../contract/trial.ts";
import type { OutboxStorage, Quarantined } from "./outboxStorage.ts";

const NAME = "saydo-outbox";
const VERSION = 1;
const stores = ["trials", "quarantine", "sessions"] as const;
type StoreName = (typeof stores)[number];
type Stored<T> = { readonly sessionId: string; readonly seq: number; readonly value: T };

/** Opens storage that survives reloads and crashes. Rejects where the browser refuses it: blocked site data, some
 *  private windows, no space. */
export async function indexedDbStorage(factory: IDBFactory | undefined): Promise<OutboxStorage> {
  if (!factory) throw new RangeError("this browser has no IndexedDB");
  const database = reopening(factory);
  await database.run("sessions", "readonly", (store) => store.count());
  const range = (sessionId: string): IDBKeyRange => IDBKeyRange.bound([sessionId, 0], [sessionId, Number.MAX_VALUE]);
  const all = async <T>(name: StoreName, sessionId: string): Promise<readonly T[]> => {
    // What lies in these stores was written below, by the same types.
    const rows = (await database.run(name, "readonly", (store) => store.getAll(range(sessionId)))) as Stored<T>[];
    return rows.map(({ value }) => value);
  };
  const put = async (name: StoreName, row: object): Promise<void> => {
    await database.run(name, "readwrite", (store) => store.put(row));
  };
  const remove = async (sessionId: string, seqs: readonly number[]): Promise<void> => {
    await database.each("trials", (store) => {
      for (const seq of seqs) store.delete([sessionId, seq]);
    });
  };
  return {
    keep: (sessionId, trial) => put("trials", { sessionId, seq: trial.seq, value: trial }),
    trials: (sessionId) => all<TrialEnvelope>("trials", sessionId),
    remove,
    quarantine: async (sessionId, entry) => {
      await put("quarantine", { sessionId, seq: entry.trial.seq, value: entry });
      await remove(sessionId, [entry.trial.seq]);
    },
    quarantined: (sessionId) => all<Quarantined>("quarantine", sessionId),
    keepSession: (sessionId, record) => put("sessions", { sessionId, seq: 0, value: record }),
    sessions: async () => {
      const rows = (await database.run("sessions", "readonly", (store) => store.getAll())) as Stored<unknown>[];
      return rows.map(({ value }) => value);
    },
    forget: async (sessionId) => {
      for (const name of stores) await database.each(name, (store) => store.delete(range(sessionId)));
    },
  };
}

type Work<T> = (store: IDBObjectStore) => IDBRequest<T>;
type Database = {
  readonly run: <T>(name: StoreName, mode: IDBTransactionMode, work: Work<T>) => Promise<T>;
  readonly each: (name: StoreName, work: (store: IDBObjectStore) => unknown) => Promise<void>;
};

/** WebKit drops the connection of a tab that was in the background; the next use opens a new one, once. */
function reopening(factory: IDBFactory): Database {
  let connection = open(factory);
  const attempt = async <T>(use: (database: IDBDatabase) => Promise<T>): Promise<T> => {
    try {
      return await use(await connection);
    } catch {
      connection = open(factory);
      return use(await connection);
    }
  };
  return {
    run: (name, mode, work) =>
      attempt(async (database) => {
        const transaction = database.transaction(name, mode, { durability: "strict" });
        const request = work(transaction.objectStore(name));
        await completed(transaction);
        return request.result;
      }),
    each: (name, work) =>
      attempt(async (database) => {
        const transaction = database.transaction(name, "readwrite", { durability: "strict" });
        work(transaction.objectStore(name));
        await completed(transaction);
      }),
  };
}

function open(factory: IDBFactory): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = factory.open(NAME, VERSION);
    request.onupgradeneeded = () => {
      for (const name of stores) request.result.createObjectStore(name, { keyPath: ["sessionId", "seq"] });
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new RangeError("IndexedDB did not open"));
    request.onblocked = () => reject(new RangeError("IndexedDB is blocked by another tab"));
  });
}

function completed(transaction: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error ?? new RangeError("IndexedDB gave up a write"));
    transaction.onerror = () => reject(transaction.error ?? new RangeError("IndexedDB failed to write"));
  });
}
