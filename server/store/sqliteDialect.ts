import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from "kysely";
import type { SqliteHandle } from "./sqliteHandle.ts";

/** Kysely over one synchronous SQLite connection. Statements are kept prepared, which Kysely's own dialect does not do;
 *  a transaction takes the write lock at once, so that it never fails half-way for want of it. */
export function sqliteDialect(handle: SqliteHandle): Dialect {
  return {
    createAdapter: () => new SqliteAdapter(),
    createQueryCompiler: () => new SqliteQueryCompiler(),
    createIntrospector: (database) => new SqliteIntrospector(database),
    createDriver: () => sqliteDriver(handle),
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
