import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from "kysely";
import type { CommitWatcher } from "./copy/commitFeed.ts";
import type { SqliteHandle } from "./sqliteHandle.ts";

/** Kysely over one synchronous SQLite connection. Statements are kept prepared, which Kysely's own dialect does not do;
 *  a transaction takes the write lock at once, so that it never fails half-way for want of it. Whoever watches is told of
 *  every change, and a query that changes something resolves when the watcher has settled it. */
export function sqliteDialect(handle: SqliteHandle, watcher?: CommitWatcher): Dialect {
  return {
    createAdapter: () => new SqliteAdapter(),
    createQueryCompiler: () => new SqliteQueryCompiler(),
    createIntrospector: (database) => new SqliteIntrospector(database),
    createDriver: () => (watcher ? watchedDriver(handle, watcher) : sqliteDriver(handle)),
  };
}

const CHANGES = /^\s*(insert|update|delete|replace|create|alter|drop|with)\b/i;

/** The same, telling a watcher of transactions, and of changes outside of them. */
function watchedDriver(handle: SqliteHandle, watcher: CommitWatcher): Driver {
  let [isInTransaction, hasChanged] = [false, false];
  const begun = () => {
    watcher.before();
    hasChanged = true;
  };
  const ended = () => {
    isInTransaction = false;
    watcher.after();
  };
  const run: SqliteHandle["run"] = (text, parameters) => {
    if (isInTransaction || !CHANGES.test(text)) return handle.run(text, parameters);
    begun();
    try {
      return handle.run(text, parameters);
    } finally {
      ended();
    }
  };
  const driver = sqliteDriver({ ...handle, run });
  return {
    ...driver,
    async beginTransaction(connection, settings) {
      begun();
      try {
        await driver.beginTransaction(connection, settings);
        isInTransaction = true;
      } catch (error) {
        ended();
        throw error;
      }
    },
    async commitTransaction(connection) {
      await driver.commitTransaction(connection);
      ended();
    },
    async rollbackTransaction(connection) {
      try {
        await driver.rollbackTransaction(connection);
      } finally {
        ended();
      }
    },
    async releaseConnection(connection) {
      const waits = hasChanged;
      hasChanged = false;
      await driver.releaseConnection(connection);
      if (waits) await watcher.settled();
    },
  };
}

function sqliteDriver(handle: SqliteHandle): Driver {
  const connection: DatabaseConnection = {
    async executeQuery<R>(query: CompiledQuery) {
      const { rows, changes } = handle.run(query.sql, query.parameters);
      // Library seam: Kysely infers R from the query it compiled itself.
      return { rows: rows as R[], numAffectedRows: BigInt(changes) };
    },
    streamQuery() {
      throw new RangeError("read long tables page by page");
    },
  };
  let tail: Promise<void> = Promise.resolve();
  let release: () => void = () => {};
  return {
    async init() {},
    async acquireConnection() {
      const before = tail;
      let open: () => void = () => {};
      tail = new Promise((resolve) => {
        open = resolve;
      });
      await before;
      release = open;
      return connection;
    },
    async beginTransaction() {
      await connection.executeQuery(CompiledQuery.raw("begin immediate"));
    },
    async commitTransaction() {
      await connection.executeQuery(CompiledQuery.raw("commit"));
    },
    async rollbackTransaction() {
      rollback(handle);
    },
    async releaseConnection() {
      release();
    },
    async destroy() {
      handle.close();
    },
  };
}

/** SQLite rolls back by itself on a full disk or an I/O error; a second rollback then has nothing to undo. */
function rollback(handle: SqliteHandle): void {
  try {
    handle.exec("rollback");
  } catch (error) {
    if (!String(error).includes("no transaction is active")) throw error;
  }
}
