import { CompiledQuery, Kysely, PostgresDialect } from "kysely";
import pg from "pg";
import { Problem } from "../../experiments/contract/problem.ts";
import { noStore } from "../files/dataFolder.ts";
import type { Database } from "./database.ts";
import { type MigrationLine, migrate, missingSteps } from "./migrations/migrate.ts";

/** Durability rests on these two; a server or a role may switch them off behind our back. */
const REQUIRED = { fsync: "on", full_page_writes: "on" } as const;

/** A server that is suspended in mid-transaction, or cut off, must not stop the others: its transactions are gone after a few
 *  seconds each, and whoever waits for a row waits longer than for all that one server can have open. `tcp_…` find a peer that no longer answers. */
const PATIENCE = {
  idle_in_transaction_session_timeout: "3s",
  lock_timeout: "30s",
  statement_timeout: "60s",
  tcp_keepalives_idle: "5",
  tcp_keepalives_interval: "2",
  tcp_keepalives_count: "3",
  tcp_user_timeout: "10s",
} as const;
const KEEPALIVE_MS = 5_000;
/** Exports, backups and upgrades read and write for long, and nobody waits for what they hold. */
const UNHURRIED = "set local statement_timeout = 0; set local idle_in_transaction_session_timeout = '10min'";

export type PostgresOptions = {
  readonly now: () => Date;
  readonly line: MigrationLine;
  readonly connections?: number;
  /** Whether a store `must` be there already: a command begins none. */
  readonly isThere?: "must" | "may";
  /** Told of connections that broke while idle; they are replaced by themselves. */
  readonly onLostConnection?: (error: Error) => void;
};

/** Opens a PostgreSQL store and brings it to the newest shape. Throws a Problem when it cannot be reached, is newer, or
 *  would acknowledge before the disk has it. */
export async function openPostgres<T>(url: string, options: PostgresOptions): Promise<Database<T>> {
  const pool = new pg.Pool({
    connectionString: url,
    max: options.connections ?? 10,
    connectionTimeoutMillis: 5_000,
    types: { getTypeParser: parserFor },
    keepAlive: true,
    keepAliveInitialDelayMillis: KEEPALIVE_MS,
    options: `-c synchronous_commit=on -c timezone=UTC ${Object.entries(PATIENCE)
      .map(([name, value]) => `-c ${name}=${value}`)
      .join(" ")}`,
  });
  // Without a listener the death of an idle connection ends the process (node-postgres 2635).
  pool.on("error", (error) => options.onLostConnection?.(error));
  // The same while a connection is in use; its query is refused all the same.
  pool.on("connect", (client) => client.on("error", (error) => options.onLostConnection?.(error)));
  const database = postgresDatabase<T>(pool);
  try {
    if (options.isThere === "must" && (await missingSteps(database, options.line)) === "all")
      throw noStore(nameOf(url));
    await migrate(database, options.line, options.now);
    refuseWrongSettings(await database.faults());
    return database;
  } catch (error) {
    await database.close();
    throw error instanceof Problem ? error : unreachable(error);
  }
}

function postgresDatabase<T>(pool: pg.Pool): Database<T> {
  const query = new Kysely<T>({ dialect: new PostgresDialect({ pool }) });
  const settings = async () => {
    const names = [...Object.keys(REQUIRED), "synchronous_commit", "server_version"];
    const { rows } = await pool.query<{ name: string; setting: string }>(
      "select name, setting from pg_settings where name = any($1)",
      [names],
    );
    return Object.fromEntries(rows.map((row) => [row.name, row.setting]));
  };
  return {
    dialect: "postgres",
    query,
    settings,
    async faults() {
      const found = await settings();
      const wrong = Object.entries(REQUIRED).filter(([name, value]) => found[name] !== value);
      const lines = wrong.map(([name, value]) => `${name} is ${found[name]}, and must be ${value}`);
      return found["synchronous_commit"] === "off" ? [...lines, "synchronous_commit is off"] : lines;
    },
    async snapshot(work) {
      return await query.connection().execute(async (connection) => {
        await connection.executeQuery(
          CompiledQuery.raw(`begin isolation level repeatable read read only; ${UNHURRIED}`),
        );
        try {
          return await work(connection);
        } finally {
          await connection.executeQuery(CompiledQuery.raw("commit"));
        }
      });
    },
    async scrub() {
      await pool.query("checkpoint").catch(() => undefined);
      return true;
    },
    settled: async () => {},
    async bytes() {
      const { rows } = await pool.query<{ bytes: number }>("select pg_database_size(current_database()) as bytes");
      return rows[0]?.bytes ?? 0;
    },
    close: () => query.destroy(),
  };
}

const BIGINT = pg.types.builtins.INT8;

/** Whole numbers come as numbers: ours are counts and 32-bit seeds, far below 2^53. */
function parserFor(oid: number, format?: "text" | "binary"): (value: string) => unknown {
  if (oid === BIGINT) return Number;
  return pg.types.getTypeParser(oid, format === "binary" ? "text" : format);
}

/** A database's address without who signs in to it, and how. */
function nameOf(url: string): string {
  return url.replace(/\/\/[^@/]*@/, "//").replace(/\?.*$/, "");
}

function refuseWrongSettings(faults: readonly string[]): void {
  if (faults.length === 0) return;
  throw new Problem({
    code: "store-unavailable",
    detail: `The database would not keep its promises: ${faults.join("; ")}.`,
    todo: "Correct the setting in postgresql.conf and restart PostgreSQL.",
  });
}

function unreachable(error: unknown): Problem {
  const reason = error instanceof Error ? error.message : String(error);
  return new Problem({
    code: "store-unavailable",
    detail: `The database cannot be used: ${reason || "it does not answer"}.`,
    todo: "Check the URL given with --database and that PostgreSQL is running.",
  });
}
